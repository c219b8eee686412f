#include "service/reminders.h"

#include <stdlib.h>
#include <string.h>

/* Two in a row without an answer, and a slower rhythm is offered. */
#define IGNORED_MAX 2

/* One that a clock far ahead made lasts as long from now. */
static enum error settle_pause(struct service *service, struct store *store)
{
    struct pause pause;
    int64_t now_s = service_now_s(service);
    enum error error = store_find_pause(store, &pause);
    if (error != E_OK || remind_believes(pause.set_s, now_s)) {
        return error;
    }
    pause.until_s = now_s + pause.until_s - pause.set_s;
    pause.set_s = now_s;
    return store_put_pause(store, &pause);
}

enum error claim_find_pause(struct service *service, struct store *store, int64_t *ret_until_s)
{
    struct pause pause;
    int64_t now_s = service_now_s(service);
    enum error error = store_find_pause(store, &pause);
    bool holds = now_s < pause.until_s && remind_believes(pause.set_s, now_s);
    *ret_until_s = holds ? pause.until_s : 0;
    return error;
}

/* Another carrier is about to show some of it: what is due then goes with the next. */
static bool is_elsewhere(const struct due *due, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (due[i].leased) {
            return true;
        }
    }
    return false;
}

/* The alarm is named, else the oldest. */
static void name(struct claim *claim, size_t at, int64_t due_s, bool alarm)
{
    bool better = alarm == claim->alarm ? due_s < claim->named_s : alarm;
    if (claim->count == 0 || better) {
        claim->named = at;
        claim->named_s = due_s;
    }
    claim->alarm = claim->alarm || alarm;
}

static enum error take_one(struct service *service, struct store *store, size_t at,
                           const struct due *due)
{
    struct claim *claim = &service->claim;
    const struct reminder *reminder = &service->reminders[at];
    struct outcome outcome;
    enum error error = store_find_outcome(store, reminder->id, due->number, &outcome);
    outcome.due_s = due->due_s;
    outcome.leased_s = service_now_s(service);
    claim->instances[claim->count++] = (struct told_instance){
        .reminder = reminder->id, .kind = reminder->kind, .due_s = due->due_s};
    return error == E_OK ? store_lease_outcome(store, reminder->id, &outcome, view_of(claim->lease))
                         : error;
}

static void offer_slower(struct service *service, const struct reminder *reminder, bool alarm)
{
    enum remind_rule slower;
    int ignored = due_ignored(service->outcomes, service->outcome_count);
    if (!alarm && service->claim.slower == 0 && ignored >= IGNORED_MAX &&
        remind_slower(reminder, &slower)) {
        service->claim.slower = reminder->id;
    }
}

/* Takes what a reminder has to show; *ret_busy where somebody else is at it. */
static enum error take(struct service *service, struct store *store, size_t at, bool *ret_busy)
{
    struct claim *claim = &service->claim;
    struct reminder *reminder = &service->reminders[at];
    struct due_rules rules = reminders_rules(service);
    enum clock_news news = CLOCK_SAME;
    bool idle = false;
    bool alarm = false;
    enum error error = reminders_judge(service, store, reminder, &idle, &alarm);
    if (error == E_OK) {
        error = reminders_look(service, store, reminder, &news);
    }
    if (error == E_OK && news != CLOCK_SAME) {
        error = store_put_clock(store, reminder, news, rules.now_s);
    }
    if (error == E_OK && news == CLOCK_FOR_GOOD) {
        error = reminders_look(service, store, reminder, &news);
    }
    if (error != E_OK || idle || due_is_quiet(&rules) || (service->paused_s != 0 && !alarm)) {
        return error;
    }
    size_t count = due_list(reminder, service->outcomes, service->outcome_count, &rules,
                            (struct due_reach){rules.now_s, DUE_MAX}, service->due);
    *ret_busy = is_elsewhere(service->due, count);
    size_t before = claim->count;
    for (size_t i = 0; error == E_OK && !*ret_busy && i < count && claim->count < DUE_MAX; i++) {
        if (!service->due[i].shown) {
            name(claim, at, service->due[i].due_s, alarm);
            error = take_one(service, store, at, &service->due[i]);
        }
    }
    if (claim->count > before) {
        claim->reminders++;
        offer_slower(service, reminder, alarm);
    }
    return error;
}

static int compare(const void *a, const void *b)
{
    const struct told_instance *one = a;
    const struct told_instance *other = b;
    if (one->due_s != other->due_s) {
        return one->due_s < other->due_s ? -1 : 1;
    }
    return one->reminder < other->reminder ? -1 : one->reminder > other->reminder;
}

enum error claim_take(struct service *service, struct store *store)
{
    struct claim *claim = &service->claim;
    bool busy = false;
    *claim = (struct claim){.taken = false};
    enum error error = settle_pause(service, store);
    if (error == E_OK) {
        error = claim_find_pause(service, store, &service->paused_s);
    }
    if (error == E_OK) {
        error = store_make_lease(store, claim->lease);
    }
    if (error == E_OK) {
        error = store_list_reminders(store, STORE_ALL_ACCOUNTS, service->reminders,
                                     SERVICE_REMINDERS_MAX, &service->reminder_count);
    }
    for (size_t i = 0; error == E_OK && !busy && i < service->reminder_count; i++) {
        error = take(service, store, i, &busy);
    }
    if (busy && error == E_OK) {
        return store_drop_lease(store, view_of(claim->lease));
    }
    qsort(claim->instances, claim->count, sizeof claim->instances[0], compare);
    claim->taken = claim->count > 0;
    return error;
}

static const char *join(struct arena *arena, const char *const *parts, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += parts[i] ? strlen(parts[i]) + 1 : 0;
    }
    char *text = arena_take(arena, len + 1, 1);
    char *at = text;
    for (size_t i = 0; text && i < count; i++) {
        size_t part = parts[i] ? strlen(parts[i]) : 0;
        if (part > 0 && at > text) {
            *at++ = ' ';
        }
        memcpy(at, part > 0 ? parts[i] : "", part);
        at += part;
    }
    if (text) {
        *at = '\0';
    }
    return text;
}

static const char *make_text(const struct service *service, const struct phrase_context *context,
                             const char *named)
{
    const struct claim *claim = &service->claim;
    struct phrase_context more = *context;
    more.count = claim->reminders - 1;
    const char *const parts[] = {
        claim->alarm ? phrase_make(context, TEXT_REMIND_TURNED_BACK_ON) : named,
        claim->reminders > 1 ? phrase_make(&more, TEXT_NOTIFY_MORE) : NULL,
        claim->slower != 0 ? phrase_make(context, TEXT_NOTIFY_OFFER) : NULL,
    };
    return join(service->arena, parts, sizeof parts / sizeof parts[0]);
}

static const struct told_reminder *find_told(const struct service *service, int64_t id)
{
    size_t at = 0;
    while (at + 1 < service->reminder_count && service->told_reminders[at].id != id) {
        at++;
    }
    return &service->told_reminders[at];
}

void claim_tell(struct service *service, const struct phrase_context *context)
{
    struct claim *claim = &service->claim;
    if (!claim->taken) {
        return;
    }
    reminders_tell(service, context);
    const struct told_reminder *named = find_told(service, service->reminders[claim->named].id);
    struct phrase_context about = *context;
    about.setting = named->setting;
    claim->told = (struct told_claim){
        .lease = claim->lease,
        .at_s = service_now_s(service),
        .title = phrase_make(&about, TEXT_NOTIFY_TITLE),
        .text = make_text(service, &about, named->text),
        .alarm = claim->alarm,
        .open = catalogue_settings[named->setting].url,
        .slower = claim->slower,
        .by_hand = phrase_make(&about, TEXT_NOTIFY_BY_HAND),
        .open_label = phrase_make(&about, TEXT_NOTIFY_OPEN),
        .snooze_label = phrase_make(&about, TEXT_NOTIFY_SNOOZE),
        .done_label = phrase_make(&about, TEXT_NOTIFY_DONE),
        .slower_label = phrase_make(&about, TEXT_NOTIFY_SLOWER),
        .instances = claim->instances,
        .instance_count = claim->count,
    };
}
