/*
 * drift: what changed in LinkedIn's wording of a switch, word by word.
 *
 * In      a row of drifts; the store that holds both wordings
 * Out     lines "name: …" and "description: …" with [-removed-] and {+added+} words
 * Units   bytes
 * Limits  the wire's for names and descriptions
 * Errors  the store's
 * Source  core/diff.h
 */
#ifndef OPTWATCH_CLI_DRIFT_H
#define OPTWATCH_CLI_DRIFT_H

#include "service/archive.h"

/* How the lines are written: what stands before each, and who makes page text harmless. */
struct drift_style {
    const char *indent;
    void (*put)(struct buffer *buffer, struct view text);
    /* Around what went and what came. */
    const char *marks[4];
};

enum error drift_put(struct store *store, const struct archive_opener *opener,
                     const struct archive_row *drift, const struct drift_style *style,
                     struct buffer *buffer) MUST_CHECK;

#endif
