#include "service/reminders.h"

#include <stdlib.h>

struct due_rules reminders_rules(const struct service *service)
{
    const struct preferences *preferences = &service->preferences;
    return (struct due_rules){
        .zone = &service->zone,
        .hour = (int)preference_number(preferences, PREFERENCE_HOUR),
        .quiet_from = (int)preference_number(preferences, PREFERENCE_QUIET_FROM),
        .quiet_until = (int)preference_number(preferences, PREFERENCE_QUIET_UNTIL),
        .now_s = service_now_s(service),
    };
}

void reminders_begin(const struct service *service, struct reminder *reminder)
{
    struct due_rules rules = reminders_rules(service);
    reminder->created_s = rules.now_s;
    reminder->after_s = rules.now_s;
    reminder->first = remind_first(reminder, rules.now_s, rules.hour, rules.zone);
}

enum error reminders_add(struct service *service, struct store *store, struct reminder *reminder)
{
    reminders_begin(service, reminder);
    return store_add_reminder(store, reminder, &reminder->id);
}

enum error reminders_look(struct service *service, struct store *store, struct reminder *reminder,
                          enum clock_news *ret_news)
{
    enum error error = store_list_outcomes(store, reminder->id, service->outcomes,
                                           SERVICE_OUTCOMES_MAX, &service->outcome_count);
    int64_t latest_s = due_latest(service->outcomes, service->outcome_count);
    *ret_news = remind_settle_clock(reminder, latest_s, service_now_s(service));
    return error;
}

/* What a reminder goes by: known already, or asked of the history. */
static enum error find_ground(const struct service *service, struct store *store,
                              const struct reminder *reminder, enum intent *ret_intent,
                              enum standing_state *ret_state)
{
    struct kept_standing kept = {.visit = ""};
    struct account account = {.id = 0};
    bool known = reminder->account != 0 && reminder->account == service->standings_of;
    if (known && reminder->account == service->account.id) {
        *ret_intent = service->account.intent;
        *ret_state = service->standings[reminder->setting].state;
        return E_OK;
    }
    enum error error = store_get_account(store, reminder->account, &account);
    if (error == E_OK) {
        error = store_find_standing(store, account.id, reminder->setting, &kept);
    }
    *ret_intent = account.intent;
    *ret_state = kept.standing.state;
    return error;
}

enum error reminders_judge(const struct service *service, struct store *store,
                           const struct reminder *reminder, bool *ret_idle, bool *ret_alarm)
{
    enum intent intent = INTENT_WANT_OFF;
    enum standing_state state = STANDING_UNKNOWN;
    *ret_idle = false;
    *ret_alarm = false;
    if (!remind_follows_standing(reminder->kind)) {
        return E_OK;
    }
    enum error error = find_ground(service, store, reminder, &intent, &state);
    if (error == E_OK) {
        *ret_idle = reminder->kind != remind_kind_for(state, intent);
        *ret_alarm = state == STANDING_TURNED_BACK_ON && !*ret_idle;
    }
    return error;
}

enum error reminders_load(struct service *service, struct store *store, int64_t account)
{
    struct due_rules rules = reminders_rules(service);
    enum clock_news news;
    size_t count = 0;
    bool idle, alarm;
    enum error error =
        store_list_reminders(store, account, service->reminders, SERVICE_REMINDERS_MAX, &count);
    service->reminder_count = 0;
    for (size_t i = 0; error == E_OK && i < count; i++) {
        struct reminder *reminder = &service->reminders[service->reminder_count];
        *reminder = service->reminders[i];
        error = reminders_judge(service, store, reminder, &idle, &alarm);
        if (error == E_OK && !idle) {
            error = reminders_look(service, store, reminder, &news);
            service->outlooks[service->reminder_count++] =
                due_outlook(reminder, service->outcomes, service->outcome_count, &rules);
        }
    }
    return error;
}

static enum text_id text_of(enum remind_kind kind)
{
    switch (kind) {
    case REMIND_OPT_OUT:
        return TEXT_REMIND_OPT_OUT;
    case REMIND_RECHECK:
        return TEXT_REMIND_RECHECK;
    case REMIND_OBJECTION:
        return TEXT_REMIND_OBJECTION;
    case REMIND_CUSTOM:
    case REMIND_NONE:
        break;
    }
    return TEXT_REMIND_CUSTOM;
}

/* What is due first comes first; what is over, last. */
static int compare(const void *a, const void *b)
{
    const struct told_reminder *one = a;
    const struct told_reminder *other = b;
    int64_t one_s = one->outlook.due_s == 0 ? REMIND_NEVER : one->outlook.due_s;
    int64_t other_s = other->outlook.due_s == 0 ? REMIND_NEVER : other->outlook.due_s;
    if (one_s != other_s) {
        return one_s < other_s ? -1 : 1;
    }
    return one->id < other->id ? -1 : one->id > other->id;
}

void reminders_tell(struct service *service, const struct phrase_context *context)
{
    for (size_t i = 0; i < service->reminder_count; i++) {
        const struct reminder *reminder = &service->reminders[i];
        struct phrase_context about = *context;
        about.setting = reminder->setting;
        about.date_s = reminder->anchor_s;
        service->told_reminders[i] = (struct told_reminder){
            .id = reminder->id,
            .account = reminder->account,
            .kind = reminder->kind,
            .rule = reminder->rule,
            .setting = reminder->setting,
            .name = reminder->name,
            .outlook = service->outlooks[i],
            .text = phrase_make(&about, text_of(reminder->kind)),
        };
    }
    qsort(service->told_reminders, service->reminder_count, sizeof service->told_reminders[0],
          compare);
}
