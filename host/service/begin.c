#include "service/reminders.h"

#include <string.h>

#define LATEST_S INT64_C(253402214400) /* 9999-12-31T00:00:00Z: a date in every zone */

static enum error add(struct service *service, struct store *store, struct reminder *reminder,
                      int64_t step)
{
    enum error error = reminders_add(service, store, reminder);
    service->set = reminder->id;
    const struct act act = {.kind = ACT_ADDED, .reminder = reminder->id};
    return error == E_OK && step != 0 ? store_note_act(store, step, &act) : error;
}

/* What is due and not answered, or was moved, as one date without a number; none leaves *ret. */
static enum error find_open(struct service *service, struct store *store,
                            const struct reminder *reminder, struct outcome *ret)
{
    struct reminder believed = *reminder;
    struct due_rules rules = reminders_rules(service);
    enum clock_news news;
    enum error error = reminders_look(service, store, &believed, &news);
    struct outlook outlook =
        due_outlook(&believed, service->outcomes, service->outcome_count, &rules);
    int64_t open_s = outlook.is_due ? outlook.due_s : outlook.snoozed_s;
    ret->due_s = open_s;
    ret->snoozed_s = open_s;
    ret->snooze_set_s = open_s != 0 ? rules.now_s : 0;
    ret->shown_s = outlook.is_shown ? rules.now_s : 0;
    return error;
}

static enum error check_rule(const struct reminder *reminder, enum remind_rule rule)
{
    bool answer = reminder->kind == REMIND_OBJECTION;
    bool once = rule == RULE_ONCE && reminder->kind != REMIND_CUSTOM;
    return once || (answer && rule == RULE_DECAYING) ? E_RULE : E_OK;
}

/* The only one in service->reminders, as if it had just been made. */
static void preview(struct service *service, struct reminder *reminder)
{
    struct due_rules rules = reminders_rules(service);
    reminders_begin(service, reminder);
    reminder->id = 0;
    service->reminders[0] = *reminder;
    service->outlooks[0] = due_outlook(reminder, NULL, 0, &rules);
    service->reminder_count = 1;
}

enum error reminders_try_rule(struct service *service, const struct reminder *reminder,
                              enum remind_rule rule)
{
    struct reminder next = *reminder;
    next.rule = rule;
    enum error error = check_rule(reminder, rule);
    if (error == E_OK) {
        preview(service, &next);
    }
    return error;
}

/* A new one with the same anchor: its dates have numbers of their own. */
enum error reminders_change_rule(struct service *service, struct store *store,
                                 const struct reminder *reminder, int64_t step,
                                 enum remind_rule rule)
{
    if (rule == reminder->rule) {
        return E_OK;
    }
    struct reminder next = *reminder;
    struct outcome open = {.number = DUE_LOOSE};
    next.rule = rule;
    enum error error = check_rule(reminder, rule);
    if (error == E_OK) {
        error = find_open(service, store, reminder, &open);
    }
    if (error == E_OK) {
        error = reminders_end(service, store, reminder, step);
    }
    if (error == E_OK) {
        error = add(service, store, &next, step);
    }
    return error == E_OK && open.snoozed_s != 0 ? store_put_outcome(store, next.id, &open) : error;
}

enum error reminders_follow_rule(struct service *service, struct store *store)
{
    enum remind_rule rule = RULE_DECAYING;
    const char *name = service->preferences.values[PREFERENCE_RULE];
    enum error error = store_list_reminders(store, STORE_ALL_ACCOUNTS, service->reminders,
                                            SERVICE_REMINDERS_MAX, &service->reminder_count);
    if (!remind_find_rule(view_of(name), &rule)) {
        return E_VALUE;
    }
    for (size_t i = 0; error == E_OK && i < service->reminder_count; i++) {
        if (remind_follows_standing(service->reminders[i].kind)) {
            error = reminders_change_rule(service, store, &service->reminders[i], 0, rule);
        }
    }
    return error;
}

/* A rule that is not named is the kind's own. */
static enum remind_rule rule_of(const struct remind_order *order)
{
    if (order->has_rule) {
        return order->rule;
    }
    return order->kind == REMIND_OBJECTION ? RULE_MONTHLY : RULE_ONCE;
}

/* Its answer is due in one month, at the latest in three. */
static enum error check_sent(const struct service *service, const struct remind_order *order)
{
    const struct reminder sent = {
        .kind = REMIND_OBJECTION, .rule = RULE_QUARTERLY, .anchor_s = order->at_s};
    struct due_rules rules = reminders_rules(service);
    if (rule_of(order) != RULE_MONTHLY && rule_of(order) != RULE_QUARTERLY) {
        return E_RULE;
    }
    bool is_over = remind_instance(&sent, 0, rules.hour, rules.zone) < rules.now_s;
    return order->at_s == 0 || order->at_s > rules.now_s || is_over ? E_SENT : E_OK;
}

enum error reminders_check(const struct service *service, const struct order *order)
{
    const struct remind_order *remind = &order->remind;
    bool once = rule_of(remind) == RULE_ONCE;
    if (order->name.len > REMIND_NAME_MAX || !text_is_line(order->name)) {
        return E_NAME;
    }
    if (remind->kind == REMIND_OBJECTION) {
        return check_sent(service, remind);
    }
    bool lies_ahead = !once || remind->at_s >= service_now_s(service);
    return remind->at_s > 0 && remind->at_s <= LATEST_S && lies_ahead ? E_OK : E_TIME;
}

static enum error check_room(struct service *service, struct store *store,
                             const struct order *order)
{
    struct account account;
    int64_t own = 0;
    enum error error = store_list_reminders(store, STORE_ALL_ACCOUNTS, service->reminders,
                                            SERVICE_REMINDERS_MAX, &service->reminder_count);
    for (size_t i = 0; i < service->reminder_count; i++) {
        own += !remind_follows_standing(service->reminders[i].kind);
    }
    if (error != E_OK || own >= SERVICE_OWN_MAX) {
        return error != E_OK ? error : E_TOO_MANY;
    }
    return order->account == 0 ? E_OK : store_get_account(store, order->account, &account);
}

/* Only told, with a dry run: service->reminders then holds it alone. */
enum error reminders_set(struct service *service, struct store *store, const struct order *order,
                         int64_t step)
{
    const struct remind_order *remind = &order->remind;
    struct reminder reminder = {
        .account = order->account,
        .setting = service->primary,
        .kind = remind->kind,
        .rule = rule_of(remind),
        .anchor_s = remind->at_s,
    };
    enum error error = check_room(service, store, order);
    if (error != E_OK) {
        return error;
    }
    memcpy(reminder.name, order->name.data ? order->name.data : "", order->name.len);
    if (!remind->dry_run) {
        return add(service, store, &reminder, step);
    }
    preview(service, &reminder);
    return E_OK;
}
