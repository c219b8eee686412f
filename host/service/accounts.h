/*
 * accounts: which browser profiles are one LinkedIn account, how it is called, and what the person
 * wants for it.
 *
 * In      the command accounts
 * Out     every account with its profiles, the one that stands worst first; whether to ask
 * Units   UTC seconds
 * Limits  SERVICE_ACCOUNTS_MAX, SERVICE_PROFILES_MAX
 * Errors  E_UNKNOWN_ID, E_SAME_ACCOUNT, E_WHICH_ACCOUNT, E_NO_ACCOUNT, E_NAME, E_NO_ALARM, the
 * store's Source  host/README.md, "The wire"
 */
#ifndef OPTWATCH_SERVICE_ACCOUNTS_H
#define OPTWATCH_SERVICE_ACCOUNTS_H

#include "service/service.h"

enum error accounts_answer(struct service *service, const struct request *request,
                           struct answer *ret) MUST_CHECK;

/* Every account into service->accounts, the worst first. */
enum error accounts_load(struct service *service, struct store *store) MUST_CHECK;

/*
 * The one account that an order changes, into service->account: the one named, else the asking
 * profile's, else the only one there is.
 */
enum error accounts_find(struct service *service, struct store *store,
                         const struct request *request) MUST_CHECK;

#endif
