#include "service/shown.h"

#include "service/accounts.h"
#include "system/store_shown.h"

static enum error note(struct service *service, struct store *store, const struct request *request)
{
    const struct order *order = &request->order;
    enum error error = accounts_find(service, store, request);
    return error == E_OK ? store_put_shown(store, service->account.id, warn_family_of(order->warn),
                                           order->visit, service->now_ms)
                         : error;
}

enum error shown_answer(struct service *service, const struct request *request, struct answer *ret)
{
    enum error error = service_change(service, request, STORE_READ, note);
    ret->shown = error == E_OK;
    return error;
}
