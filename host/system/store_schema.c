#include "system/query.h"
#include "system/store.h"

/* "Optw": tells our file from any other SQLite file. */
#define APPLICATION_ID INT64_C(0x4F707477)
#define SCHEMA_VERSION 1

/*
 * Settings are named by slug and states by name, so that the file can be read without us and
 * outlives a change of our enums. Times are UTC, in the unit their names end in.
 */
static const char schema[] =
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
    "PRAGMA application_id = 1332769911;"
    "PRAGMA user_version = 1;";

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

/* Under the write lock, since another process may have made the tables meanwhile. */
static enum error create_tables(struct store *store)
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
    if (error == E_OK && empty) {
        error = query_run(store, schema);
    }
    if (error == E_OK) {
        error = store_commit(store);
    }
    if (error != E_OK) {
        store_rollback(store);
    }
    return error;
}

enum error schema_ready(struct store *store, bool create, bool *ret_empty)
{
    struct marks marks = {0};
    /* One snapshot: another process may make the tables between two of the questions. */
    enum error error = query_run(store, "BEGIN");
    if (error != E_OK) {
        return error;
    }
    error = read_marks(store, &marks);
    store_rollback(store);
    if (error == E_OK) {
        error = judge(&marks, ret_empty);
    }
    if (error != E_OK || !*ret_empty || !create) {
        return error;
    }
    *ret_empty = false;
    return create_tables(store);
}
