#include "service/reminders.h"

#define WEEK_S     (7 * CIVIL_DAY_S)
#define WEEKS_MAX  52
#define SNOOZE_MAX (366 * CIVIL_DAY_S)

/* step 0 is not the person's doing, and cannot be undone. */
static enum error put_outcome(struct store *store, const struct reminder *reminder, int64_t step,
                              const struct outcome *was, const struct outcome *outcome)
{
    const struct act act = {.kind = ACT_OUTCOME, .reminder = reminder->id, .was = *was};
    enum error error = store_put_outcome(store, reminder->id, outcome);
    return error == E_OK && step != 0 ? store_note_act(store, step, &act) : error;
}

static enum error settle(struct service *service, struct store *store,
                         const struct reminder *reminder, int64_t step, const struct due *due)
{
    struct outcome was;
    enum error error = store_find_outcome(store, reminder->id, due->number, &was);
    struct outcome outcome = was;
    outcome.due_s = due->due_s;
    outcome.settled_s = service_now_s(service);
    return error == E_OK ? put_outcome(store, reminder, step, &was, &outcome) : error;
}

/* What is not settled up to until_s, into service->due. */
static enum error list_due(struct service *service, struct store *store,
                           const struct reminder *reminder, int64_t until_s, size_t max,
                           size_t *ret_count)
{
    struct reminder believed = *reminder;
    struct due_rules rules = reminders_rules(service);
    enum clock_news news;
    enum error error = reminders_look(service, store, &believed, &news);
    *ret_count = due_list(&believed, service->outcomes, service->outcome_count, &rules,
                          (struct due_reach){until_s, max}, service->due);
    return error;
}

static enum error settle_all(struct service *service, struct store *store,
                             const struct reminder *reminder, int64_t step, int64_t until_s,
                             size_t *ret_count)
{
    enum error error = list_due(service, store, reminder, until_s, DUE_MAX, ret_count);
    for (size_t i = 0; error == E_OK && i < *ret_count; i++) {
        error = settle(service, store, reminder, step, &service->due[i]);
    }
    return error;
}

enum error reminders_settle(struct service *service, struct store *store,
                            const struct reminder *reminder, int64_t until_s)
{
    size_t count = 0;
    return settle_all(service, store, reminder, 0, until_s, &count);
}

static enum error done(struct service *service, struct store *store,
                       const struct reminder *reminder, int64_t step)
{
    size_t count = 0;
    enum error error =
        settle_all(service, store, reminder, step, service_now_s(service) + DUE_SETTLE_S, &count);
    return error == E_OK && count == 0 ? E_SETTLED : error;
}

/* The latest of several that are due is moved and the others settled: it comes again once. */
static enum error snooze(struct service *service, struct store *store,
                         const struct reminder *reminder, int64_t step, int64_t until_s)
{
    size_t count = 0;
    enum error error = list_due(service, store, reminder, service_now_s(service), DUE_MAX, &count);
    if (error == E_OK && count == 0) {
        error = list_due(service, store, reminder, REMIND_NEVER, 1, &count);
    }
    if (error != E_OK || count == 0) {
        return error != E_OK ? error : E_SETTLED;
    }
    for (size_t i = 0; error == E_OK && i + 1 < count; i++) {
        error = settle(service, store, reminder, step, &service->due[i]);
    }
    struct outcome was = {.number = 0};
    if (error == E_OK) {
        error = store_find_outcome(store, reminder->id, service->due[count - 1].number, &was);
    }
    struct outcome outcome = was;
    outcome.due_s = service->due[count - 1].due_s;
    outcome.shown_s = 0;
    outcome.snoozed_s = until_s;
    outcome.snooze_set_s = service_now_s(service);
    return error == E_OK ? put_outcome(store, reminder, step, &was, &outcome) : error;
}

enum error reminders_end(struct service *service, struct store *store,
                         const struct reminder *reminder, int64_t step)
{
    const struct act act = {.kind = ACT_ENDED, .reminder = reminder->id};
    enum error error = store_end_reminder(store, reminder->id, service_now_s(service));
    return error == E_OK && step != 0 ? store_note_act(store, step, &act) : error;
}

static enum error pause_for(struct service *service, struct store *store, int64_t step,
                            int64_t weeks)
{
    struct pause was;
    enum error error = store_find_pause(store, &was);
    const struct pause pause = {weeks == 0 ? 0 : service_now_s(service) + weeks * WEEK_S,
                                service_now_s(service)};
    const struct act act = {.kind = ACT_PAUSED,
                            .was = {.snoozed_s = was.until_s, .snooze_set_s = was.set_s}};
    if (error == E_OK) {
        error = store_put_pause(store, &pause);
    }
    return error == E_OK ? store_note_act(store, step, &act) : error;
}

/* What changes one reminder that is there. */
static enum error change_one(struct service *service, struct store *store,
                             const struct order *order, int64_t step)
{
    const struct remind_order *remind = &order->remind;
    struct reminder reminder;
    enum error error = store_get_reminder(store, remind->reminder, &reminder);
    if (error != E_OK) {
        return error;
    }
    if (order->action == ORDER_DONE) {
        return done(service, store, &reminder, step);
    }
    if (order->action == ORDER_SNOOZE) {
        bool ahead = remind->at_s > service_now_s(service) &&
                     remind->at_s <= service_now_s(service) + SNOOZE_MAX;
        return ahead ? snooze(service, store, &reminder, step, remind->at_s) : E_TIME;
    }
    if (order->action == ORDER_END) {
        return remind_follows_standing(reminder.kind)
                   ? E_RULE
                   : reminders_end(service, store, &reminder, step);
    }
    if (remind->has_rule && remind->dry_run) {
        return reminders_try_rule(service, &reminder, remind->rule);
    }
    return remind->has_rule ? reminders_change_rule(service, store, &reminder, step, remind->rule)
                            : E_ARGS;
}

/* What a person says. */
static enum error carry_out(struct service *service, struct store *store, const struct order *order)
{
    int64_t step = 0;
    if (order->action == ORDER_UNDO) {
        return undo_step(service, store);
    }
    enum error error = store_begin_step(store, &step);
    if (error != E_OK) {
        return error;
    }
    if (order->action == ORDER_PAUSE) {
        return pause_for(service, store, step, order->remind.weeks);
    }
    return order->action == ORDER_SET && order->remind.reminder == 0
               ? reminders_set(service, store, order, step)
               : change_one(service, store, order, step);
}

/* A profile is told of its account's and the person's own; who names none, of everybody's. */
static enum error load(struct service *service, struct store *store, const struct request *request)
{
    int64_t account = STORE_ALL_ACCOUNTS;
    enum error error = E_OK;
    if (request->report.instance.len > 0) {
        error = store_find_account(store, request->report.instance, &service->account);
        account = service->account.id;
    }
    if (error == E_OK) {
        error = reminders_load(service, store, account);
    }
    return error == E_OK ? claim_find_pause(service, store, &service->paused_s) : error;
}

static enum error change(struct service *service, struct store *store,
                         const struct request *request)
{
    const struct order *order = &request->order;
    if (order->action == ORDER_CLAIM) {
        return claim_take(service, store);
    }
    enum error error = E_OK;
    if (order->action == ORDER_DELIVERED) {
        error = store_deliver(store, order->remind.lease, order->remind.carrier,
                              service_now_s(service));
    } else if (order->action == ORDER_RELEASE) {
        error = store_drop_lease(store, order->remind.lease);
    } else {
        error = carry_out(service, store, order);
    }
    return error == E_OK && !order->remind.dry_run ? load(service, store, request) : error;
}

/* Before a history is made for what it cannot hold. */
static enum error check(const struct service *service, const struct order *order)
{
    const struct remind_order *remind = &order->remind;
    if (order->action == ORDER_PAUSE && (remind->weeks < 0 || remind->weeks > WEEKS_MAX)) {
        return E_WEEKS;
    }
    bool new = order->action == ORDER_SET && remind->reminder == 0;
    return new ? reminders_check(service, order) : E_OK;
}

/* A reminder of one's own may be the first thing that is kept; all else needs a history. */
static enum error run(struct service *service, const struct request *request)
{
    const struct order *order = &request->order;
    bool makes =
        order->action == ORDER_PAUSE || (order->action == ORDER_SET && order->remind.reminder == 0);
    if (order->action == ORDER_LIST) {
        return service_read(service, request, load);
    }
    enum error error = check(service, order);
    if (error == E_OK) {
        error = service_change(service, request, makes ? STORE_WRITE : STORE_READ, change);
    }
    /* Nothing is due where there is no history. */
    return error == E_NO_ACCOUNT && order->action == ORDER_CLAIM ? E_OK : error;
}

enum error reminders_answer(struct service *service, const struct request *request,
                            struct answer *ret)
{
    enum error error = run(service, request);
    if (error != E_OK) {
        return error == E_NO_ACCOUNT ? E_UNKNOWN_ID : error;
    }
    struct phrase_context context = service_context(service, &request->report);
    bool claims = request->order.action == ORDER_CLAIM;
    claim_tell(service, &context);
    reminders_tell(service, &context);
    *ret = (struct answer){
        .setting = service->primary,
        .reminders = claims ? NULL : service->told_reminders,
        .reminder_count = service->reminder_count,
        .tells_pause = true,
        .set = service->set,
        .tells_claim = claims,
        .paused_s = service->paused_s,
        .claim = service->claim.taken ? &service->claim.told : NULL,
    };
    return E_OK;
}
