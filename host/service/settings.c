#include "service/settings.h"

#include "service/reminders.h"

static enum error change(struct service *service, struct store *store,
                         const struct request *request)
{
    enum preference which = PREFERENCE_COUNT;
    enum error error = preference_find(request->order.name, &which);
    if (error == E_OK) {
        error = preference_set(&service->preferences, which, request->order.value);
    }
    if (error == E_OK) {
        error = store_put_preference(store, which, service->preferences.values[which]);
    }
    return error == E_OK && which == PREFERENCE_RULE ? reminders_follow_rule(service, store)
                                                     : error;
}

/* Before a history is made for what it cannot hold. */
static enum error check(const struct request *request)
{
    struct preferences trial;
    enum preference which = PREFERENCE_COUNT;
    enum error error = preference_find(request->order.name, &which);
    preference_init(&trial);
    return error == E_OK ? preference_set(&trial, which, request->order.value) : error;
}

/* The preferences are there already. */
static enum error load(struct service *service, struct store *store, const struct request *request)
{
    (void)service;
    (void)store;
    (void)request;
    return E_OK;
}

static enum error set(struct service *service, const struct request *request)
{
    enum error error = check(request);
    return error == E_OK ? service_change(service, request, STORE_WRITE, change) : error;
}

enum error settings_answer(struct service *service, const struct request *request,
                           struct answer *ret)
{
    enum error error = request->order.action == ORDER_SET ? set(service, request)
                                                          : service_read(service, request, load);
    if (error != E_OK) {
        return error;
    }
    struct phrase_context context = service_context(service, &request->report);
    service->settings.values = service->preferences;
    for (int i = 0; i < PREFERENCE_COUNT; i++) {
        service->settings.help[i] = phrase_make(&context, preference_rows[i].help);
    }
    ret->settings = &service->settings;
    return E_OK;
}
