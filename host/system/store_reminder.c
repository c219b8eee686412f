#include "system/store.h"

#include "catalogue/catalogue.h"
#include "system/query.h"

static enum remind_kind find_kind(struct view name)
{
    for (int i = REMIND_NONE; i <= REMIND_CUSTOM; i++) {
        if (view_equal(name, view_of(remind_kind_name((enum remind_kind)i)))) {
            return (enum remind_kind)i;
        }
    }
    return REMIND_NONE;
}

static enum remind_rule find_rule(struct view name)
{
    for (int i = RULE_ONCE; i <= RULE_QUARTERLY; i++) {
        if (view_equal(name, view_of(remind_rule_name((enum remind_rule)i)))) {
            return (enum remind_rule)i;
        }
    }
    return RULE_ONCE;
}

static void read_reminder(struct query *query, struct reminder *ret)
{
    ret->id = query_get_number(query, 0);
    ret->account = query_get_number(query, 1);
    ret->setting = catalogue_find_slug(query_get_text(query, 2));
    ret->kind = find_kind(query_get_text(query, 3));
    ret->rule = find_rule(query_get_text(query, 4));
    ret->anchor_s = query_get_number(query, 5);
    ret->after_s = query_get_number(query, 6);
    ret->snoozed_s = query_get_number(query, 7);
}

enum error store_list_reminders(struct store *store, int64_t account, struct reminder *ret,
                                size_t max, size_t *ret_count)
{
    struct query query =
        query_make(store, "SELECT id, account, setting, kind, rule, anchor_s, after_s, snoozed_s"
                          " FROM reminder WHERE account = ? AND ended_s = 0 ORDER BY id");
    query_number(&query, account);
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        read_reminder(&query, &ret[*ret_count]);
        /* A reminder of a setting that this catalogue does not know waits for one that does. */
        *ret_count += ret[*ret_count].setting != CATALOGUE_NONE;
    }
    return query_end(&query);
}

enum error store_add_reminder(struct store *store, const struct reminder *reminder, int64_t now_s)
{
    struct query query = query_make(
        store, "INSERT INTO reminder (account, setting, kind, rule, anchor_s, after_s, snoozed_s,"
               " created_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    query_number(&query, reminder->account);
    query_text(&query, view_of(catalogue_settings[reminder->setting].slug));
    query_text(&query, view_of(remind_kind_name(reminder->kind)));
    query_text(&query, view_of(remind_rule_name(reminder->rule)));
    query_number(&query, reminder->anchor_s);
    query_number(&query, reminder->after_s);
    query_number(&query, reminder->snoozed_s);
    query_number(&query, now_s);
    return query_end(&query);
}

enum error store_end_reminder(struct store *store, int64_t id, int64_t now_s)
{
    struct query query = query_make(store, "UPDATE reminder SET ended_s = ? WHERE id = ?");
    query_number(&query, now_s);
    query_number(&query, id);
    return query_end(&query);
}

enum error store_settle_reminder(struct store *store, int64_t id, int64_t after_s)
{
    struct query query = query_make(
        store, "UPDATE reminder SET after_s = max(after_s, ?1),"
               " snoozed_s = CASE WHEN snoozed_s <= ?1 THEN 0 ELSE snoozed_s END WHERE id = ?2");
    query_number(&query, after_s);
    query_number(&query, id);
    return query_end(&query);
}
