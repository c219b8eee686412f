/*
 * sealing: whether what is sealed in the history can be read now, and why not.
 *
 * In      an open history; the keyring, only where there is something sealed
 * Out     the key for payload_unpack, or the reason for its absence
 * Units   as the store has them
 * Limits  the keyring's two seconds
 * Errors  the store's; that the key is not to be had is no error but an answer
 * Source  host/README.md, "What is sealed"
 */
#ifndef OPTWATCH_CLI_SEALING_H
#define OPTWATCH_CLI_SEALING_H

#include "base/error.h"
#include "desktop/keyring.h"
#include "system/store_seal.h"

struct cli;
struct store;

/* What sealing is worth, told where it begins. */
#define SEALING_WORTH                                                                              \
    "Sealing protects copies and backups of the history's file. It does not protect from\n"        \
    "programs that run as you: any of them can ask an open keyring for the key.\n"
/* Told beside E_KEY_MISSING where the keyring lost a key that was never used. */
#define SEALING_UNUSED                                                                             \
    "optwatch: nothing is sealed for that key: without a copy, optwatch unseal lets go of it\n"

struct sealing {
    struct kept_seal kept;
    struct seal_counts counts;
    /* E_OK: all can be read. Else why not: E_LOCKED, E_NO_KEYRING, E_KEYRING_SLOW, E_KEY_MISSING,
     * E_KEY_MISMATCH, E_NO_KEY. Plain rows can be read all the same. */
    enum error why;
    struct seal_key pair; /* use sealing_key */
};

/* Reads how the history is sealed, without asking the keyring: why stays E_OK. */
enum error sealing_look(struct store *store, struct sealing *ret) MUST_CHECK;

/* The same, and gets the key where anything is sealed. sealing_finish wipes it. */
enum error sealing_open(struct store *store, struct sealing *ret) MUST_CHECK;
void sealing_finish(struct sealing *sealing);

/* The key for payload_unpack: NULL where it is not to be had. Borrowed. */
const struct seal_key *sealing_key(const struct sealing *sealing);

/* The history's own key out of an answer, or why not. */
enum error sealing_match(const struct kept_seal *kept, const struct keyring_answer *answer,
                         struct seal_key *ret) MUST_CHECK;

/* One sentence on whether the stored text is sealed, and why not. Asks whether there is a keyring
 * only where there is no key. Borrowed for ever. */
const char *sealing_sentence(const struct sealing *sealing);

/* {"state","plain","sealed","text"} on standard output, without a line's end. */
void sealing_print_json(const struct sealing *sealing);

/* E_SUDO, with the command to run on standard error, where a person's verb runs under sudo. */
enum error sealing_refuse_sudo(const struct cli *cli) MUST_CHECK;

#endif
