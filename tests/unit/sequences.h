/*
 * sequences: whole histories, a step a line. A step may begin with the time since the one before (a
 * minute where there is none; "-2h" sets the clock back), then says what is done, and after "=>"
 * how the setting stands then: standing, warning (with ! where it is to be shown), reminders (with
 * ~ where one was snoozed).
 *
 *   on off unclear empty row-on row-off wall   a look; v1 visit, i1 profile, touched, late (touch
 *                                              unknown), same (document), 1.5s steady, restored
 *   status · leave_on undecided want_off · mine · join 1 2 · shown ID · stale_days N · snooze Nd
 *   forget · rules (the catalogue's are raised)
 */
#ifndef OPTWATCH_TESTS_SEQUENCES_H
#define OPTWATCH_TESTS_SEQUENCES_H

#include <stddef.h>

#define SEQUENCE_STEPS_MAX 10

struct sequence {
    const char *name;
    const char *steps[SEQUENCE_STEPS_MAX + 1];
};

extern const struct sequence sequences[];
extern const size_t sequence_count;

#endif
