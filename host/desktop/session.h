/*
 * session: one call after another on the session's bus. Private to desktop; for use inside
 * deadline_run.
 *
 * In      the name, path and interface to be asked
 * Out     the answer, as GLib has it
 * Units   none
 * Limits  the caller's GCancellable ends each call
 * Errors  false or NULL; no bus is started, and nobody on it but with starts
 * Source  D-Bus specification
 */
#ifndef OPTWATCH_DESKTOP_SESSION_H
#define OPTWATCH_DESKTOP_SESSION_H

#include <stdbool.h>
#include <stdint.h>

struct session {
    void *cancellable; /* GCancellable, borrowed */
    void *bus;         /* GDBusConnection */
    const char *name;  /* of who is asked */
    bool starts;       /* one that the bus knows may be started for it */
};

struct session_call {
    const char *path, *iface, *method;
};

bool session_open(struct session *session, void *cancellable);
void session_close(struct session *session);

/* arguments is a floating GVariant, taken; NULL = none. The answer is owned, and of this type;
 * NULL = none of that type came. */
void *session_ask(struct session *session, const struct session_call *call, void *arguments,
                  const char *type);

/* The process that has the name; 0 = nobody. */
uint32_t session_owner(struct session *session);

#endif
