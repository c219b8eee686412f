/*
 * checklist: the ways out, ticked by the person or checked by Optwatch.
 *
 * In      the command exit
 * Out     the exits as the guide tells them
 * Units   UTC seconds
 * Limits  GUIDE_EXITS_MAX
 * Errors  E_UNKNOWN_EXIT, E_CHECKED, E_NOTE, accounts_find's, the store's
 * Source  core/exits.h
 */
#ifndef OPTWATCH_SERVICE_CHECKLIST_H
#define OPTWATCH_SERVICE_CHECKLIST_H

#include "service/service.h"

enum error checklist_answer(struct service *service, const struct request *request,
                            struct answer *ret) MUST_CHECK;

#endif
