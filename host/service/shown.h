/*
 * shown: a browser showed a warning: it is not shown again too soon, by it or by another.
 *
 * In      the command shown
 * Out     whether it was noted
 * Units   milliseconds UTC
 * Limits  those of core/warn.h
 * Errors  accounts_find's, E_UNKNOWN_ID for a visit that is not there, the store's
 * Source  host/README.md, "The warning"
 */
#ifndef OPTWATCH_SERVICE_SHOWN_H
#define OPTWATCH_SERVICE_SHOWN_H

#include "service/service.h"

enum error shown_answer(struct service *service, const struct request *request,
                        struct answer *ret) MUST_CHECK;

#endif
