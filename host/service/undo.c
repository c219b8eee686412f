#include "service/reminders.h"

#define ACTS_MAX 2048 /* of one command: more than it can settle */

static bool follows_same(const struct reminder *one, const struct reminder *other)
{
    return one->id != other->id && remind_follows_standing(one->kind) &&
           remind_follows_standing(other->kind) && one->account == other->account &&
           one->setting == other->setting;
}

/* Unless the standing has begun another one since: there is one for a standing. */
static enum error bring_back(struct service *service, struct store *store, int64_t id)
{
    struct reminder reminder;
    enum error error = store_end_reminder(store, id, 0);
    if (error == E_OK) {
        error = store_get_reminder(store, id, &reminder);
    }
    if (error == E_OK) {
        error = store_list_reminders(store, reminder.account, service->reminders,
                                     SERVICE_REMINDERS_MAX, &service->reminder_count);
    }
    for (size_t i = 0; error == E_OK && i < service->reminder_count; i++) {
        if (follows_same(&service->reminders[i], &reminder)) {
            return store_end_reminder(store, id, service_now_s(service));
        }
    }
    return error;
}

/* What was shown meanwhile is not shown again. */
static enum error put_back(struct store *store, const struct act *act)
{
    struct outcome now;
    struct outcome was = act->was;
    enum error error = store_find_outcome(store, act->reminder, was.number, &now);
    was.shown_s = now.shown_s != 0 ? now.shown_s : was.shown_s;
    return error == E_OK ? store_put_outcome(store, act->reminder, &was) : error;
}

static enum error take_back(struct service *service, struct store *store, const struct act *act)
{
    const struct pause pause = {act->was.snoozed_s, act->was.snooze_set_s};
    switch (act->kind) {
    case ACT_OUTCOME:
        return put_back(store, act);
    case ACT_ADDED:
        return store_end_reminder(store, act->reminder, service_now_s(service));
    case ACT_ENDED:
        return bring_back(service, store, act->reminder);
    case ACT_PAUSED:
        break;
    }
    return store_put_pause(store, &pause);
}

enum error undo_step(struct service *service, struct store *store)
{
    struct act *acts = arena_take(service->arena, ACTS_MAX, sizeof *acts);
    size_t count = 0;
    if (!acts) {
        return E_LIMIT;
    }
    enum error error = store_take_step(store, acts, ACTS_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        error = take_back(service, store, &acts[i]);
    }
    return error;
}
