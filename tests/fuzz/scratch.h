/*
 * scratch: a history that fuzz targets merge exports into, and what has to hold of it then.
 */
#ifndef OPTWATCH_TESTS_SCRATCH_H
#define OPTWATCH_TESTS_SCRATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "service/archive.h"

#define SCRATCH_NOW_MS INT64_C(1795300857000)

/* Ends the process where it does not hold, and says where that was. */
#define require(holds) scratch_require((holds), #holds, __LINE__)
void scratch_require(bool holds, const char *what, int line);

/* From here on a history is kept in a folder of its own, in memory where that is possible. */
void scratch_place(void);

/* Empty, and in memory where that is possible. Made once: each input is rolled back. */
struct store *scratch_open(void);

/* As service/archive.c does it, in a transaction of the caller's. */
enum error scratch_merge(const struct archive *archive, struct store *store);

/*
 * After a merge: a second time changes nothing, no off is confirmed that is none, and what the
 * history holds is an export again, which changes nothing either.
 */
void scratch_check(struct store *store, const struct archive *archive);

#endif
