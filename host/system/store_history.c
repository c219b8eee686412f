#include "system/store.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "system/query.h"

/* A name of a later version counts as the first, which promises least. */
static enum cause find_cause(struct view name)
{
    for (int i = CAUSE_NONE; i <= CAUSE_RULES_CHANGED; i++) {
        if (view_equal(name, view_of(standing_cause_name((enum cause)i)))) {
            return (enum cause)i;
        }
    }
    return CAUSE_NONE;
}

static enum standing_state find_state(struct view name)
{
    for (int i = STANDING_UNKNOWN; i <= STANDING_STALE; i++) {
        if (view_equal(name, view_of(standing_name((enum standing_state)i)))) {
            return (enum standing_state)i;
        }
    }
    return STANDING_UNKNOWN;
}

static struct view slug_of(int setting)
{
    return view_of(catalogue_settings[setting].slug);
}

/* Seven columns in a row, from column on: what a standing and a visit's base share. */
static void read_standing(struct query *query, int column, struct standing *ret)
{
    ret->state = find_state(query_get_text(query, column));
    ret->cause = find_cause(query_get_text(query, column + 1));
    ret->rules = (int)query_get_number(query, column + 2);
    ret->since_ms = query_get_number(query, column + 3);
    ret->last_seen_ms = query_get_number(query, column + 4);
    ret->confirmed_ms = query_get_number(query, column + 5);
    ret->last_on_ms = query_get_number(query, column + 6);
}

static void bind_standing(struct query *query, const struct standing *standing)
{
    query_text(query, view_of(standing_name(standing->state)));
    query_text(query, view_of(standing_cause_name(standing->cause)));
    query_number(query, standing->rules);
    query_number(query, standing->since_ms);
    query_number(query, standing->last_seen_ms);
    query_number(query, standing->confirmed_ms);
    query_number(query, standing->last_on_ms);
}

static void read_kept(struct query *query, struct kept_standing *ret)
{
    read_standing(query, 0, &ret->standing);
    struct view visit = query_get_text(query, 7);
    size_t len = visit.len < PAGE_UUID_LEN ? visit.len : PAGE_UUID_LEN;
    memcpy(ret->visit, visit.data, len);
    query_get_bytes(query, 8, ret->wording, sizeof ret->wording);
    ret->wording_changed_ms = query_get_number(query, 9);
}

enum error store_find_standing(struct store *store, int64_t account, int setting,
                               struct kept_standing *ret)
{
    *ret = (struct kept_standing){.visit = ""};
    struct query query = query_make(
        store, "SELECT state, cause, rules, since_ms, last_seen_ms, confirmed_ms, last_on_ms,"
               " visit, wording, wording_changed_ms FROM standing"
               " WHERE account = ? AND setting = ?");
    query_number(&query, account);
    query_text(&query, slug_of(setting));
    if (query_next(&query)) {
        read_kept(&query, ret);
    }
    return query_end(&query);
}

enum error store_list_standings(struct store *store, int64_t account, struct kept_standing *ret)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        ret[i] = (struct kept_standing){.visit = ""};
    }
    struct query query = query_make(
        store, "SELECT state, cause, rules, since_ms, last_seen_ms, confirmed_ms, last_on_ms,"
               " visit, wording, wording_changed_ms, setting FROM standing WHERE account = ?");
    query_number(&query, account);
    while (query_next(&query)) {
        int setting = catalogue_find_slug(query_get_text(&query, 10));
        if (setting != CATALOGUE_NONE) {
            read_kept(&query, &ret[setting]);
        }
    }
    return query_end(&query);
}

enum error store_put_standing(struct store *store, int64_t account, int setting,
                              const struct kept_standing *standing)
{
    struct query query = query_make(
        store, "INSERT OR REPLACE INTO standing (account, setting, state, cause, rules, since_ms,"
               " last_seen_ms, confirmed_ms, last_on_ms, visit, wording, wording_changed_ms)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query_number(&query, account);
    query_text(&query, slug_of(setting));
    bind_standing(&query, &standing->standing);
    query_text(&query, view_of(standing->visit));
    query_bytes(&query, standing->wording, sizeof standing->wording);
    query_number(&query, standing->wording_changed_ms);
    return query_end(&query);
}

static enum error find_visit(struct store *store, const struct report *report,
                             struct kept_visit *ret)
{
    struct query query = query_make(
        store, "SELECT began_ms, instance = ?1 AND path = ?2, first_ms FROM visit WHERE uuid = ?3");
    query_text(&query, report->instance);
    query_text(&query, report->page.path);
    query_text(&query, report->page.visit);
    if (query_next(&query)) {
        *ret = (struct kept_visit){true, query_get_number(&query, 1) != 0,
                                   query_get_number(&query, 0), query_get_number(&query, 2)};
    }
    return query_end(&query);
}

enum error store_take_visit(struct store *store, const struct report *report, int64_t now_ms,
                            struct kept_visit *ret)
{
    int64_t counted_ms = now_ms - report->page.waited_ms;
    *ret = (struct kept_visit){false, true, counted_ms, now_ms};
    enum error error = find_visit(store, report, ret);
    if (error != E_OK) {
        return error;
    }
    /* The page counts for itself: no visit is younger. One from ahead of now is as old as any. */
    if (ret->began_ms > now_ms) {
        ret->began_ms = 0;
    } else if (counted_ms < ret->began_ms) {
        ret->began_ms = counted_ms;
    }
    struct query query =
        query_make(store, "INSERT INTO visit (uuid, instance, path, began_ms, last_ms, first_ms)"
                          " VALUES (?, ?, ?, ?, ?5, ?5) ON CONFLICT (uuid)"
                          " DO UPDATE SET last_ms = ?5, began_ms = ?4");
    query_text(&query, report->page.visit);
    query_text(&query, report->instance);
    query_text(&query, report->page.path);
    query_number(&query, ret->began_ms);
    query_number(&query, now_ms);
    return query_end(&query);
}

enum error store_find_memory(struct store *store, struct view visit, int setting,
                             struct kept_memory *ret)
{
    *ret = (struct kept_memory){.reading = 0};
    struct query query = query_make(
        store, "SELECT looked, touched, state, cause, rules, since_ms, last_seen_ms, confirmed_ms,"
               " last_on_ms, reading, reading_was_ms, reading_ms, change"
               " FROM memory WHERE visit = ? AND setting = ?");
    query_text(&query, visit);
    query_text(&query, slug_of(setting));
    if (query_next(&query)) {
        ret->memory.looked = query_get_number(&query, 0) != 0;
        ret->memory.touched = query_get_number(&query, 1) != 0;
        read_standing(&query, 2, &ret->memory.base);
        ret->reading = query_get_number(&query, 9);
        ret->reading_was_ms = query_get_number(&query, 10);
        ret->reading_ms = query_get_number(&query, 11);
        ret->change = query_get_number(&query, 12);
    }
    return query_end(&query);
}

enum error store_put_memory(struct store *store, struct view visit, int setting,
                            const struct kept_memory *memory)
{
    struct query query = query_make(
        store, "INSERT OR REPLACE INTO memory (visit, setting, looked, touched, state, cause,"
               " rules, since_ms, last_seen_ms, confirmed_ms, last_on_ms, reading, reading_was_ms,"
               " reading_ms, change)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query_text(&query, visit);
    query_text(&query, slug_of(setting));
    query_number(&query, memory->memory.looked);
    query_number(&query, memory->memory.touched);
    bind_standing(&query, &memory->memory.base);
    query_number(&query, memory->reading);
    query_number(&query, memory->reading_was_ms);
    query_number(&query, memory->reading_ms);
    query_number(&query, memory->change);
    return query_end(&query);
}

static enum error take_back(struct store *store, const struct kept_memory *memory)
{
    struct query query = query_make(
        store, "UPDATE reading SET visits = visits - 1, last_ms = CASE"
               " WHEN last_ms > ?2 THEN last_ms ELSE max(first_ms, ?1) END WHERE id = ?3");
    query_number(&query, memory->reading_was_ms);
    query_number(&query, memory->reading_ms);
    query_number(&query, memory->reading);
    enum error error = query_end(&query);
    if (error != E_OK) {
        return error;
    }
    struct query sweep = query_make(store, "DELETE FROM reading WHERE id = ? AND visits <= 0");
    query_number(&sweep, memory->reading);
    return query_end(&sweep);
}

/* Nine values, in the order of the columns that make readings equal. */
static void bind_reading(struct query *query, const struct kept_reading *reading)
{
    query_number(query, reading->account);
    query_text(query, reading->instance);
    query_text(query, slug_of(reading->setting));
    query_text(query, view_of(detect_state_name(reading->state)));
    query_number(query, reading->locked);
    query_text(query, view_of(page_load_name(reading->load)));
    query_text(query, view_of(page_touched_name(reading->touched)));
    query_number(query, reading->rules);
    query_bytes(query, reading->wording, sizeof reading->wording);
}

/* The equal row's id and when it was last seen; zeros if there is none. */
static enum error find_reading(struct store *store, const struct kept_reading *reading,
                               struct kept_memory *ret)
{
    struct query query = query_make(
        store, "SELECT id, last_ms FROM reading WHERE account = ? AND instance = ? AND setting = ?"
               " AND state = ? AND locked = ? AND load = ? AND touched = ? AND rules = ?"
               " AND wording = ?");
    bind_reading(&query, reading);
    bool found = query_next(&query);
    ret->reading = found ? query_get_number(&query, 0) : 0;
    ret->reading_was_ms = found ? query_get_number(&query, 1) : 0;
    return query_end(&query);
}

static enum error add_reading(struct store *store, const struct kept_reading *reading)
{
    struct query query = query_make(
        store, "INSERT INTO reading (account, instance, setting, state, locked, load, touched,"
               " rules, wording, catalogue, first_ms, last_ms, visits)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?11, ?11, 1)");
    bind_reading(&query, reading);
    query_number(&query, catalogue_version);
    query_number(&query, reading->now_ms);
    return query_end(&query);
}

static enum error see_again(struct store *store, int64_t id, int64_t now_ms, bool new_visit)
{
    struct query query = query_make(
        store, "UPDATE reading SET last_ms = max(last_ms, ?), visits = visits + ? WHERE id = ?");
    query_number(&query, now_ms);
    query_number(&query, new_visit);
    query_number(&query, id);
    return query_end(&query);
}

enum error store_count_reading(struct store *store, const struct kept_reading *reading,
                               bool corrects, struct kept_memory *memory)
{
    struct kept_memory equal = {.reading = 0};
    enum error error = find_reading(store, reading, &equal);
    if (error != E_OK) {
        return error;
    }
    if (equal.reading != 0 && equal.reading == memory->reading) {
        memory->reading_ms = reading->now_ms;
        return see_again(store, equal.reading, reading->now_ms, false);
    }
    if (corrects && memory->reading != 0) {
        error = take_back(store, memory);
    }
    if (error == E_OK) {
        error = equal.reading != 0 ? see_again(store, equal.reading, reading->now_ms, true)
                                   : add_reading(store, reading);
    }
    memory->reading = equal.reading != 0 ? equal.reading : query_inserted(store);
    memory->reading_was_ms = equal.reading_was_ms;
    memory->reading_ms = reading->now_ms;
    return error;
}

/* Whether the visit's last change is this one already. */
static enum error is_noted(struct store *store, const struct kept_change *change, int64_t id,
                           bool *ret)
{
    struct query query =
        query_make(store, "SELECT 1 FROM change WHERE id = ? AND from_state = ? AND to_state = ?");
    query_number(&query, id);
    query_text(&query, view_of(standing_name(change->from)));
    query_text(&query, view_of(standing_name(change->to)));
    *ret = query_next(&query);
    return query_end(&query);
}

static enum error take_back_change(struct store *store, int64_t id)
{
    struct query query = query_make(store, "DELETE FROM change WHERE id = ?");
    query_number(&query, id);
    return query_end(&query);
}

enum error store_note_change(struct store *store, const struct kept_change *change, bool corrects,
                             struct kept_memory *memory)
{
    bool noted = false;
    enum error error = E_OK;
    if (corrects && memory->change != 0) {
        error = is_noted(store, change, memory->change, &noted);
        if (error != E_OK || noted) {
            return error;
        }
        error = take_back_change(store, memory->change);
    }
    memory->change = 0;
    if (error != E_OK || change->from == change->to) {
        return error;
    }
    struct query query = query_make(
        store, "INSERT INTO change (account, setting, from_state, to_state, visit, at_ms)"
               " VALUES (?, ?, ?, ?, ?, ?)");
    query_number(&query, change->account);
    query_text(&query, slug_of(change->setting));
    query_text(&query, view_of(standing_name(change->from)));
    query_text(&query, view_of(standing_name(change->to)));
    query_text(&query, change->visit);
    query_number(&query, change->now_ms);
    error = query_end(&query);
    memory->change = query_inserted(store);
    return error;
}

enum error store_list_changes(struct store *store, int64_t account, int setting,
                              struct kept_change *ret, size_t max, size_t *ret_count)
{
    struct query query =
        query_make(store, "SELECT from_state, to_state, at_ms FROM change"
                          " WHERE account = ? AND setting = ? ORDER BY at_ms DESC, id DESC");
    query_number(&query, account);
    query_text(&query, slug_of(setting));
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        ret[(*ret_count)++] = (struct kept_change){
            .account = account,
            .setting = setting,
            .from = find_state(query_get_text(&query, 0)),
            .to = find_state(query_get_text(&query, 1)),
            .now_ms = query_get_number(&query, 2),
        };
    }
    return query_end(&query);
}
