/*
 * writer: puts members into a JSON object, and prints one. Private to wire, like reader.
 *
 * In      a borrowed object; values are copied, or taken where they are json_t
 * Out     ASCII JSON in the caller's buffer, without a closing NUL
 * Units   bytes; times are whole seconds UTC
 * Limits  the buffer's size
 * Errors  E_REPLY if the text does not fit: what the buffer then holds is undefined
 * Source  jansson 2.14, "Building Values", "Encoding"
 */
#ifndef OPTWATCH_WIRE_WRITER_H
#define OPTWATCH_WIRE_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"
#include "core/history.h"
#include "core/page.h"

/* A member that could not be made is left out: the size check after encoding tells. */
void writer_put(json_t *object, const char *key, json_t *taken);
/* NULL is told as "". */
void writer_put_text(json_t *object, const char *key, const char *text);
/* A view without data is told as null. */
void writer_put_view(json_t *object, const char *key, struct view text);
void writer_put_number(json_t *object, const char *key, int64_t number);
void writer_put_optional_text(json_t *object, const char *key, const char *text);
/* Zero means "never" in core and null on the wire. */
void writer_put_time(json_t *object, const char *key, int64_t time_s);

/* report.c: a new report.args object, owned. */
json_t *writer_make_report(const struct report *report);

/* told.c: new values, owned. */
struct told_about;
struct told_account;
struct told_question;
struct told_settings;
struct told_reminder;
struct told_claim;
/* Puts its members into an answer. */
void writer_put_about(json_t *object, const struct told_about *about);
json_t *writer_make_accounts(const struct told_account *accounts, size_t count);
json_t *writer_make_question(const struct told_question *question);
json_t *writer_make_settings(const struct told_settings *settings);
json_t *writer_make_table(const struct told_settings *settings);
json_t *writer_make_reminder(const struct told_reminder *reminder);
json_t *writer_make_claim(const struct told_claim *claim);
json_t *writer_make_instances(const struct told_claim *claim);
/* archive.c: a new object of a row, owned; exact adds each time in milliseconds. */
json_t *writer_make_row(const struct archive_row *row, bool exact);

/* history.c: the entries of an answer, owned. */
json_t *writer_make_history(const struct history *history);

/* flags: JSON_COMPACT or JSON_INDENT(n). */
enum error writer_print(const json_t *json, size_t flags, char *buffer, size_t size,
                        size_t *ret_len) MUST_CHECK;

#endif
