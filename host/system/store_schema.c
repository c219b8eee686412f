#include <stdio.h>

#include "system/query.h"
#include "system/store.h"

/* "Optw": tells our file from any other SQLite file. */
#define APPLICATION_ID INT64_C(0x4F707477)
/*
 * Settings are named by slug and states by name, so that the file can be read without us and
 * outlives a change of our enums. Times are UTC, in the unit their names end in. What was released
 * is never edited: each version is the one before with the statements of its step.
 */
static const char version_1[] =
    "CREATE TABLE account ("
    "  id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '',"
    "  intent TEXT NOT NULL DEFAULT 'want_off', created_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE instance ("
    "  uuid TEXT PRIMARY KEY, account INTEGER NOT NULL REFERENCES account,"
    "  family TEXT NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE standing ("
    "  account INTEGER NOT NULL REFERENCES account, setting TEXT NOT NULL, state TEXT NOT NULL,"
    "  cause TEXT NOT NULL, rules INTEGER NOT NULL, since_ms INTEGER NOT NULL,"
    "  last_seen_ms INTEGER NOT NULL, confirmed_ms INTEGER NOT NULL, last_on_ms INTEGER NOT NULL,"
    "  visit TEXT NOT NULL, wording BLOB NOT NULL, wording_changed_ms INTEGER NOT NULL,"
    "  PRIMARY KEY (account, setting)) STRICT;"
    "CREATE TABLE change ("
    "  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account,"
    "  setting TEXT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL,"
    "  visit TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;"
    "CREATE INDEX change_visit ON change (visit, setting);"
    "CREATE TABLE reading ("
    "  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account,"
    "  instance TEXT NOT NULL REFERENCES instance, setting TEXT NOT NULL, state TEXT NOT NULL,"
    "  locked INTEGER NOT NULL, load TEXT NOT NULL, touched TEXT NOT NULL,"
    "  rules INTEGER NOT NULL, wording BLOB NOT NULL, catalogue INTEGER NOT NULL,"
    "  first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, visits INTEGER NOT NULL,"
    "  UNIQUE (account, instance, setting, state, locked, load, touched, rules, wording)) STRICT;"
    "CREATE TABLE visit ("
    "  uuid TEXT PRIMARY KEY, instance TEXT NOT NULL REFERENCES instance, path TEXT NOT NULL,"
    "  began_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE memory ("
    "  visit TEXT NOT NULL REFERENCES visit, setting TEXT NOT NULL, looked INTEGER NOT NULL,"
    "  touched INTEGER NOT NULL, state TEXT NOT NULL, cause TEXT NOT NULL,"
    "  rules INTEGER NOT NULL, since_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL,"
    "  confirmed_ms INTEGER NOT NULL, last_on_ms INTEGER NOT NULL, reading INTEGER NOT NULL,"
    "  reading_was_ms INTEGER NOT NULL, reading_ms INTEGER NOT NULL,"
    "  change INTEGER NOT NULL, PRIMARY KEY (visit, setting)) STRICT;"
    "CREATE TABLE reminder ("
    "  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account,"
    "  setting TEXT NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL,"
    "  anchor_s INTEGER NOT NULL, after_s INTEGER NOT NULL, snoozed_s INTEGER NOT NULL,"
    "  created_s INTEGER NOT NULL, ended_s INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX reminder_live ON reminder (account) WHERE ended_s = 0;"
    "PRAGMA application_id = 1332769911;";

/*
 * payload is text of the page or of the person: sealed tells under which version of the sealing, 0
 * that it is plain. seal holds the public key; the secret one is in the keyring, and never here.
 */
static const char version_2[] =
    "ALTER TABLE account ADD COLUMN separate INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE visit ADD COLUMN first_ms INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE preference (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE tick ("
    "  account INTEGER NOT NULL REFERENCES account, exit TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    "  PRIMARY KEY (account, exit)) STRICT;"
    "CREATE TABLE note ("
    "  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account,"
    "  subject TEXT NOT NULL, payload BLOB NOT NULL, sealed INTEGER NOT NULL,"
    "  made_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE wording ("
    "  id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, setting TEXT NOT NULL,"
    "  lang TEXT NOT NULL, payload BLOB NOT NULL, sealed INTEGER NOT NULL,"
    "  first_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE wording_seen ("
    "  account INTEGER NOT NULL REFERENCES account, setting TEXT NOT NULL, lang TEXT NOT NULL,"
    "  hash BLOB NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,"
    "  first_visit TEXT NOT NULL, last_visit TEXT NOT NULL,"
    "  PRIMARY KEY (account, setting, lang, hash)) STRICT;"
    "CREATE TABLE drift ("
    "  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account,"
    "  setting TEXT NOT NULL, lang TEXT NOT NULL, from_hash BLOB NOT NULL,"
    "  to_hash BLOB NOT NULL, at_ms INTEGER NOT NULL, visit TEXT NOT NULL) STRICT;"
    "CREATE INDEX drift_of ON drift (account, setting, at_ms);"
    "CREATE INDEX drift_time ON drift (at_ms);"
    "CREATE INDEX change_of ON change (account, setting, at_ms);"
    "CREATE INDEX change_time ON change (at_ms);"
    "CREATE INDEX reading_time ON reading (last_ms);"
    "CREATE TABLE unread ("
    "  account INTEGER NOT NULL REFERENCES account, setting TEXT NOT NULL,"
    "  days INTEGER NOT NULL, last_day INTEGER NOT NULL, raised_ms INTEGER NOT NULL,"
    "  PRIMARY KEY (account, setting)) STRICT;"
    "CREATE TABLE seal ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1), public BLOB NOT NULL, proven INTEGER NOT NULL,"
    "  provider TEXT NOT NULL, made_ms INTEGER NOT NULL, forget INTEGER NOT NULL DEFAULT 0)"
    "  STRICT;";

/*
 * A reminder may be of no account: the person's own. outcome is what came of one of its dates,
 * known by its number; delivery what was shown, and by whom; act what undo takes back, last first.
 */
static const char version_3[] =
    "CREATE TABLE reminder_3 ("
    "  id INTEGER PRIMARY KEY, account INTEGER REFERENCES account,"
    "  setting TEXT NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL,"
    "  anchor_s INTEGER NOT NULL, after_s INTEGER NOT NULL,"
    "  created_s INTEGER NOT NULL, ended_s INTEGER NOT NULL DEFAULT 0,"
    "  first INTEGER NOT NULL DEFAULT -1, noticed_s INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL "
    "DEFAULT '') STRICT;"
    "INSERT INTO reminder_3 (id, account, setting, kind, rule, anchor_s, after_s, created_s,"
    "  ended_s) SELECT id, account, setting, kind, rule, anchor_s, CASE WHEN snoozed_s = 0"
    "  THEN after_s ELSE max(after_s, min(snoozed_s, CAST(strftime('%s', 'now') AS INTEGER))) END, "
    "created_s, ended_s"
    "  FROM reminder;"
    "CREATE TABLE outcome ("
    "  reminder INTEGER NOT NULL REFERENCES reminder_3, number INTEGER NOT NULL,"
    "  due_s INTEGER NOT NULL, shown_s INTEGER NOT NULL, settled_s INTEGER NOT NULL,"
    "  snoozed_s INTEGER NOT NULL, snooze_set_s INTEGER NOT NULL, leased_s INTEGER NOT NULL,"
    "  lease TEXT NOT NULL DEFAULT '', PRIMARY KEY (reminder, number)) STRICT, WITHOUT ROWID;"
    "INSERT INTO outcome (reminder, number, due_s, shown_s, settled_s, snoozed_s, snooze_set_s,"
    "  leased_s) SELECT id, -1, snoozed_s, 0, 0, snoozed_s, created_s, 0 FROM reminder"
    "  WHERE snoozed_s > 0 AND ended_s = 0;"
    "DROP TABLE reminder;"
    "ALTER TABLE reminder_3 RENAME TO reminder;"
    "CREATE INDEX reminder_live ON reminder (account) WHERE ended_s = 0;"
    "CREATE INDEX outcome_lease ON outcome (lease) WHERE lease <> '';"
    "CREATE TABLE delivery ("
    "  id INTEGER PRIMARY KEY, reminder INTEGER NOT NULL REFERENCES reminder,"
    "  number INTEGER NOT NULL, due_s INTEGER NOT NULL, at_s INTEGER NOT NULL,"
    "  carrier TEXT NOT NULL, lease TEXT NOT NULL) STRICT;"
    "CREATE INDEX delivery_lease ON delivery (lease);"
    "CREATE TABLE act ("
    "  id INTEGER PRIMARY KEY, step INTEGER NOT NULL, what TEXT NOT NULL,"
    "  reminder INTEGER NOT NULL, number INTEGER NOT NULL, due_s INTEGER NOT NULL,"
    "  shown_s INTEGER NOT NULL, settled_s INTEGER NOT NULL, snoozed_s INTEGER NOT NULL,"
    "  snooze_set_s INTEGER NOT NULL) STRICT;"
    "CREATE TABLE pause ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1), until_s INTEGER NOT NULL,"
    "  set_s INTEGER NOT NULL) STRICT;"
    "ALTER TABLE instance ADD COLUMN program TEXT NOT NULL DEFAULT '';";

/* When a warning was shown last: of a family by an account; of the alarm, once in each visit. */
static const char version_4[] =
    "CREATE TABLE shown ("
    "  account INTEGER NOT NULL REFERENCES account, warn TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    "  PRIMARY KEY (account, warn)) STRICT;"
    "ALTER TABLE visit ADD COLUMN shown_ms INTEGER NOT NULL DEFAULT 0;";

static const char *const steps[] = {version_1, version_2, version_3, version_4};
#define SCHEMA_VERSION ((int64_t)(sizeof steps / sizeof steps[0]))

static enum error read_pragma(struct store *store, const char *sql, int64_t *ret)
{
    struct query query = query_make(store, sql);
    *ret = query_next(&query) ? query_get_number(&query, 0) : 0;
    return query_end(&query);
}

struct marks {
    int64_t application, version, tables;
};

static enum error read_marks(struct store *store, struct marks *ret)
{
    enum error error = read_pragma(store, "PRAGMA application_id", &ret->application);
    if (error == E_OK) {
        error = read_pragma(store, "PRAGMA user_version", &ret->version);
    }
    if (error == E_OK) {
        error = read_pragma(store, "SELECT count(*) FROM sqlite_schema", &ret->tables);
    }
    return error;
}

static enum error judge(const struct marks *marks, bool *ret_empty)
{
    *ret_empty = marks->application == 0 && marks->version == 0 && marks->tables == 0;
    if (*ret_empty) {
        return E_OK;
    }
    if (marks->application != APPLICATION_ID || marks->version < 1) {
        return E_NOT_A_STORE;
    }
    return marks->version > SCHEMA_VERSION ? E_NEWER_STORE : E_OK;
}

static enum error run_steps(struct store *store, int64_t from)
{
    char mark[48];
    enum error error = E_OK;
    for (int64_t version = from; error == E_OK && version < SCHEMA_VERSION; version++) {
        error = query_run(store, steps[version]);
    }
    (void)snprintf(mark, sizeof mark, "PRAGMA user_version = %lld", (long long)SCHEMA_VERSION);
    return error == E_OK ? query_run(store, mark) : error;
}

/* Under the write lock, since another process may have been first meanwhile. */
enum error schema_bring_up(struct store *store)
{
    struct marks marks = {0};
    bool empty = false;
    enum error error = store_begin(store);
    if (error != E_OK) {
        return error;
    }
    error = read_marks(store, &marks);
    if (error == E_OK) {
        error = judge(&marks, &empty);
    }
    if (error == E_OK) {
        error = run_steps(store, marks.version);
    }
    if (error == E_OK) {
        error = store_commit(store);
    }
    if (error != E_OK) {
        store_rollback(store);
    }
    return error;
}

enum error schema_look(struct store *store, enum schema_state *ret)
{
    struct marks marks = {0};
    bool empty = false;
    enum error error = read_marks(store, &marks);
    if (error == E_OK) {
        error = judge(&marks, &empty);
    }
    if (error == E_OK) {
        bool current = marks.version == SCHEMA_VERSION;
        *ret = empty ? SCHEMA_EMPTY : current ? SCHEMA_CURRENT : SCHEMA_OLDER;
    }
    return error;
}

int64_t schema_version(void)
{
    return SCHEMA_VERSION;
}
