/*
 * probe: a program started as a browser starts a host, a few bytes to it, and what comes back.
 *
 * In      an absolute path, its arguments, bytes for its standard input
 * Out     bytes of its standard output and standard error, and how it ended
 * Units   bytes, milliseconds
 * Limits  PROBE_MAX bytes of output, PROBE_SAID_MAX of errors, limit_ms for all of it; what runs
 *         longer is killed, with what it started
 * Errors  none: each way to fail is an end
 * Source  measured of Chromium 156 and Firefox ESR 153: pipes, the program's own folder as the
 *         current one, no shell; the caller's environment without what changes how programs load
 */
#ifndef OPTWATCH_DESKTOP_PROBE_H
#define OPTWATCH_DESKTOP_PROBE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define PROBE_MAX       (sizeof(unsigned) + (size_t)65536)
#define PROBE_SAID_MAX  512
#define PROBE_GRACE_MS  2000 /* to end by itself after its input did; Chromium kills then */
#define PROBE_ARGUMENTS 3

struct probe {
    const char *arguments[PROBE_ARGUMENTS + 1]; /* the first is the path; ends with NULL */
    struct view input;                          /* less than a pipe holds: 65,536 bytes */
    bool (*is_whole)(struct view output);       /* whether that is all there is to come */
    int limit_ms;
};

enum probe_end {
    PROBE_WHOLE,       /* is_whole said so */
    PROBE_NOT_STARTED, /* code is errno */
    PROBE_EXITED,      /* before that; code is its status */
    PROBE_SIGNALLED,   /* before that; code is the signal */
    PROBE_SLOW,        /* limit_ms went by */
    PROBE_FLOOD        /* more than PROBE_MAX bytes */
};

struct probe_result {
    enum probe_end end;
    int code;
    bool lingers; /* PROBE_WHOLE: it had to be killed, because it does not end with its input */
    size_t len, said_len;
    char output[PROBE_MAX];
    char said[PROBE_SAID_MAX];
};

/* Starts nothing but a plain file that may be executed. Ended and reaped when this returns. */
void probe_run(const struct probe *probe, struct probe_result *ret);

#endif
