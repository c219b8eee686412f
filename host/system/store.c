#include "system/store.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "system/paths.h"
#include "system/query.h"

/* Statements that were run already, for the next time: an import runs the same few very often. */
#define KEPT_MAX 8

struct kept_statement {
    const char *sql; /* a constant of ours: the pointer is its name */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *db;
    struct kept_statement kept[KEPT_MAX];
    size_t next;
};

static enum error from_sqlite(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return E_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return E_BUSY;
    case SQLITE_FULL:
        return E_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return E_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return E_NOT_A_STORE;
    default:
        return E_STORE;
    }
}

enum error query_run(struct store *store, const char *sql)
{
    return from_sqlite(sqlite3_exec(store->db, sql, NULL, NULL, NULL));
}

static enum error open_at(const char *path, enum store_mode mode, struct store *store,
                          bool *ret_empty)
{
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(path, &store->db, flags, NULL);
    if (code != SQLITE_OK) {
        return from_sqlite(code);
    }
    sqlite3_busy_timeout(store->db, STORE_BUSY_MS);
    /* A page of the file is never trusted to name a function or to grow without bound. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    enum error error = query_run(store, "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
                                        "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;");
    return error == E_OK ? schema_ready(store, mode == STORE_WRITE, ret_empty) : error;
}

enum error store_open(enum store_mode mode, struct store **ret)
{
    char path[PATHS_MAX];
    bool found = false;
    bool empty = false;
    *ret = NULL;
    enum error error = paths_history(mode == STORE_WRITE, path, sizeof path, &found);
    if (error != E_OK || !found) {
        return error;
    }
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        abort();
    }
    error = open_at(path, mode, store, &empty);
    if (error != E_OK || empty) {
        store_close(store);
        return error;
    }
    *ret = store;
    return E_OK;
}

void store_close(struct store *store)
{
    if (store) {
        for (size_t i = 0; i < KEPT_MAX; i++) {
            sqlite3_finalize(store->kept[i].statement);
        }
        sqlite3_close(store->db);
        free(store);
    }
}

enum error store_begin(struct store *store)
{
    return query_run(store, "BEGIN IMMEDIATE");
}

enum error store_begin_read(struct store *store)
{
    return query_run(store, "BEGIN");
}

enum error store_commit(struct store *store)
{
    return query_run(store, "COMMIT");
}

void store_rollback(struct store *store)
{
    /* Nothing to roll back is what a failed COMMIT may leave: not an error here. */
    (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* One that nobody is running; it is the query's until its end. */
static sqlite3_stmt *take_kept(struct store *store, const char *sql)
{
    for (size_t i = 0; i < KEPT_MAX; i++) {
        if (store->kept[i].sql == sql) {
            sqlite3_stmt *statement = store->kept[i].statement;
            store->kept[i] = (struct kept_statement){NULL, NULL};
            return statement;
        }
    }
    return NULL;
}

static void keep_statement(struct store *store, const char *sql, sqlite3_stmt *statement)
{
    struct kept_statement *place = &store->kept[store->next++ % KEPT_MAX];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    sqlite3_finalize(place->statement);
    *place = (struct kept_statement){sql, statement};
}

struct query query_make(struct store *store, const char *sql)
{
    struct query query = {.store = store, .sql = sql, .statement = take_kept(store, sql)};
    sqlite3_stmt *statement = NULL;
    if (query.statement) {
        return query;
    }
    query.error = from_sqlite(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL));
    query.statement = statement;
    return query;
}

static void keep(struct query *query, int code)
{
    if (query->error == E_OK) {
        query->error = from_sqlite(code);
    }
}

void query_number(struct query *query, int64_t value)
{
    if (query->error == E_OK) {
        keep(query, sqlite3_bind_int64(query->statement, ++query->bound, value));
    }
}

void query_text(struct query *query, struct view text)
{
    if (query->error == E_OK) {
        keep(query, sqlite3_bind_text(query->statement, ++query->bound, text.len ? text.data : "",
                                      (int)text.len, SQLITE_TRANSIENT));
    }
}

void query_bytes(struct query *query, const void *data, size_t len)
{
    if (query->error == E_OK) {
        keep(query,
             sqlite3_bind_blob(query->statement, ++query->bound, data, (int)len, SQLITE_TRANSIENT));
    }
}

bool query_next(struct query *query)
{
    if (query->error != E_OK) {
        return false;
    }
    query->stepped = true;
    int code = sqlite3_step(query->statement);
    keep(query, code);
    return code == SQLITE_ROW;
}

int64_t query_get_number(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

struct view query_get_text(struct query *query, int column)
{
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    int len = sqlite3_column_bytes(query->statement, column);
    return (struct view){(const char *)text, text ? (size_t)len : 0};
}

void query_get_bytes(struct query *query, int column, void *ret, size_t len)
{
    const void *data = sqlite3_column_blob(query->statement, column);
    int got = sqlite3_column_bytes(query->statement, column);
    memset(ret, 0, len);
    if (data && got >= 0 && (size_t)got == len) {
        memcpy(ret, data, len);
    }
}

struct view query_get_blob(struct query *query, int column)
{
    const void *data = sqlite3_column_blob(query->statement, column);
    int len = sqlite3_column_bytes(query->statement, column);
    return (struct view){data, data && len > 0 ? (size_t)len : 0};
}

enum error query_end(struct query *query)
{
    if (query->error == E_OK && !query->stepped) {
        (void)query_next(query);
    }
    if (query->statement) {
        keep_statement(query->store, query->sql, query->statement);
    }
    query->statement = NULL;
    return query->error;
}

int64_t query_inserted(const struct store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

int64_t store_changes(const struct store *store)
{
    return sqlite3_total_changes(store->db);
}
