/*
 * settings: what the person set, told and changed.
 *
 * In      the command settings
 * Out     every preference with its value, and the table it comes from
 * Units   in the table
 * Limits  those of core/preference.h
 * Errors  E_UNKNOWN_PREFERENCE, E_VALUE, the store's
 * Source  core/preference.h
 */
#ifndef OPTWATCH_SERVICE_SETTINGS_H
#define OPTWATCH_SERVICE_SETTINGS_H

#include "service/service.h"

enum error settings_answer(struct service *service, const struct request *request,
                           struct answer *ret) MUST_CHECK;

#endif
