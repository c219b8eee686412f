/*
 * output: an answer in words for a terminal, or as JSON.
 *
 * In      struct answer
 * Out     standard output
 * Units   local time
 * Limits  FRAME_MAX bytes of JSON
 * Errors  E_REPLY, E_OUTPUT
 * Source  text from a page never gets here: an answer holds our own words only, a redacted
 *         report words of the catalogue, as ASCII JSON
 */
#ifndef OPTWATCH_CLI_OUTPUT_H
#define OPTWATCH_CLI_OUTPUT_H

#include "base/error.h"
#include "wire/reply.h"

enum error output_json(const struct answer *answer) MUST_CHECK;
/* The same with one more key, whose value print writes. */
enum error output_json_with(const struct answer *answer, const char *key,
                            void (*print)(const void *data), const void *data) MUST_CHECK;
enum error output_words(const struct answer *answer, const struct zone *zone) MUST_CHECK;

/* The report as JSON: it has to be a redacted one. */
enum error output_report(const struct report *report) MUST_CHECK;

/* Ways out, with who checked them and when; and the accounts with their profiles. */
enum error output_exits(const struct guide *guide, const struct zone *zone) MUST_CHECK;
enum error output_accounts(const struct answer *answer, const struct zone *zone) MUST_CHECK;

/* "YYYY-MM-DD HH:MM" of the person's zone, into text. */
#define OUTPUT_TIME_LEN 17
const char *output_time(const struct zone *zone, int64_t at_s, char text[OUTPUT_TIME_LEN + 1]);

/* E_OUTPUT if what was printed did not get out. */
enum error output_end(void) MUST_CHECK;
/* Bytes as they are: made safe for a terminal by whoever made them. */
enum error output_bytes(struct view bytes) MUST_CHECK;

/* The language of the person's terminal, from LC_ALL, LC_MESSAGES or LANG. Borrowed. */
struct view output_locale(void);

#endif
