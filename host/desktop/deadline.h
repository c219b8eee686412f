/*
 * deadline: work that may hang, in a thread of its own, and a time after which nobody waits for it.
 *
 * In      a function and its data
 * Out     whether it was done in time
 * Units   milliseconds
 * Limits  a little more than asked for: the work is told to stop, and given DEADLINE_GRACE_MS
 * Errors  none
 * Source  GLib's calls can be cancelled, but not all that they wait for inside (a bus that takes
 *         the connection and says nothing)
 */
#ifndef OPTWATCH_DESKTOP_DEADLINE_H
#define OPTWATCH_DESKTOP_DEADLINE_H

#include <stdbool.h>

#define DEADLINE_GRACE_MS 150

struct deadline_work {
    /* cancellable is a GCancellable, cancelled when time is up. */
    void (*run)(void *data, void *cancellable);
    void (*drop)(void *data);
};

/* True: done in time, and data is the caller's. False: data is taken, and dropped by the thread
 * when it ends, if ever. */
bool deadline_run(const struct deadline_work *work, void *data, int limit_ms);

#endif
