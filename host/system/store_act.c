#include "system/query.h"
#include "system/store_reminder.h"

#define STEPS_KEPT 100

static const char *const kinds[] = {
    [ACT_OUTCOME] = "outcome",
    [ACT_ADDED] = "added",
    [ACT_ENDED] = "ended",
    [ACT_PAUSED] = "paused",
};

static enum act_kind find_kind(struct view name)
{
    for (int i = ACT_OUTCOME; i < ACT_PAUSED; i++) {
        if (view_equal(name, view_of(kinds[i]))) {
            return (enum act_kind)i;
        }
    }
    return ACT_PAUSED;
}

/* Nobody takes back what was said so long ago. */
static enum error drop_old_steps(struct store *store, int64_t step)
{
    struct query query = query_make(store, "DELETE FROM act WHERE step <= ?");
    query_number(&query, step - STEPS_KEPT);
    return query_end(&query);
}

enum error store_begin_step(struct store *store, int64_t *ret_step)
{
    struct query query = query_make(store, "SELECT coalesce(max(step), 0) + 1 FROM act");
    *ret_step = query_next(&query) ? query_get_number(&query, 0) : 1;
    enum error error = query_end(&query);
    return error == E_OK ? drop_old_steps(store, *ret_step) : error;
}

enum error store_note_act(struct store *store, int64_t step, const struct act *act)
{
    struct query query = query_make(
        store, "INSERT INTO act (step, what, reminder, number, due_s, shown_s, settled_s,"
               " snoozed_s, snooze_set_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query_number(&query, step);
    query_text(&query, view_of(kinds[act->kind]));
    query_number(&query, act->reminder);
    query_number(&query, act->was.number);
    query_number(&query, act->was.due_s);
    query_number(&query, act->was.shown_s);
    query_number(&query, act->was.settled_s);
    query_number(&query, act->was.snoozed_s);
    query_number(&query, act->was.snooze_set_s);
    return query_end(&query);
}

static enum error drop_last_step(struct store *store)
{
    struct query query = query_make(store, "DELETE FROM act WHERE step = (SELECT max(step)"
                                           " FROM act)");
    return query_end(&query);
}

enum error store_take_step(struct store *store, struct act *ret, size_t max, size_t *ret_count)
{
    struct query query = query_make(
        store, "SELECT what, reminder, number, due_s, shown_s, settled_s, snoozed_s, snooze_set_s"
               " FROM act WHERE step = (SELECT max(step) FROM act) ORDER BY id DESC");
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        ret[(*ret_count)++] = (struct act){
            .kind = find_kind(query_get_text(&query, 0)),
            .reminder = query_get_number(&query, 1),
            .was = {.number = query_get_number(&query, 2),
                    .due_s = query_get_number(&query, 3),
                    .shown_s = query_get_number(&query, 4),
                    .settled_s = query_get_number(&query, 5),
                    .snoozed_s = query_get_number(&query, 6),
                    .snooze_set_s = query_get_number(&query, 7)},
        };
    }
    enum error error = query_end(&query);
    if (error == E_OK && *ret_count == 0) {
        error = E_NO_ACT;
    }
    return error == E_OK ? drop_last_step(store) : error;
}
