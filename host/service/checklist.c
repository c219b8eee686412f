#include "service/checklist.h"

#include <stdio.h>

#include "core/exits.h"
#include "service/accounts.h"
#include "service/record.h"
#include "service/reminders.h"

#define SUBJECT_MAX 128

/* An objection's answer: monthly from the day it was sent, three times. */
static enum error begin_answer(struct service *service, struct store *store)
{
    struct reminder reminder = {
        .account = service->account.id,
        .setting = service->primary,
        .kind = REMIND_OBJECTION,
        .rule = RULE_MONTHLY,
        .anchor_s = service_now_s(service),
    };
    return reminders_add(service, store, &reminder);
}

static enum error end_answer(struct service *service, struct store *store)
{
    size_t count = 0;
    enum error error = store_list_reminders(store, service->account.id, service->reminders,
                                            SERVICE_REMINDERS_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        const struct reminder *reminder = &service->reminders[i];
        if (reminder->kind == REMIND_OBJECTION && reminder->account == service->account.id) {
            error = store_end_reminder(store, reminder->id, service_now_s(service));
        }
    }
    return error;
}

static enum error add_note(struct service *service, struct store *store, const struct exit *exit,
                           struct view note)
{
    char subject[SUBJECT_MAX];
    snprintf(subject, sizeof subject, "exit.%s", exit->id);
    return note.len > 0
               ? store_add_note(store, service->account.id, view_of(subject), note, service->now_ms)
               : E_OK;
}

static enum error tick(struct service *service, struct store *store, const struct exit *exit,
                       struct view note)
{
    bool new = false;
    enum error error = store_add_tick(store, service->account.id, exit, service->now_ms, &new);
    if (error == E_OK && new && exit->awaits_answer) {
        error = begin_answer(service, store);
    }
    return error == E_OK ? add_note(service, store, exit, note) : error;
}

static enum error untick(struct service *service, struct store *store, const struct exit *exit)
{
    enum error error = store_drop_tick(store, service->account.id, exit);
    return error == E_OK && exit->awaits_answer ? end_answer(service, store) : error;
}

static enum error change(struct service *service, struct store *store,
                         const struct request *request)
{
    const struct order *order = &request->order;
    const struct exit *exit = exits_find(service->primary, order->name);
    enum error error = accounts_find(service, store, request);
    if (error == E_OK) {
        error = record_load(service, store);
    }
    if (error == E_OK && order->action == ORDER_DONE && !exits_may_tick(exit, service->standings)) {
        error = E_CHECKED;
    }
    if (error == E_OK) {
        error = order->action == ORDER_DONE ? tick(service, store, exit, order->note)
                                            : untick(service, store, exit);
    }
    return error == E_OK ? store_list_ticks(store, service->account.id, service->primary,
                                            service->ticks, GUIDE_EXITS_MAX, &service->tick_count)
                         : error;
}

/* What can be told wrong without a look at the history. */
static enum error check(const struct service *service, const struct order *order)
{
    if (!exits_find(service->primary, order->name)) {
        return E_UNKNOWN_EXIT;
    }
    return order->note.len > ORDER_NOTE_MAX || !text_is_valid(order->note) ? E_NOTE : E_OK;
}

static enum error carry_out(struct service *service, const struct request *request)
{
    if (request->order.action == ORDER_LIST) {
        return service_read(service, request, service_load);
    }
    enum error error = check(service, &request->order);
    return error == E_OK ? service_change(service, request, STORE_READ, change) : error;
}

enum error checklist_answer(struct service *service, const struct request *request,
                            struct answer *ret)
{
    enum error error = carry_out(service, request);
    if (error != E_OK) {
        return error;
    }
    struct phrase_context context = service_context(service, &request->report);
    struct knowledge knowledge = service_knowledge(service);
    service->guide = (struct guide){.exit_count = 0};
    exits_make(&context, &knowledge, &service->guide);
    ret->checklist = &service->guide;
    return E_OK;
}
