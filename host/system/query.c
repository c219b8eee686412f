#include "system/query.h"

#include <errno.h>
#include <string.h>

#include "system/sqlite.h"
#include "system/store.h"

enum error sqlite_error(int code)
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

/*
 * SQLite knows ENOSPC only: a quota or a limit on the size of files is an I/O error to it. What the
 * system said it keeps for most statements; for a COMMIT only errno has it. A file that somebody
 * put aside or removed meanwhile can be read and not be written: there may be another by now.
 */
enum error sqlite_judge(struct store *store, int code)
{
    if ((code & 0xFF) == SQLITE_READONLY &&
        sqlite3_extended_errcode(store->db) == SQLITE_READONLY_DBMOVED) {
        return E_BUSY;
    }
    if ((code & 0xFF) == SQLITE_IOERR) {
        int kept = sqlite3_system_errno(store->db);
        int number = kept != 0 ? kept : errno;
        if (number == EFBIG || number == EDQUOT || number == ENOSPC) {
            return E_FULL;
        }
    }
    return sqlite_error(code);
}

enum error query_run(struct store *store, const char *sql)
{
    errno = 0;
    return sqlite_judge(store, sqlite3_exec(store->db, sql, NULL, NULL, NULL));
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
    query.error = sqlite_error(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL));
    query.statement = statement;
    return query;
}

static void keep(struct query *query, int code)
{
    if (query->error == E_OK) {
        query->error = sqlite_judge(query->store, code);
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
    errno = 0;
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
