/*
 * process: what this process takes along from whoever started it, and what it may use up.
 *
 * In      the environment, the process as the browser left it
 * Out     a process that keeps to itself
 * Units   bytes
 * Limits  below
 * Errors  none: a limit that is lower already stays
 * Source  the browsers leave SIGPIPE ignored or not and leak descriptors; getauxval(3)
 */
#ifndef OPTWATCH_SYSTEM_PROCESS_H
#define OPTWATCH_SYSTEM_PROCESS_H

#include <stdbool.h>

/* Whether it was started with another's rights, as set-user-id programs are. */
bool process_is_borrowed(void);

/*
 * Of the environment only what names a folder of the person, and the zone; signals that would end
 * it in the middle are errors of writing instead; no core, no tracing by others, no new rights, and
 * limits.
 */
void process_confine(void);

#endif
