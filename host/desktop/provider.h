/*
 * provider: who keeps secrets on this session's bus, and which keyrings are locked, asked for in
 * ways that make nobody prompt. Private to desktop: keeps D-Bus out of keyring.c.
 *
 * In      the session bus
 * Out     a name for the running provider; the state of its keyrings
 * Units   none
 * Limits  the caller's GCancellable ends each call
 * Errors  false, with the GError in error
 * Source  Secret Service API: ReadAlias, Collections and Locked need no session; D-Bus: a unique
 *         name is not given twice in the life of a bus, and a bus has an id of its own
 */
#ifndef OPTWATCH_DESKTOP_PROVIDER_H
#define OPTWATCH_DESKTOP_PROVIDER_H

#include <stdbool.h>

#include "base/error.h"
#include "system/store_seal.h"

struct provider {
    void *cancellable; /* GCancellable, borrowed */
    void *bus;         /* GDBusConnection */
    void *error;       /* GError; the first one, until it is cleared */
    bool has_default, default_locked, other_locked;
    char name[STORE_PROVIDER_MAX + 1]; /* the bus's id and the provider's unique name on it */
};

bool provider_connect(struct provider *provider) MUST_CHECK;

/* Names the one that runs. With start, one that the bus knows is started for it. */
bool provider_find(struct provider *provider, bool start) MUST_CHECK;

/* Whether the same one still runs. */
bool provider_is_same(struct provider *provider) MUST_CHECK;

bool provider_read_locks(struct provider *provider) MUST_CHECK;

/* Whether the error says that there is no provider. */
bool provider_is_absent(const struct provider *provider);

void provider_finish(struct provider *provider);

#endif
