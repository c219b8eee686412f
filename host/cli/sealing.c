#include "cli/sealing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum error sealing_look(struct store *store, struct sealing *ret)
{
    *ret = (struct sealing){.why = E_OK};
    enum error error = store ? store_find_seal(store, &ret->kept) : E_OK;
    return store && error == E_OK ? store_count_seals(store, &ret->counts) : error;
}

/* Why an answer holds no key; a history that has a key never takes a silence for "no key". */
static enum error judge(const struct keyring_answer *answer)
{
    switch (answer->state) {
    case KEYRING_FOUND:
        return E_OK;
    case KEYRING_NO_BUS:
    case KEYRING_NO_PROVIDER:
    case KEYRING_FAILED:
        return E_NO_KEYRING;
    case KEYRING_NO_DEFAULT:
        return answer->other_locked ? E_LOCKED : E_NO_KEYRING;
    case KEYRING_EMPTY:
        return answer->other_locked ? E_LOCKED : E_KEY_MISSING;
    case KEYRING_LOCKED:
        return E_LOCKED;
    case KEYRING_DAMAGED:
        return E_KEY_MISMATCH;
    case KEYRING_TIMEOUT:
        return E_KEYRING_SLOW;
    }
    return E_INTERNAL;
}

enum error sealing_match(const struct kept_seal *kept, const struct keyring_answer *answer,
                         struct seal_key *ret)
{
    enum error error = judge(answer);
    if (error == E_OK) {
        error = seal_find_key(answer->key, ret);
    }
    if (error == E_OK && !seal_equal(kept->open, ret->open)) {
        seal_wipe(ret, sizeof *ret);
        error = E_KEY_MISMATCH;
    }
    return error;
}

enum error sealing_open(struct store *store, struct sealing *ret)
{
    struct keyring_answer answer;
    enum error error = sealing_look(store, ret);
    if (error != E_OK || ret->counts.sealed == 0) {
        return error;
    }
    if (!ret->kept.found) {
        ret->why = E_NO_KEY;
        return E_OK;
    }
    keyring_find(KEYRING_START, &answer);
    ret->why = sealing_match(&ret->kept, &answer, &ret->pair);
    keyring_finish(&answer);
    return E_OK;
}

void sealing_finish(struct sealing *sealing)
{
    seal_wipe(&sealing->pair, sizeof sealing->pair);
}

const struct seal_key *sealing_key(const struct sealing *sealing)
{
    return sealing->counts.sealed > 0 && sealing->why == E_OK ? &sealing->pair : NULL;
}

/* Why there is no key yet: asked of a keyring that runs already, none is started for it. */
static const char *tell_no_key(void)
{
    struct keyring_answer answer;
    keyring_find(KEYRING_AS_IS, &answer);
    keyring_finish(&answer);
    switch (answer.state) {
    case KEYRING_NO_BUS:
    case KEYRING_NO_PROVIDER:
    case KEYRING_NO_DEFAULT:
    case KEYRING_FAILED:
        return "Stored text is not sealed: no keyring (Secret Service) answers here. "
               "Where one does, optwatch seal seals it.";
    case KEYRING_LOCKED:
        return "Stored text is not sealed: the keyring is locked. Unlock it, then run optwatch "
               "seal.";
    case KEYRING_TIMEOUT:
        return "Stored text is not sealed: the keyring does not answer. Run optwatch seal later.";
    case KEYRING_EMPTY:
    case KEYRING_FOUND:
    case KEYRING_DAMAGED:
        break;
    }
    return "Stored text is not sealed: there is no key yet. Run optwatch setup.";
}

const char *sealing_sentence(const struct sealing *sealing)
{
    if (!sealing->kept.found) {
        return tell_no_key();
    }
    if (sealing->kept.forget) {
        return "The history was forgotten, but its key is still in the keyring: run optwatch "
               "forget where the keyring is open.";
    }
    switch (sealing->kept.state) {
    case SEAL_PENDING:
        return "Stored text is not sealed yet: the keyring has to give the key back after a new "
               "log-in first. Log out and in again, then run optwatch seal.";
    case SEAL_OFF:
        return "Stored text is not sealed, as you asked. To seal it, run optwatch seal.";
    case SEAL_PROVEN:
        break;
    }
    return sealing->counts.plain > 0
               ? "New text is sealed, but older text is not: run optwatch seal."
               : "Stored text is sealed.";
}

void sealing_print_json(const struct sealing *sealing)
{
    /* Names and sentences are our own words, without quotes or backslashes. */
    printf("{\"state\":\"%s\",\"plain\":%lld,\"sealed\":%lld,\"text\":\"%s\"}",
           store_seal_name(&sealing->kept), (long long)sealing->counts.plain,
           (long long)sealing->counts.sealed, sealing_sentence(sealing));
}

enum error sealing_refuse_sudo(const struct cli *cli)
{
    const char *user = secure_getenv("SUDO_UID");
    if (geteuid() != 0 || !user) {
        return E_OK;
    }
    fprintf(stderr, "optwatch: as yourself, run: optwatch %s", cli->verb->name);
    for (int i = 0; i < cli->argc; i++) {
        /* An argument that a terminal or a shell could take amiss is not repeated. */
        bool plain = strspn(cli->argv[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789./_-") == strlen(cli->argv[i]);
        fprintf(stderr, " %s", plain ? cli->argv[i] : "...");
    }
    fputc('\n', stderr);
    return E_SUDO;
}
