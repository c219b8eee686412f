#include "service/accounts.h"

#include <string.h>

#include "service/record.h"

#define S_PER_MS 1000

static enum error load_profiles(struct service *service, struct store *store)
{
    struct profile profiles[SERVICE_PROFILES_MAX];
    size_t count = 0;
    enum error error = store_list_profiles(store, profiles, SERVICE_PROFILES_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        service->profiles[i] = (struct told_profile){
            profiles[i].family, profiles[i].first_ms / S_PER_MS, profiles[i].last_ms / S_PER_MS};
        for (size_t j = 0; j < service->account_count; j++) {
            struct told_account *account = &service->accounts[j];
            if (account->id == profiles[i].account) {
                /* Listed by account: an account's profiles stand side by side. */
                account->profiles =
                    account->profile_count ? account->profiles : &service->profiles[i];
                account->profile_count++;
            }
        }
    }
    return error;
}

static enum error tell_account(struct service *service, struct store *store,
                               const struct account *account)
{
    struct kept_standing kept = {.visit = ""};
    char *name = service->names[service->account_count];
    int stale = (int)preference_number(&service->preferences, PREFERENCE_STALE_DAYS);
    enum error error = store_find_standing(store, account->id, service->primary, &kept);
    memcpy(name, account->name, STORE_NAME_MAX + 1);
    service->accounts[service->account_count++] = (struct told_account){
        .id = account->id,
        .name = name,
        .intent = account->intent,
        .state = standing_view(&kept.standing, service->now_ms, stale),
    };
    return error;
}

/* By insertion: there are few, and those that stand alike keep the order of their age. */
static void sort_worst_first(struct told_account *accounts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct told_account one = accounts[i];
        size_t at = i;
        while (at > 0 && standing_rank(accounts[at - 1].state) > standing_rank(one.state)) {
            accounts[at] = accounts[at - 1];
            at--;
        }
        accounts[at] = one;
    }
}

enum error accounts_load(struct service *service, struct store *store)
{
    struct account accounts[SERVICE_ACCOUNTS_MAX];
    size_t count = 0;
    service->account_count = 0;
    enum error error = store_list_accounts(store, accounts, SERVICE_ACCOUNTS_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        error = tell_account(service, store, &accounts[i]);
    }
    if (error == E_OK) {
        error = load_profiles(service, store);
    }
    sort_worst_first(service->accounts, service->account_count);
    return error;
}

enum error accounts_find(struct service *service, struct store *store,
                         const struct request *request)
{
    struct account accounts[2];
    size_t count = 0;
    if (request->order.account != 0) {
        return store_get_account(store, request->order.account, &service->account);
    }
    if (request->report.instance.len > 0) {
        enum error error = store_find_account(store, request->report.instance, &service->account);
        return error == E_OK && service->account.id == 0 ? E_NO_ACCOUNT : error;
    }
    enum error error = store_list_accounts(store, accounts, 2, &count);
    if (error != E_OK || count != 1) {
        return error != E_OK ? error : count == 0 ? E_NO_ACCOUNT : E_WHICH_ACCOUNT;
    }
    service->account = accounts[0];
    return E_OK;
}

/* The account and the other one that an order names, both there and not the same. */
static enum error find_both(struct service *service, struct store *store, const struct order *order)
{
    struct account other;
    if (order->account == 0 || order->with == 0) {
        return E_WHICH_ACCOUNT;
    }
    if (order->account == order->with) {
        return E_SAME_ACCOUNT;
    }
    enum error error = store_get_account(store, order->account, &service->account);
    return error == E_OK ? store_get_account(store, order->with, &other) : error;
}

/* Whether an older reminder of the same kind and setting stands before this one. */
static bool is_double(const struct reminder *reminders, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (reminders[i].kind == reminders[index].kind &&
            reminders[i].account == reminders[index].account &&
            reminders[i].setting == reminders[index].setting) {
            return reminders[index].kind != REMIND_CUSTOM;
        }
    }
    return false;
}

/* What the standing and the intent call for, once: the oldest stays, what is wrong ends. */
static enum error align_reminders(struct service *service, struct store *store)
{
    size_t count = 0;
    bool there = false;
    enum error error = record_load(service, store);
    enum remind_kind wanted =
        remind_kind_for(service->standings[service->primary].state, service->account.intent);
    if (error == E_OK) {
        error = store_list_reminders(store, service->account.id, service->reminders,
                                     SERVICE_REMINDERS_MAX, &count);
    }
    for (size_t i = 0; error == E_OK && i < count; i++) {
        enum remind_kind kind = service->reminders[i].kind;
        there = there || kind == wanted;
        if ((remind_follows_standing(kind) && kind != wanted) || is_double(service->reminders, i)) {
            error = store_end_reminder(store, service->reminders[i].id, service_now_s(service));
        }
    }
    return error == E_OK && !there && wanted != REMIND_NONE
               ? record_begin_reminder(service, store, wanted)
               : error;
}

static enum error join(struct service *service, struct store *store, const struct order *order)
{
    enum error error = find_both(service, store, order);
    if (error == E_OK) {
        error = store_join_accounts(store, order->account, order->with, service->now_ms);
    }
    return error == E_OK ? align_reminders(service, store) : error;
}

static enum error separate(struct service *service, struct store *store, const struct order *order)
{
    enum error error = find_both(service, store, order);
    return error == E_OK ? store_separate_accounts(store, order->account, order->with) : error;
}

static enum error rename_to(struct service *service, struct store *store, struct view name)
{
    if (name.len > STORE_NAME_MAX || !text_is_line(name)) {
        return E_NAME;
    }
    memset(service->account.name, 0, sizeof service->account.name);
    if (name.len > 0) {
        memcpy(service->account.name, name.data, name.len);
    }
    return store_put_account(store, &service->account);
}

static enum error intend(struct service *service, struct store *store, enum intent intent)
{
    service->account.intent = intent;
    enum error error = store_put_account(store, &service->account);
    return error == E_OK ? align_reminders(service, store) : error;
}

/* No visit wrote it: a look that is still to come in the visit of the alarm builds on the answer.
 */
static enum error put_mine(struct service *service, struct store *store, struct kept_standing *kept)
{
    struct kept_memory none = {.reading = 0};
    const struct kept_change change = {
        .account = service->account.id,
        .setting = service->primary,
        .visit = view_of(""),
        .from = STANDING_TURNED_BACK_ON,
        .to = kept->standing.state,
        .now_ms = service->now_ms,
    };
    memset(kept->visit, 0, sizeof kept->visit);
    enum error error = store_put_standing(store, service->account.id, service->primary, kept);
    return error == E_OK ? store_note_change(store, &change, false, &none) : error;
}

static enum error answer_mine(struct service *service, struct store *store)
{
    struct kept_standing kept = {.visit = ""};
    enum error error = store_find_standing(store, service->account.id, service->primary, &kept);
    if (error != E_OK) {
        return error;
    }
    if (standing_mine(&kept.standing)) {
        return put_mine(service, store, &kept);
    }
    /* The same answer twice is no fault. */
    bool answered = kept.standing.state == STANDING_ON && kept.standing.cause == CAUSE_OWN_HAND;
    return answered ? E_OK : E_NO_ALARM;
}

static enum error change_one(struct service *service, struct store *store,
                             const struct request *request)
{
    enum error error = accounts_find(service, store, request);
    if (error != E_OK) {
        return error;
    }
    const struct order *order = &request->order;
    if (order->action == ORDER_NAME) {
        return rename_to(service, store, order->name);
    }
    if (order->action == ORDER_INTENT) {
        return intend(service, store, order->intent);
    }
    return order->action == ORDER_MINE ? answer_mine(service, store) : E_ARGS;
}

static enum error load_all(struct service *service, struct store *store,
                           const struct request *request)
{
    (void)request;
    enum error error = accounts_load(service, store);
    return error == E_OK ? store_find_question(store, service->question.accounts) : error;
}

static enum error change(struct service *service, struct store *store,
                         const struct request *request)
{
    enum error error = request->order.action == ORDER_JOIN ? join(service, store, &request->order)
                       : request->order.action == ORDER_SEPARATE
                           ? separate(service, store, &request->order)
                           : change_one(service, store, request);
    return error == E_OK ? load_all(service, store, request) : error;
}

enum error accounts_answer(struct service *service, const struct request *request,
                           struct answer *ret)
{
    enum error error = request->order.action == ORDER_LIST
                           ? service_read(service, request, load_all)
                           : service_change(service, request, STORE_READ, change);
    if (error != E_OK) {
        return error;
    }
    struct phrase_context context = service_context(service, &request->report);
    service->question.text = phrase_make(&context, TEXT_QUESTION_ACCOUNTS);
    ret->accounts = service->accounts;
    ret->account_count = service->account_count;
    ret->question = &service->question;
    return E_OK;
}
