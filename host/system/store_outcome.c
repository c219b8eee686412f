#include "system/query.h"
#include "system/store_reminder.h"

#define COLUMNS "number, due_s, shown_s, settled_s, snoozed_s, snooze_set_s, leased_s"

static void read_outcome(struct query *query, struct outcome *ret)
{
    *ret = (struct outcome){
        .number = query_get_number(query, 0),
        .due_s = query_get_number(query, 1),
        .shown_s = query_get_number(query, 2),
        .settled_s = query_get_number(query, 3),
        .snoozed_s = query_get_number(query, 4),
        .snooze_set_s = query_get_number(query, 5),
        .leased_s = query_get_number(query, 6),
    };
}

/* The newest were asked for, and the oldest of them comes first. */
static void turn_round(struct outcome *outcomes, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct outcome first = outcomes[i];
        outcomes[i] = outcomes[count - 1 - i];
        outcomes[count - 1 - i] = first;
    }
}

enum error store_list_outcomes(struct store *store, int64_t reminder, struct outcome *ret,
                               size_t max, size_t *ret_count)
{
    struct query query = query_make(store, "SELECT " COLUMNS " FROM outcome WHERE reminder = ?"
                                           " ORDER BY number DESC LIMIT ?");
    query_number(&query, reminder);
    query_number(&query, (int64_t)max);
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        read_outcome(&query, &ret[(*ret_count)++]);
    }
    turn_round(ret, *ret_count);
    return query_end(&query);
}

enum error store_find_outcome(struct store *store, int64_t reminder, int64_t number,
                              struct outcome *ret)
{
    struct query query = query_make(store, "SELECT " COLUMNS " FROM outcome WHERE reminder = ?"
                                           " AND number = ?");
    query_number(&query, reminder);
    query_number(&query, number);
    *ret = (struct outcome){.number = number};
    if (query_next(&query)) {
        read_outcome(&query, ret);
    }
    return query_end(&query);
}

static void bind_outcome(struct query *query, int64_t reminder, const struct outcome *outcome)
{
    query_number(query, reminder);
    query_number(query, outcome->number);
    query_number(query, outcome->due_s);
    query_number(query, outcome->shown_s);
    query_number(query, outcome->settled_s);
    query_number(query, outcome->snoozed_s);
    query_number(query, outcome->snooze_set_s);
}

enum error store_put_outcome(struct store *store, int64_t reminder, const struct outcome *outcome)
{
    struct query query = query_make(
        store, "INSERT INTO outcome (reminder, number, due_s, shown_s, settled_s, snoozed_s,"
               " snooze_set_s, leased_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)"
               " ON CONFLICT (reminder, number) DO UPDATE SET due_s = ?3, shown_s = ?4,"
               " settled_s = ?5, snoozed_s = ?6, snooze_set_s = ?7, leased_s = 0, lease = ''");
    bind_outcome(&query, reminder, outcome);
    return query_end(&query);
}

enum error store_make_lease(struct store *store, char ret[STORE_LEASE_LEN + 1])
{
    struct query query = query_make(store, "SELECT lower(hex(randomblob(16)))");
    ret[0] = '\0';
    if (query_next(&query)) {
        struct view lease = query_get_text(&query, 0);
        for (size_t i = 0; i < STORE_LEASE_LEN && i < lease.len; i++) {
            ret[i] = lease.data[i];
            ret[i + 1] = '\0';
        }
    }
    return query_end(&query);
}

enum error store_lease_outcome(struct store *store, int64_t reminder, const struct outcome *outcome,
                               struct view lease)
{
    struct query query = query_make(
        store, "INSERT INTO outcome (reminder, number, due_s, shown_s, settled_s, snoozed_s,"
               " snooze_set_s, leased_s, lease) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
               " ON CONFLICT (reminder, number) DO UPDATE SET due_s = ?3, leased_s = ?8,"
               " lease = ?9");
    bind_outcome(&query, reminder, outcome);
    query_number(&query, outcome->leased_s);
    query_text(&query, lease);
    return query_end(&query);
}

enum error store_drop_lease(struct store *store, struct view lease)
{
    struct query query =
        query_make(store, "UPDATE outcome SET leased_s = 0, lease = '' WHERE lease = ?1"
                          " AND ?1 <> ''");
    query_text(&query, lease);
    return query_end(&query);
}

static enum error is_delivered(struct store *store, struct view lease, bool *ret)
{
    struct query query = query_make(store, "SELECT 1 FROM delivery WHERE lease = ?1 AND ?1 <> ''");
    query_text(&query, lease);
    *ret = query_next(&query);
    return query_end(&query);
}

static enum error log_delivery(struct store *store, struct view lease, struct view carrier,
                               int64_t now_s)
{
    struct query query = query_make(
        store, "INSERT INTO delivery (reminder, number, due_s, at_s, carrier, lease)"
               " SELECT reminder, number, due_s, ?1, ?2, ?3 FROM outcome WHERE lease = ?3"
               " AND ?3 <> '' ORDER BY due_s, reminder, number");
    query_number(&query, now_s);
    query_text(&query, carrier);
    query_text(&query, lease);
    return query_end(&query);
}

enum error store_deliver(struct store *store, struct view lease, struct view carrier, int64_t now_s)
{
    bool before = false;
    int64_t changes = store_changes(store);
    enum error error = is_delivered(store, lease, &before);
    if (error == E_OK && !before) {
        error = log_delivery(store, lease, carrier, now_s);
    }
    if (error != E_OK || before) {
        return error;
    }
    if (store_changes(store) == changes) {
        return E_LEASE;
    }
    struct query query = query_make(store, "UPDATE outcome SET shown_s = ?1, leased_s = 0,"
                                           " lease = '' WHERE lease = ?2");
    query_number(&query, now_s);
    query_text(&query, lease);
    return query_end(&query);
}
