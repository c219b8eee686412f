/*
 * store: the history on disk. One SQLite file that several browsers, the timer and the command line
 * write at once. What a committed transaction holds is on disk when store_commit returns.
 *
 * In      core's values
 * Out     core's values
 * Units   milliseconds UTC
 * Limits  waits STORE_BUSY_MS for other writers
 * Errors  E_BUSY, E_FULL, E_READ_ONLY, E_UNSAFE_PATH, E_NOT_A_STORE, E_NEWER_STORE, E_HOME, E_STORE
 * Source  sqlite.org: BEGIN IMMEDIATE takes the lock before anything is read; "How To Corrupt An
 *         SQLite Database File" on journals that lose their file
 */
#ifndef OPTWATCH_SYSTEM_STORE_H
#define OPTWATCH_SYSTEM_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "core/guide.h"
#include "core/page.h"
#include "core/preference.h"
#include "core/standing.h"
#include "core/unread.h"

#define STORE_BUSY_MS     8000
#define STORE_WORDING_LEN 16 /* bytes of a wording's hash */
#define STORE_ASIDE_MAX   64 /* bytes of a set-aside history's name */

struct store;

enum store_mode {
    STORE_READ, /* a history that is not there yet leaves *ret NULL: no history is no error */
    STORE_LOOK, /* the same, and one of an earlier version stays as it is: store_read_version */
    STORE_WRITE,
    /*
     * The same for a report, which somebody waits for: the journal stays, its head zeroed, and the
     * next report writes over it, which takes a disk half as long as to make a file and remove it.
     * It holds pages as they were before. What is opened in another mode and writes removes it: it
     * never holds what a person has erased or sealed since.
     */
    STORE_ADD
};

/* *ret is owned: store_close. Accepts NULL. */
enum error store_open(enum store_mode mode, struct store **ret) MUST_CHECK;
void store_close(struct store *store);

/*
 * Renames a history that cannot be opened (E_NOT_A_STORE, E_NEWER_STORE), with its journal, so that
 * the next report begins a new one. ret_name is its new name in the same folder, "" where there is
 * no history or one that can be opened: then nothing is touched. E_BUSY: a newer Optwatch is in it.
 */
enum error store_set_aside(int64_t now_s, char ret_name[STORE_ASIDE_MAX]) MUST_CHECK;

enum error store_begin(struct store *store) MUST_CHECK;
enum error store_commit(struct store *store) MUST_CHECK;
void store_rollback(struct store *store);
/* What is read until store_rollback is of one moment. */
enum error store_begin_read(struct store *store) MUST_CHECK;
/* How many rows this connection has added, changed or removed so far. */
int64_t store_changes(const struct store *store);

#define STORE_NAME_MAX 64 /* bytes of an account's name */

struct account {
    int64_t id; /* 0 = none yet */
    enum intent intent;
    char name[STORE_NAME_MAX + 1]; /* as the person gave it; "" = none */
};

/* One browser profile. */
struct profile {
    int64_t account;
    enum family family;
    int64_t first_ms, last_ms;
};

#define STORE_PROGRAM_MAX 4096

/* The browser that a profile's reports came from. */
struct kept_program {
    bool found; /* false: nothing was ever reported */
    enum family family;
    char path[STORE_PROGRAM_MAX + 1]; /* "" = unknown */
};

/* A standing as stored, with the visit that wrote it last. */
struct kept_standing {
    struct standing standing;
    char visit[PAGE_UUID_LEN + 1];
    unsigned char wording[STORE_WORDING_LEN]; /* zeros = none seen */
    int64_t wording_changed_ms;
};

/* What is remembered of a visit, and of one setting in it. */
struct kept_visit {
    bool found;
    bool same_path; /* of the same profile at the same path as before */
    int64_t began_ms;
    int64_t told_ms; /* when it was first told of */
};

struct kept_memory {
    struct visit_memory memory;
    int64_t reading;        /* the row that counts this visit; 0 = none */
    int64_t reading_was_ms; /* when that row had last been seen before this visit */
    int64_t reading_ms;     /* when this visit last saw it */
    int64_t change;         /* the change that this visit noted last; 0 = none */
};

/* One row of readings: equal ones are counted, not repeated. */
struct kept_reading {
    int64_t account;
    struct view instance;
    int setting;
    enum reading_state state;
    bool locked;
    enum load load;
    enum touched touched;
    int rules;
    unsigned char wording[STORE_WORDING_LEN];
    int64_t now_ms;
};

/* store_account.c: all inside a transaction that the caller began, but for the finds and lists. */
enum error store_find_account(struct store *store, struct view instance,
                              struct account *ret) MUST_CHECK;
/* E_UNKNOWN_ID if there is no account with this id. */
enum error store_get_account(struct store *store, int64_t id, struct account *ret) MUST_CHECK;
/* The profile's account, made now if it has none. */
enum error store_take_account(struct store *store, struct view instance, enum family family,
                              int64_t now_ms, struct account *ret) MUST_CHECK;
/* The program that the profile's reports come from, an absolute path of at most STORE_PROGRAM_MAX
 * bytes; anything else leaves what is kept. */
enum error store_note_program(struct store *store, struct view instance,
                              const char *program) MUST_CHECK;
/* The browser of the profile that reported last. */
enum error store_find_program(struct store *store, struct kept_program *ret) MUST_CHECK;
/* At most max accounts, oldest first. */
enum error store_list_accounts(struct store *store, struct account *ret, size_t max,
                               size_t *ret_count) MUST_CHECK;
/* At most max profiles, by account and then oldest first. */
enum error store_list_profiles(struct store *store, struct profile *ret, size_t max,
                               size_t *ret_count) MUST_CHECK;

/* Name and intent of an account that is there. */
enum error store_put_account(struct store *store, const struct account *account) MUST_CHECK;

/*
 * All of gone becomes keep's, and gone is no more. Standings are joined by standing_join, equal
 * readings counted as one, of two ticks the earlier kept. keep's name and intent hold. Where that
 * changes how keep stood, a change is noted, dated by the clock.
 */
enum error store_join_accounts(struct store *store, int64_t keep, int64_t gone,
                               int64_t now_ms) MUST_CHECK;

/* The person said that the two are not the same: not asked again. */
enum error store_separate_accounts(struct store *store, int64_t a, int64_t b) MUST_CHECK;

/* The oldest pair of accounts that the person has not been asked about; zeros if there is none. */
enum error store_find_question(struct store *store, int64_t ret[2]) MUST_CHECK;

/* store_history.c: all inside a transaction that the caller began, but for the finds. */
enum error store_find_standing(struct store *store, int64_t account, int setting,
                               struct kept_standing *ret) MUST_CHECK;
/* Those of all settings, one for each of the catalogue. */
enum error store_list_standings(struct store *store, int64_t account,
                                struct kept_standing *ret) MUST_CHECK;
enum error store_put_standing(struct store *store, int64_t account, int setting,
                              const struct kept_standing *standing) MUST_CHECK;

/* The visit, made now if it is new. */
enum error store_take_visit(struct store *store, const struct report *report, int64_t now_ms,
                            struct kept_visit *ret) MUST_CHECK;
enum error store_find_memory(struct store *store, struct view visit, int setting,
                             struct kept_memory *ret) MUST_CHECK;
enum error store_put_memory(struct store *store, struct view visit, int setting,
                            const struct kept_memory *memory) MUST_CHECK;

/*
 * Counts a reading. corrects takes the visit's earlier reading back: a visit has one untouched
 * reading, its last. memory->reading names the row from then on.
 */
enum error store_count_reading(struct store *store, const struct kept_reading *reading,
                               bool corrects, struct kept_memory *memory) MUST_CHECK;

/* A visit took a standing from one state to another; the same state twice is no change. */
struct kept_change {
    int64_t account;
    int setting;
    struct view visit;
    enum standing_state from, to;
    int64_t now_ms;
};

/* Notes a change; corrects takes back memory->change, if it was another. */
enum error store_note_change(struct store *store, const struct kept_change *change, bool corrects,
                             struct kept_memory *memory) MUST_CHECK;
/* At most max changes of a setting, newest first, without their visits. */
enum error store_list_changes(struct store *store, int64_t account, int setting,
                              struct kept_change *ret, size_t max, size_t *ret_count) MUST_CHECK;

/* store_preference.c: a value that this Optwatch does not take is told as the default. */
enum error store_load_preferences(struct store *store, struct preferences *ret) MUST_CHECK;
enum error store_put_preference(struct store *store, enum preference which,
                                const char *value) MUST_CHECK;

/* store_checklist.c: what the person says is done, notes on it, and pages that cannot be read. */
/* The ticks of a setting's exits. */
enum error store_list_ticks(struct store *store, int64_t account, int setting, struct tick *ret,
                            size_t max, size_t *ret_count) MUST_CHECK;
/* *ret_new is false where it was ticked before: the first date stays. */
enum error store_add_tick(struct store *store, int64_t account, const struct exit *exit,
                          int64_t now_ms, bool *ret_new) MUST_CHECK;
enum error store_drop_tick(struct store *store, int64_t account,
                           const struct exit *exit) MUST_CHECK;
/* A note of the person's own on a subject such as "exit.objection"; packed by payload_pack. */
enum error store_add_note(struct store *store, int64_t account, struct view subject,
                          struct view text, int64_t now_ms) MUST_CHECK;
enum error store_find_unread(struct store *store, int64_t account, int setting,
                             struct unread *ret) MUST_CHECK;
enum error store_put_unread(struct store *store, int64_t account, int setting,
                            const struct unread *unread) MUST_CHECK;
/*
 * store_forget.c, outside a transaction: erases every row, so that its bytes are gone from the file
 * too. *ret_key tells that a key was made once: its public half stays, marked to be removed with
 * the secret one in the keyring, and nothing is sealed to it any more.
 */
enum error store_forget(struct store *store, bool *ret_key) MUST_CHECK;

#endif
