#include "service/ahead.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "service/reminders.h"

static const struct told_reminder *find_told(const struct service *service, int64_t id)
{
    for (size_t i = 0; i < service->reminder_count; i++) {
        if (service->told_reminders[i].id == id) {
            return &service->told_reminders[i];
        }
    }
    return NULL;
}

static bool are_twins(const struct reminder *one, const struct reminder *other)
{
    return one->created_s == other->created_s && one->anchor_s == other->anchor_s &&
           one->kind == other->kind && one->rule == other->rule;
}

/* How many before it were set in the same second, for the same time, and are alike in all else. */
static size_t count_twins(const struct reminder *reminders, size_t at)
{
    size_t twins = 0;
    for (size_t i = 0; i < at; i++) {
        twins += are_twins(&reminders[i], &reminders[at]);
    }
    return twins;
}

static void make_uid(const struct reminder *reminders, size_t at, int64_t number,
                     char uid[AHEAD_UID_MAX])
{
    const struct reminder *reminder = &reminders[at];
    /* Five dashes, four numbers of twenty digits, two names of nine letters. */
    static_assert(AHEAD_UID_MAX > sizeof "optwatch-@optwatch.invalid" + 103, "all fit");
    (void)snprintf(uid, AHEAD_UID_MAX,
                   "optwatch-%" PRId64 "-%" PRId64 "-%s-%s-%zu-%" PRId64 "@optwatch.invalid",
                   reminder->created_s, reminder->anchor_s, remind_kind_name(reminder->kind),
                   remind_rule_name(reminder->rule), count_twins(reminders, at), number);
}

/* How long after its making an instance was moved last: no later move has a smaller one. */
static int64_t revision_of(const struct service *service, const struct reminder *reminder,
                           const struct due *due)
{
    for (size_t i = 0; due->snoozed && i < service->outcome_count; i++) {
        const struct outcome *outcome = &service->outcomes[i];
        if (outcome->number == due->number) {
            int64_t later_s = outcome->snooze_set_s - reminder->created_s;
            return later_s > 0 ? later_s : 1;
        }
    }
    return 0;
}

static enum error visit_one(struct service *service, struct store *store,
                            const struct reminder *reminders, size_t at, ahead_visit *visit,
                            void *self)
{
    const struct reminder *reminder = &reminders[at];
    const struct told_reminder *told = find_told(service, reminder->id);
    /* Its times as they count now; its name is made of those that were written down. */
    struct reminder believed = *reminder;
    struct due_rules rules = reminders_rules(service);
    enum clock_news news;
    enum error error = reminders_look(service, store, &believed, &news);
    size_t count = due_list(&believed, service->outcomes, service->outcome_count, &rules,
                            (struct due_reach){rules.now_s + AHEAD_S, AHEAD_EACH}, service->due);
    for (size_t i = 0; error == E_OK && told && i < count; i++) {
        struct ahead_instance instance = {
            .reminder = told,
            .created_s = reminder->created_s,
            .due_s = service->due[i].due_s,
            .revision = revision_of(service, reminder, &service->due[i]),
        };
        make_uid(reminders, at, service->due[i].number, instance.uid);
        error = visit(self, &instance);
    }
    return error;
}

static enum error visit_all(struct service *service, struct store *store, ahead_visit *visit,
                            void *self)
{
    struct reminder *reminders =
        arena_take(service->arena, SERVICE_REMINDERS_MAX, sizeof *reminders);
    size_t count = 0;
    if (!reminders) {
        return E_LIMIT;
    }
    enum error error =
        store_list_reminders(store, STORE_ALL_ACCOUNTS, reminders, SERVICE_REMINDERS_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        error = visit_one(service, store, reminders, i, visit, self);
    }
    return error;
}

enum error ahead_list(struct service *service, ahead_visit *visit, void *self)
{
    struct store *store = NULL;
    enum error error = store_open(STORE_READ, &store);
    if (error != E_OK || !store) {
        return error;
    }
    error = store_begin_read(store);
    if (error == E_OK) {
        error = visit_all(service, store, visit, self);
        store_rollback(store);
    }
    store_close(store);
    return error;
}
