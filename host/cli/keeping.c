#include "cli/keeping.h"

#include <string.h>

#include "cli/sealing.h"
#include "desktop/keyring.h"
#include "system/store.h"

/* One run: the history's row as it stands, and the keyring's last answer. */
struct run {
    struct store *store;
    struct kept_seal kept;
    struct keyring_answer answer;
    struct seal_key key;
    int64_t now_ms;
    struct keeping *ret;
    enum error failed; /* told in the end, though what was done meanwhile stays */
};

static bool only_needs_time(enum error error)
{
    return error == E_LOCKED || error == E_NO_KEYRING || error == E_KEYRING_SLOW;
}

/* An error that another time mends is told, and undoes nothing. */
static enum error put_off(struct run *run, enum error error)
{
    if (!only_needs_time(error)) {
        return error;
    }
    run->ret->later = error;
    return E_OK;
}

/* A key that is in the keyring now has still to be read back from a provider started anew. */
static enum error put_pending(struct run *run)
{
    bool off = run->kept.found && run->kept.state == SEAL_OFF;
    run->kept.found = true;
    run->kept.forget = false;
    run->kept.state = off ? SEAL_OFF : SEAL_PENDING;
    run->kept.made_ms = run->now_ms;
    memcpy(run->kept.open, run->key.open, SEAL_KEY_LEN);
    memcpy(run->kept.provider, run->answer.provider, sizeof run->kept.provider);
    return store_put_seal(run->store, &run->kept);
}

/* The answer has to be this very pair's. */
static enum error check_kept(struct run *run)
{
    struct kept_seal wanted = {.found = true};
    struct seal_key found;
    memcpy(wanted.open, run->key.open, SEAL_KEY_LEN);
    enum error error = sealing_match(&wanted, &run->answer, &found);
    seal_wipe(&found, sizeof found);
    return error;
}

static enum error keep_key(struct run *run)
{
    keyring_keep(run->key.secret, &run->answer);
    enum error error = check_kept(run);
    if (error != E_OK) {
        /* Just stored and not there is no loss yet: nothing was sealed for it. */
        return put_off(run, error == E_KEY_MISSING ? E_NO_KEYRING : error);
    }
    run->ret->later = E_KEY_PENDING;
    return put_pending(run);
}

static enum error make_key(struct run *run)
{
    enum error error = seal_make_key(&run->key);
    if (error == E_OK) {
        error = keep_key(run);
    }
    run->ret->made = error == E_OK && run->ret->later == E_KEY_PENDING;
    return error;
}

static enum error adopt_key(struct run *run)
{
    enum error error = seal_find_key(run->answer.key, &run->key);
    if (error == E_OK) {
        error = put_pending(run);
    }
    run->ret->adopted = error == E_OK;
    run->ret->later = E_KEY_PENDING;
    return error;
}

/* The history has no key: the keyring's is taken, or one is made where it is open and has none. */
static enum error begin_key(struct run *run)
{
    struct seal_key unused;
    if (run->answer.state == KEYRING_EMPTY) {
        return make_key(run);
    }
    if (run->answer.state == KEYRING_FOUND) {
        return adopt_key(run);
    }
    enum error error = sealing_match(&run->kept, &run->answer, &unused);
    return put_off(run, error == E_OK ? E_INTERNAL : error);
}

static enum error seal_rows(struct run *run)
{
    return store_seal_rows(run->store, run->kept.open, &run->ret->sealed);
}

/* Read back, from another provider than the one that took it: now it counts. */
static enum error prove_key(struct run *run)
{
    if (strcmp(run->kept.provider, run->answer.provider) == 0) {
        bool same = run->kept.state == SEAL_PENDING;
        run->ret->later = E_KEY_PENDING;
        run->kept.state = SEAL_PENDING;
        return same ? E_OK : store_put_seal(run->store, &run->kept);
    }
    run->kept.state = SEAL_PROVEN;
    run->ret->proven = true;
    enum error error = store_put_seal(run->store, &run->kept);
    return error == E_OK ? seal_rows(run) : error;
}

/* An open keyring lacks the key: it is not sealed for any more, until it is proven anew. */
static enum error miss_key(struct run *run, enum error why)
{
    struct seal_counts counts;
    enum error error = store_count_seals(run->store, &counts);
    run->failed = why;
    if (error != E_OK || run->kept.state != SEAL_PROVEN) {
        run->ret->unused =
            run->kept.state == SEAL_PENDING && counts.sealed == 0 && why == E_KEY_MISSING;
        return error;
    }
    run->kept.state = SEAL_PENDING;
    memcpy(run->kept.provider, run->answer.provider, sizeof run->kept.provider);
    return store_put_seal(run->store, &run->kept);
}

/* With everything sealed, a keyring that cannot be asked now holds nothing up. */
static enum error put_off_sealing(struct run *run, enum error why)
{
    struct seal_counts counts;
    enum error error = store_count_seals(run->store, &counts);
    if (error != E_OK || (store_seals(&run->kept) && counts.plain == 0 && only_needs_time(why))) {
        return error;
    }
    return put_off(run, why);
}

static enum error go_on(struct run *run, bool wanted)
{
    if (run->kept.state == SEAL_OFF && !wanted) {
        return E_OK;
    }
    enum error error = sealing_match(&run->kept, &run->answer, &run->key);
    if (error == E_KEY_MISSING || error == E_KEY_MISMATCH) {
        return miss_key(run, error);
    }
    if (error != E_OK) {
        return put_off_sealing(run, error);
    }
    return run->kept.state == SEAL_PROVEN ? seal_rows(run) : prove_key(run);
}

/* Whether the keyring's key is the one to be forgotten, and no other history's. */
static bool is_forgotten_key(const struct run *run)
{
    struct seal_key found;
    bool same = run->answer.state == KEYRING_FOUND &&
                seal_find_key(run->answer.key, &found) == E_OK &&
                seal_equal(found.open, run->kept.open);
    seal_wipe(&found, sizeof found);
    return same;
}

static enum error forget_key(struct run *run)
{
    struct seal_key unused;
    if (is_forgotten_key(run)) {
        keyring_remove(&run->answer);
        run->ret->removed = run->answer.state == KEYRING_EMPTY;
    }
    enum error error = sealing_match(&run->kept, &run->answer, &unused);
    if (error == E_KEY_MISSING || error == E_KEY_MISMATCH) {
        run->kept = (struct kept_seal){.found = false};
        return store_drop_seal(run->store);
    }
    return error == E_OK ? E_INTERNAL : put_off(run, error);
}

static enum error advance(struct run *run, bool wanted)
{
    keyring_find(KEYRING_START, &run->answer);
    if (run->kept.forget) {
        enum error error = forget_key(run);
        if (error != E_OK || run->kept.found) {
            return error;
        }
    }
    return run->kept.found ? go_on(run, wanted) : begin_key(run);
}

static enum error begin(struct run *run, struct store *store, int64_t now_ms, struct keeping *ret)
{
    *ret = (struct keeping){.later = E_OK};
    *run = (struct run){.store = store, .now_ms = now_ms, .ret = ret};
    enum error error = store_begin(store);
    return error == E_OK ? store_find_seal(store, &run->kept) : error;
}

/* A run that fails leaves the history as it was. */
static enum error end(struct run *run, enum error error)
{
    if (error == E_OK) {
        error = store_commit(run->store);
    }
    if (error != E_OK) {
        store_rollback(run->store);
    }
    keyring_finish(&run->answer);
    seal_wipe(&run->key, sizeof run->key);
    return error == E_OK ? run->failed : error;
}

enum error keeping_advance(struct store *store, bool wanted, int64_t now_ms, struct keeping *ret)
{
    struct run run;
    enum error error = begin(&run, store, now_ms, ret);
    if (error == E_OK) {
        error = advance(&run, wanted);
    }
    error = end(&run, error);
    bool compacts = error == E_OK && (ret->sealed > 0 || (wanted && ret->later == E_OK));
    return compacts ? store_compact(store) : error;
}

/* A key that was never proven sealed nothing; one that an open keyring lost is of no use. */
static enum error drop_unused(struct run *run)
{
    struct seal_key unused;
    keyring_find(KEYRING_START, &run->answer);
    enum error error = sealing_match(&run->kept, &run->answer, &unused);
    seal_wipe(&unused, sizeof unused);
    run->ret->dropped = error == E_KEY_MISSING;
    return run->ret->dropped ? store_drop_seal(run->store) : E_OK;
}

static enum error unseal_rows(struct run *run)
{
    keyring_find(KEYRING_START, &run->answer);
    enum error error = sealing_match(&run->kept, &run->answer, &run->key);
    return error == E_OK ? store_unseal_rows(run->store, &run->key, &run->ret->unsealed) : error;
}

static enum error switch_off(struct run *run)
{
    struct seal_counts counts;
    enum error error = store_count_seals(run->store, &counts);
    if (error == E_OK && counts.sealed > 0) {
        error = unseal_rows(run);
    } else if (error == E_OK && run->kept.state == SEAL_PENDING) {
        error = drop_unused(run);
    }
    if (error != E_OK || run->ret->dropped) {
        return error;
    }
    run->kept.state = SEAL_OFF;
    return store_put_seal(run->store, &run->kept);
}

enum error keeping_unseal(struct store *store, struct keeping *ret)
{
    struct run run;
    enum error error = begin(&run, store, 0, ret);
    if (error == E_OK && run.kept.found) {
        error = switch_off(&run);
    }
    return end(&run, error);
}

enum error keeping_forget(struct store *store, struct keeping *ret)
{
    struct run run;
    enum error error = begin(&run, store, 0, ret);
    if (error == E_OK && run.kept.forget) {
        keyring_find(KEYRING_START, &run.answer);
        error = forget_key(&run);
    }
    return end(&run, error);
}

/* Puts the key into a keyring that lacks it; one that has it already is left as it is. */
static enum error take_key(struct run *run)
{
    if (run->answer.state == KEYRING_EMPTY) {
        return keep_key(run);
    }
    enum error error = check_kept(run);
    if (error != E_OK) {
        return put_off(run, error);
    }
    if (run->kept.found) {
        return E_OK;
    }
    run->ret->adopted = true;
    run->ret->later = E_KEY_PENDING;
    return put_pending(run);
}

enum error keeping_import(struct store *store, const struct seal_key *key, int64_t now_ms,
                          struct keeping *ret)
{
    struct run run;
    enum error error = begin(&run, store, now_ms, ret);
    if (error == E_OK && run.kept.found && !seal_equal(run.kept.open, key->open)) {
        error = E_KEY_MISMATCH;
    }
    if (error == E_OK) {
        run.key = *key;
        keyring_find(KEYRING_START, &run.answer);
        error = take_key(&run);
    }
    return end(&run, error);
}
