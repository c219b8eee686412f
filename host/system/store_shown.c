#include "system/store_shown.h"

#include "system/query.h"

/* As the column "warn" has them; a family without a name is no row of it. */
static const char *const names[WARN_FAMILY_COUNT] = {
    [WARN_FAMILY_ON] = "on", [WARN_FAMILY_STALE] = "stale", [WARN_FAMILY_UNREAD] = "unread"};

static void read_row(struct query *query, struct warn_shown *ret)
{
    for (int i = 0; i < WARN_FAMILY_COUNT; i++) {
        if (names[i] && view_equal(query_get_text(query, 0), view_of(names[i]))) {
            ret->at_ms[i] = query_get_number(query, 1);
        }
    }
}

static enum error find_alarm(struct store *store, struct view visit, int64_t *ret_ms)
{
    struct query query = query_make(store, "SELECT shown_ms FROM visit WHERE uuid = ?");
    query_text(&query, visit);
    *ret_ms = query_next(&query) ? query_get_number(&query, 0) : 0;
    return query_end(&query);
}

enum error store_find_shown(struct store *store, int64_t account, struct view visit,
                            struct warn_shown *ret)
{
    *ret = (struct warn_shown){{0}};
    struct query query = query_make(store, "SELECT warn, at_ms FROM shown WHERE account = ?");
    query_number(&query, account);
    while (query_next(&query)) {
        read_row(&query, ret);
    }
    enum error error = query_end(&query);
    return error == E_OK && visit.len > 0 ? find_alarm(store, visit, &ret->at_ms[WARN_FAMILY_ALARM])
                                          : error;
}

static enum error put_alarm(struct store *store, int64_t account, struct view visit, int64_t now_ms)
{
    int64_t before = store_changes(store);
    struct query query =
        query_make(store, "UPDATE visit SET shown_ms = ? WHERE uuid = ? AND instance IN"
                          " (SELECT uuid FROM instance WHERE account = ?)");
    query_number(&query, now_ms);
    query_text(&query, visit);
    query_number(&query, account);
    enum error error = query_end(&query);
    return error == E_OK && store_changes(store) == before ? E_UNKNOWN_ID : error;
}

enum error store_put_shown(struct store *store, int64_t account, enum warn_family family,
                           struct view visit, int64_t now_ms)
{
    if (family == WARN_FAMILY_ALARM) {
        return put_alarm(store, account, visit, now_ms);
    }
    struct query query =
        query_make(store, "INSERT OR REPLACE INTO shown (account, warn, at_ms) VALUES (?, ?, ?)");
    query_number(&query, account);
    query_text(&query, view_of(names[family]));
    query_number(&query, now_ms);
    return query_end(&query);
}
