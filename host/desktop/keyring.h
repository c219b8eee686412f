/*
 * keyring: the one secret of Optwatch, the key that opens what is sealed, in the person's keyring.
 *
 * In      the key, 32 bytes
 * Out     what the keyring answered, in one of KEYRING_…'s words, and the key
 * Units   bytes
 * Limits  KEYRING_WAIT_MS in all for each call, whatever the keyring does; one item
 * Errors  none: each outcome is a state. Nothing here prompts, waits for a person, or starts a bus
 * Source  Secret Service API, through libsecret; how providers really behave (Debian 12,
 *         gnome-keyring 42.1, KeePassXC 2.7.4, measured): a locked keyring finds nothing and says
 *         so without an error; a stopped one answers after 50 s; KeePassXC answers a store before
 *         it saved anything, and serves a second reader from memory, so a key counts as kept only
 *         once a provider started anew gave it back
 */
#ifndef OPTWATCH_DESKTOP_KEYRING_H
#define OPTWATCH_DESKTOP_KEYRING_H

#include <stdbool.h>

#include "system/seal.h"
#include "system/store_seal.h"

#define KEYRING_WAIT_MS 2000

enum keyring_state {
    KEYRING_NO_BUS,      /* no session bus: found out without asking anybody */
    KEYRING_NO_PROVIDER, /* a bus, and nobody who keeps secrets */
    KEYRING_NO_DEFAULT,  /* a provider without a keyring that new keys go to */
    KEYRING_LOCKED,      /* nothing found, and the keyring that it would be in is locked */
    KEYRING_EMPTY,       /* nothing found, and the default keyring is open */
    KEYRING_FOUND,
    KEYRING_DAMAGED, /* an item with our name holds something else */
    KEYRING_TIMEOUT, /* no answer within KEYRING_WAIT_MS */
    KEYRING_FAILED   /* it refused, for a reason of its own */
};

/* Whether a provider may be started that the bus knows and that does not run yet. */
enum keyring_start { KEYRING_AS_IS, KEYRING_START };

struct keyring_answer {
    enum keyring_state state;
    /* With EMPTY and NO_DEFAULT: another keyring is locked, and the key might be in that. */
    bool other_locked;
    /* Who answered: another process, or the same one after a new log-in, has another name. */
    char provider[STORE_PROVIDER_MAX + 1];
    unsigned char key[SEAL_KEY_LEN]; /* with FOUND only; wiped by keyring_finish */
};

/* Looks for the key. */
void keyring_find(enum keyring_start start, struct keyring_answer *ret);

/*
 * Keeps a key, and reads it back. One that is there already is never replaced: then FOUND, with
 * that one. LOCKED, NO_DEFAULT and the rest: nothing was kept.
 */
void keyring_keep(const unsigned char key[SEAL_KEY_LEN], struct keyring_answer *ret);

/* Removes the key, and looks again: EMPTY if it is gone. */
void keyring_remove(struct keyring_answer *ret);

/* Wipes the key. */
void keyring_finish(struct keyring_answer *answer);

/* Such as "no_bus", for JSON. Borrowed for ever. */
const char *keyring_state_name(enum keyring_state state);

#endif
