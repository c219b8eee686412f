/*
 * reader: takes the members of one JSON object by name and type, and notices what was not asked
 * for. Private to wire: the one header that shows jansson's type.
 *
 * In      a borrowed json_t object
 * Out     values; text is copied into the arena
 * Units   bytes
 * Limits  given with each call; beyond one the error is E_LIMIT
 * Errors  the first one sticks; later calls do nothing
 * Source  the protocol refuses unknown keys: new fields come with a capability
 */
#ifndef OPTWATCH_WIRE_READER_H
#define OPTWATCH_WIRE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/history.h"
#include "core/page.h"

/* A json_t that is let go at the end of its block. */
static inline void reader_free(json_t **json)
{
    json_decref(*json);
}

#define JSON_OWNED __attribute__((cleanup(reader_free))) json_t *

struct reader {
    const json_t *object;
    struct arena *arena;
    size_t taken; /* members asked for and there */
    enum error error;
};

/* value may be anything; a reader of what is no object has E_ARGS. */
struct reader reader_of(const json_t *value, struct arena *arena);

/* E_ARGS if the object has members that nobody asked for. */
enum error reader_end(const struct reader *reader) MUST_CHECK;

/* Null and absent are the same where a value is optional: an empty view, SIGNAL_NONE. */
struct view reader_text(struct reader *reader, const char *key, size_t max);
struct view reader_optional_text(struct reader *reader, const char *key, size_t max);
struct view reader_uuid(struct reader *reader, const char *key, bool optional);
struct view reader_path(struct reader *reader, const char *key, bool optional);
bool reader_bool(struct reader *reader, const char *key);
/* False where it is not there. */
bool reader_optional_bool(struct reader *reader, const char *key);
int64_t reader_count(struct reader *reader, const char *key, int64_t max);
/* 0 where it is not there; else 1 to max. */
int64_t reader_optional_id(struct reader *reader, const char *key, int64_t max);
/* A property: true, false or null. */
enum signal reader_property(struct reader *reader, const char *key);
/* An ARIA attribute: as a property, or one of its words "true", "false", "mixed". */
enum signal reader_aria(struct reader *reader, const char *key);
/* The index of a string among count names; the first where it is optional and not there. */
int reader_choice(struct reader *reader, const char *key, const char *const *names, size_t count,
                  bool optional);
/* An array of at most max items; NULL is none. */
const json_t *reader_array(struct reader *reader, const char *key, size_t max);
const json_t *reader_any(struct reader *reader, const char *key);
/* For a value that its reader cannot take: E_ARGS. */
void reader_refuse(struct reader *reader);
/* history.c: setting, account, from and to, each of which may be left out. */
void reader_history(struct reader *reader, struct history_filter *ret);

/* order.c: the args of five commands, but for who asks. */
struct order;
void order_read_accounts(struct reader *reader, struct order *ret);
void order_read_settings(struct reader *reader, struct order *ret);
void order_read_exit(struct reader *reader, struct order *ret);
void order_read_remind(struct reader *reader, struct order *ret);
void order_read_shown(struct reader *reader, struct order *ret);

#endif
