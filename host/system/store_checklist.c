#include "catalogue/catalogue.h"
#include "core/exits.h"
#include "system/payload.h"
#include "system/query.h"
#include "system/store.h"

enum error store_list_ticks(struct store *store, int64_t account, int setting, struct tick *ret,
                            size_t max, size_t *ret_count)
{
    struct query query =
        query_make(store, "SELECT exit, at_ms FROM tick WHERE account = ? ORDER BY at_ms, exit");
    query_number(&query, account);
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        struct tick *tick = &ret[*ret_count];
        tick->exit = exits_find(setting, query_get_text(&query, 0));
        tick->at_ms = query_get_number(&query, 1);
        *ret_count += tick->exit != NULL;
    }
    return query_end(&query);
}

static enum error has_tick(struct store *store, int64_t account, const struct exit *exit, bool *ret)
{
    struct query query = query_make(store, "SELECT 1 FROM tick WHERE account = ? AND exit = ?");
    query_number(&query, account);
    query_text(&query, view_of(exit->id));
    *ret = query_next(&query);
    return query_end(&query);
}

enum error store_add_tick(struct store *store, int64_t account, const struct exit *exit,
                          int64_t now_ms, bool *ret_new)
{
    bool there = false;
    enum error error = has_tick(store, account, exit, &there);
    *ret_new = !there;
    if (error != E_OK || there) {
        return error;
    }
    struct query query =
        query_make(store, "INSERT INTO tick (account, exit, at_ms) VALUES (?, ?, ?)");
    query_number(&query, account);
    query_text(&query, view_of(exit->id));
    query_number(&query, now_ms);
    return query_end(&query);
}

enum error store_drop_tick(struct store *store, int64_t account, const struct exit *exit)
{
    struct query query = query_make(store, "DELETE FROM tick WHERE account = ? AND exit = ?");
    query_number(&query, account);
    query_text(&query, view_of(exit->id));
    return query_end(&query);
}

/* The row comes first: what is sealed names the row it belongs to. */
enum error store_add_note(struct store *store, int64_t account, struct view subject,
                          struct view text, int64_t now_ms)
{
    struct payload payload;
    struct query query =
        query_make(store, "INSERT INTO note (account, subject, payload, sealed, made_ms)"
                          " VALUES (?, ?, x'', 0, ?)");
    query_number(&query, account);
    query_text(&query, subject);
    query_number(&query, now_ms);
    enum error error = query_end(&query);
    int64_t row = query_inserted(store);
    if (error == E_OK) {
        error = payload_pack(store, "note", row, text, &payload);
    }
    if (error != E_OK) {
        return error;
    }
    struct query fill = query_make(store, "UPDATE note SET payload = ?, sealed = ? WHERE id = ?");
    query_bytes(&fill, payload.data, payload.len);
    query_number(&fill, payload.sealed);
    query_number(&fill, row);
    return query_end(&fill);
}

enum error store_find_unread(struct store *store, int64_t account, int setting, struct unread *ret)
{
    *ret = (struct unread){0};
    struct query query = query_make(
        store, "SELECT days, last_day, raised_ms FROM unread WHERE account = ? AND setting = ?");
    query_number(&query, account);
    query_text(&query, view_of(catalogue_settings[setting].slug));
    if (query_next(&query)) {
        ret->days = query_get_number(&query, 0);
        ret->last_day = query_get_number(&query, 1);
        ret->raised_ms = query_get_number(&query, 2);
    }
    return query_end(&query);
}

enum error store_put_unread(struct store *store, int64_t account, int setting,
                            const struct unread *unread)
{
    struct query query = query_make(
        store, "INSERT OR REPLACE INTO unread (account, setting, days, last_day, raised_ms)"
               " VALUES (?, ?, ?, ?, ?)");
    query_number(&query, account);
    query_text(&query, view_of(catalogue_settings[setting].slug));
    query_number(&query, unread->days);
    query_number(&query, unread->last_day);
    query_number(&query, unread->raised_ms);
    return query_end(&query);
}
