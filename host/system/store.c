#include "system/store.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "system/clock.h"
#include "system/paths.h"
#include "system/query.h"
#include "system/sqlite.h"

/* https://www.sqlite.org/fileformat.html, "The Database Header" */
#define HEADER_LEN       100
#define HEADER_MAGIC     "SQLite format 3"
#define HEADER_AT_OWNER  68
#define HEADER_OWNER     "Optw"
#define HEADER_OWNER_LEN 4

#define MS_PER_S 1000

/*
 * One thread alone opens histories, and nobody asks SQLite how much memory it took: without locks
 * and counting its many small allocations take a tenth less of a report. Once only: later calls,
 * with SQLite at work, do nothing.
 */
static void configure_library(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Reads nothing of the file yet but what no journal changes. */
static enum error connect_at(const char *path, struct store *store)
{
    configure_library();
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(path, &store->db, flags, NULL);
    if (code != SQLITE_OK) {
        return sqlite_error(code);
    }
    sqlite3_busy_timeout(store->db, STORE_BUSY_MS);
    /* A page of the file is never trusted to name a function or to grow without bound. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return E_OK;
}

/*
 * EXTRA is FULL that also syncs the folder once the journal is gone: else a power cut may bring the
 * journal back, and with it the state before.
 */
static enum error configure(struct store *store)
{
    return query_run(store, "PRAGMA synchronous=EXTRA; PRAGMA temp_store=MEMORY;"
                            "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;");
}

static bool may_create(enum store_mode mode)
{
    return mode == STORE_WRITE || mode == STORE_ADD;
}

/* Read through SQLite's own descriptor: closing another one would drop this process's locks. */
static sqlite3_file *file_of(struct store *store)
{
    sqlite3_file *file = NULL;
    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file && file->pMethods ? file : NULL;
}

/*
 * Before SQLite looks: it would take an empty file for a new history, and play somebody else's
 * journal back. Both marks are as old as the file, so no lock is needed to read them.
 */
static enum error check_owner(struct store *store)
{
    char header[HEADER_LEN];
    sqlite3_int64 size = 0;
    sqlite3_file *file = file_of(store);
    if (!file || file->pMethods->xFileSize(file, &size) != SQLITE_OK) {
        return E_STORE;
    }
    if (size < HEADER_LEN) {
        return E_NOT_A_STORE;
    }
    if (file->pMethods->xRead(file, header, HEADER_LEN, 0) != SQLITE_OK) {
        return E_STORE;
    }
    bool ours = memcmp(header, HEADER_MAGIC, sizeof HEADER_MAGIC) == 0 &&
                memcmp(header + HEADER_AT_OWNER, HEADER_OWNER, HEADER_OWNER_LEN) == 0;
    return ours ? E_OK : E_NOT_A_STORE;
}

static enum error read_number(struct store *store, const char *sql, int64_t *ret)
{
    struct query query = query_make(store, sql);
    *ret = query_next(&query) ? query_get_number(&query, 0) : 0;
    return query_end(&query);
}

/*
 * A file of which the end is missing: SQLite notices whole pages only, and an unlucky one late.
 * Under a read lock, after a journal was played back, since a file may be short until then.
 */
static enum error check_length(struct store *store)
{
    int64_t pages = 0;
    int64_t page_size = 0;
    sqlite3_int64 size = 0;
    enum error error = read_number(store, "PRAGMA page_count", &pages);
    if (error == E_OK) {
        error = read_number(store, "PRAGMA page_size", &page_size);
    }
    sqlite3_file *file = file_of(store);
    if (error == E_OK && (!file || file->pMethods->xFileSize(file, &size) != SQLITE_OK)) {
        error = E_STORE;
    }
    return error == E_OK && size < pages * page_size ? E_NOT_A_STORE : error;
}

/* One snapshot: another process may change the file between two of the questions. */
static enum error look_inside(struct store *store, enum schema_state *ret)
{
    enum error error = query_run(store, "BEGIN");
    if (error != E_OK) {
        return error;
    }
    error = check_length(store);
    if (error == E_OK) {
        error = schema_look(store, ret);
    }
    store_rollback(store);
    return error;
}

static enum error open_at(const char *path, enum store_mode mode, struct store *store)
{
    enum schema_state state = SCHEMA_CURRENT;
    enum error error = connect_at(path, store);
    if (error == E_OK) {
        error = check_owner(store);
    }
    if (error == E_OK) {
        error = configure(store);
    }
    if (error == E_OK && mode == STORE_ADD) {
        error = query_run(store, "PRAGMA journal_mode=PERSIST");
    }
    if (error == E_OK) {
        error = look_inside(store, &state);
    }
    if (error != E_OK || mode == STORE_LOOK || state == SCHEMA_CURRENT) {
        return error == E_OK && state == SCHEMA_EMPTY ? E_NOT_A_STORE : error;
    }
    return state == SCHEMA_EMPTY && !may_create(mode) ? E_NOT_A_STORE : schema_bring_up(store);
}

static struct store *make_store(void)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        abort();
    }
    return store;
}

/* A complete, empty history at path. Its journal is in memory: who dies here leaves one file. */
static enum error fill(const char *path)
{
    struct store *store = make_store();
    enum error error = connect_at(path, store);
    if (error == E_OK) {
        error = configure(store);
    }
    if (error == E_OK) {
        error = query_run(store, "PRAGMA journal_mode=MEMORY");
    }
    if (error == E_OK) {
        error = schema_bring_up(store);
    }
    store_close(store);
    return error;
}

/* Another process may have made it first: then that one is used. */
static enum error create(void)
{
    struct paths_draft draft;
    bool taken = false;
    enum error error = paths_take_draft(STORE_BUSY_MS, &draft, &taken);
    if (error != E_OK || !taken) {
        return error;
    }
    error = fill(draft.path);
    if (error == E_OK) {
        error = paths_place_draft(&draft, clock_now_ms() / MS_PER_S);
    }
    paths_drop_draft(&draft);
    return error;
}

enum error store_open(enum store_mode mode, struct store **ret)
{
    char path[PATHS_MAX];
    bool found = false;
    *ret = NULL;
    enum error error = paths_history(may_create(mode), path, sizeof path, &found);
    if (error == E_OK && !found && may_create(mode)) {
        error = create();
        found = true;
    }
    if (error != E_OK || !found) {
        return error;
    }
    struct store *store = make_store();
    error = open_at(path, mode, store);
    if (error != E_OK) {
        store_close(store);
        return error;
    }
    *ret = store;
    return E_OK;
}

/* A newer Optwatch may be at work in a history that this one cannot read: not under its hands. */
static enum error set_newer_aside(int64_t now_s, char *ret_name)
{
    char path[PATHS_MAX];
    bool found = false;
    enum error error = paths_history(false, path, sizeof path, &found);
    if (error != E_OK || !found) {
        return error;
    }
    struct store *store = make_store();
    error = connect_at(path, store);
    if (error == E_OK) {
        error = query_run(store, "BEGIN EXCLUSIVE");
    }
    if (error == E_OK) {
        error = paths_set_aside(now_s, ret_name);
        store_rollback(store);
    }
    store_close(store);
    return error;
}

enum error store_set_aside(int64_t now_s, char ret_name[STORE_ASIDE_MAX])
{
    static_assert(STORE_ASIDE_MAX >= PATHS_NAME_MAX, "a name fits");
    struct store *store = NULL;
    ret_name[0] = '\0';
    enum error error = store_open(STORE_READ, &store);
    store_close(store);
    switch ((int)error) {
    case E_NOT_A_STORE:
        return paths_set_aside(now_s, ret_name);
    case E_NEWER_STORE:
        return set_newer_aside(now_s, ret_name);
    default:
        return error;
    }
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
