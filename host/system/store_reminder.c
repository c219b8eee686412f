#include "system/store_reminder.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "system/query.h"

#define COLUMNS                                                                                    \
    "id, coalesce(account, 0), setting, kind, rule, anchor_s, after_s, created_s, noticed_s, "     \
    "name, first"

static void read_reminder(struct query *query, struct reminder *ret)
{
    *ret = (struct reminder){
        .id = query_get_number(query, 0),
        .account = query_get_number(query, 1),
        .setting = catalogue_find_slug(query_get_text(query, 2)),
        .anchor_s = query_get_number(query, 5),
        .after_s = query_get_number(query, 6),
        .created_s = query_get_number(query, 7),
        .noticed_s = query_get_number(query, 8),
        .first = query_get_number(query, 10),
    };
    (void)remind_find_kind(query_get_text(query, 3), &ret->kind);
    (void)remind_find_rule(query_get_text(query, 4), &ret->rule);
    struct view name = query_get_text(query, 9);
    if (name.len > 0 && name.len <= REMIND_NAME_MAX) {
        memcpy(ret->name, name.data, name.len);
    }
}

enum error store_list_reminders(struct store *store, int64_t account, struct reminder *ret,
                                size_t max, size_t *ret_count)
{
    struct query query = query_make(store, "SELECT " COLUMNS " FROM reminder WHERE ended_s = 0 AND"
                                           " (account = ?1 OR account IS NULL OR ?1 < 0)"
                                           " ORDER BY id");
    query_number(&query, account);
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        read_reminder(&query, &ret[*ret_count]);
        /* A reminder of a setting that this catalogue does not know waits for one that does. */
        *ret_count += ret[*ret_count].setting != CATALOGUE_NONE;
    }
    return query_end(&query);
}

enum error store_get_reminder(struct store *store, int64_t id, struct reminder *ret)
{
    struct query query =
        query_make(store, "SELECT " COLUMNS " FROM reminder WHERE ended_s = 0 AND id = ?");
    query_number(&query, id);
    bool found = query_next(&query);
    if (found) {
        read_reminder(&query, ret);
        found = ret->setting != CATALOGUE_NONE;
    }
    enum error error = query_end(&query);
    return error == E_OK && !found ? E_UNKNOWN_ID : error;
}

enum error store_add_reminder(struct store *store, const struct reminder *reminder, int64_t *ret_id)
{
    struct query query = query_make(
        store, "INSERT INTO reminder (account, setting, kind, rule, anchor_s, after_s, created_s,"
               " name, first) VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?)");
    query_number(&query, reminder->account);
    query_text(&query, view_of(catalogue_settings[reminder->setting].slug));
    query_text(&query, view_of(remind_kind_name(reminder->kind)));
    query_text(&query, view_of(remind_rule_name(reminder->rule)));
    query_number(&query, reminder->anchor_s);
    query_number(&query, reminder->after_s);
    query_number(&query, reminder->created_s);
    query_text(&query, view_of(reminder->name));
    query_number(&query, reminder->first);
    enum error error = query_end(&query);
    *ret_id = query_inserted(store);
    return error;
}

enum error store_end_reminder(struct store *store, int64_t id, int64_t ended_s)
{
    struct query query = query_make(store, "UPDATE reminder SET ended_s = ? WHERE id = ?");
    query_number(&query, ended_s);
    query_number(&query, id);
    return query_end(&query);
}

/* What came of dates ahead, by a clock that was wrong, was numbered from an anchor that is void. */
static enum error drop_ahead(struct store *store, const struct reminder *reminder, int64_t now_s)
{
    struct query query = query_make(store, "DELETE FROM outcome WHERE reminder = ? AND due_s > ?");
    query_number(&query, reminder->id);
    query_number(&query, now_s);
    return query_end(&query);
}

enum error store_put_clock(struct store *store, const struct reminder *reminder,
                           enum clock_news news, int64_t now_s)
{
    bool good = news == CLOCK_FOR_GOOD;
    struct query query =
        query_make(store, "UPDATE reminder SET noticed_s = ?1, after_s = iif(?2, ?3, after_s),"
                          " anchor_s = iif(?2, ?4, anchor_s), first = iif(?2, ?6, first)"
                          " WHERE id = ?5");
    query_number(&query, reminder->noticed_s);
    query_number(&query, good);
    query_number(&query, reminder->after_s);
    query_number(&query, reminder->anchor_s);
    query_number(&query, reminder->id);
    query_number(&query, reminder->first);
    enum error error = query_end(&query);
    bool restarts = good && reminder->kind != REMIND_CUSTOM;
    return error == E_OK && restarts ? drop_ahead(store, reminder, now_s) : error;
}

enum error store_find_pause(struct store *store, struct pause *ret)
{
    struct query query = query_make(store, "SELECT until_s, set_s FROM pause");
    *ret = (struct pause){0};
    if (query_next(&query)) {
        *ret = (struct pause){query_get_number(&query, 0), query_get_number(&query, 1)};
    }
    return query_end(&query);
}

enum error store_put_pause(struct store *store, const struct pause *pause)
{
    struct query query =
        query_make(store, "INSERT INTO pause (id, until_s, set_s) VALUES (1, ?1, ?2)"
                          " ON CONFLICT (id) DO UPDATE SET until_s = ?1, set_s = ?2");
    query_number(&query, pause->until_s);
    query_number(&query, pause->set_s);
    return query_end(&query);
}
