/*
 * compile_json: reading JSON strictly, with a place for every complaint. Build tool only.
 *
 * In      a file's path; values of jansson
 * Out     the root (owned) or NULL; complaints on stderr, counted in *faults
 * Units   places read like settings[3].facts[0].as_of
 * Limits  none but memory
 * Errors  "file:line:column: …" for bad syntax, "file: place: …" for bad meaning
 * Source  jansson's own positions
 */
#ifndef OPTWATCH_CATALOGUE_COMPILE_JSON_H
#define OPTWATCH_CATALOGUE_COMPILE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

struct model;

#define PLACE_MAX 512

/* Where in a file we are. Lives on the stack of the caller, who outlives every use. */
struct place {
    const struct place *up; /* NULL at the root */
    const char *file;
    size_t *faults;
    const char *key; /* NULL: an item of a list */
    size_t index;
};

struct place place_key(const struct place *up, const char *key);
struct place place_item(const struct place *up, size_t index);

/* Writes the place into buffer, cut where it is full. */
void place_print(const struct place *at, char *buffer, size_t size);

/* Complains of a place on stderr and counts it. */
void place_fault(const struct place *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

typedef void check_fn(const struct place *at, json_t *value, struct model *model);

/* One key of an object: every key is required, and no other is allowed. */
struct field {
    const char *key;
    check_fn *check;
};

void check_object(const struct place *at, json_t *value, struct model *model,
                  const struct field *fields, size_t count);
void check_list(const struct place *at, json_t *value, struct model *model, check_fn *item);

/* A string that is not empty and holds no control character. */
void check_text(const struct place *at, json_t *value, struct model *model);
void check_flag(const struct place *at, json_t *value, struct model *model);
void check_positive(const struct place *at, json_t *value, struct model *model);

/* Anything: some other check looks at it. */
void check_nothing(const struct place *at, json_t *value, struct model *model);

/* "before" must sort before "after", and not be the same; either may be NULL. */
void check_order(const struct place *at, const char *before, const char *after);

/* The string at key of an object, "" where there is none. Borrowed from object. */
const char *string_at(const json_t *object, const char *key);

/* Whether a list holds this string, as an item or under key of an item. */
bool list_holds(const json_t *list, const char *key, const char *string);

/* The whole file; owned. NULL after a complaint. */
json_t *load_json(const char *path, size_t *faults);

#endif
