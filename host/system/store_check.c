#include "system/store_check.h"

#include <assert.h>
#include <stdio.h>

#include "system/query.h"

enum error store_read_version(struct store *store, int64_t *ret_version, int64_t *ret_known)
{
    struct query query = query_make(store, "PRAGMA user_version");
    *ret_known = schema_version();
    *ret_version = query_next(&query) ? query_get_number(&query, 0) : 0;
    return query_end(&query);
}

enum error store_try_write(struct store *store)
{
    enum error error = store_begin(store);
    if (error != E_OK) {
        return error;
    }
    /* A table of its own: rows of any version of the schema stay as they are. */
    error = query_run(store, "CREATE TABLE doctor (tried INTEGER); INSERT INTO doctor VALUES (1)");
    store_rollback(store);
    return error;
}

enum error store_check_pages(struct store *store, char ret[STORE_COMPLAINT_MAX + 1])
{
    struct query query = query_make(store, "PRAGMA quick_check(1)");
    ret[0] = '\0';
    if (query_next(&query)) {
        struct view said = query_get_text(&query, 0);
        if (!view_equal(said, view_of("ok"))) {
            (void)snprintf(ret, STORE_COMPLAINT_MAX + 1, "%.*s", (int)said.len, said.data);
        }
    }
    return query_end(&query);
}

static const struct {
    const char *of, *sql;
} written[] = {
    {"readings", "SELECT max(last_ms) FROM reading"},
    {"standings",
     "SELECT max(max(since_ms, last_seen_ms, confirmed_ms, last_on_ms)) FROM standing"},
    {"changes", "SELECT max(at_ms) FROM change"},
    {"browser profiles", "SELECT max(last_ms) FROM instance"},
    {"reminders",
     "SELECT 1000 * max(coalesce((SELECT max(created_s) FROM reminder WHERE ended_s = 0), 0),"
     " coalesce((SELECT max(max(shown_s, settled_s, snooze_set_s, leased_s)) FROM outcome), 0))"},
};

static_assert(sizeof written / sizeof written[0] == STORE_AHEAD_MAX, "each has its place");

static enum error read_number(struct store *store, const char *sql, int64_t *ret)
{
    struct query query = query_make(store, sql);
    *ret = query_next(&query) ? query_get_number(&query, 0) : 0;
    return query_end(&query);
}

enum error store_find_ahead(struct store *store, int64_t limit_ms, struct store_ahead *ret)
{
    enum error error = E_OK;
    *ret = (struct store_ahead){.count = 0};
    for (size_t i = 0; error == E_OK && i < STORE_AHEAD_MAX; i++) {
        int64_t at_ms = 0;
        error = read_number(store, written[i].sql, &at_ms);
        if (at_ms > limit_ms) {
            ret->of[ret->count++] = written[i].of;
            ret->latest_ms = at_ms > ret->latest_ms ? at_ms : ret->latest_ms;
        }
    }
    if (error == E_OK) {
        error = read_number(store,
                            "SELECT coalesce(min(noticed_s), 0) FROM reminder"
                            " WHERE noticed_s > 0 AND ended_s = 0",
                            &ret->noticed_s);
    }
    return error;
}
