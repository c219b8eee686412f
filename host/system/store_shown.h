/*
 * store_shown: when a warning was shown last, for all browsers of an account.
 *
 * In      an account and a visit
 * Out     struct warn_shown
 * Units   milliseconds UTC
 * Limits  one row of a family and account; the alarm's is kept with the visit
 * Errors  those of store.h; E_UNKNOWN_ID
 * Source  core/warn.h
 */
#ifndef OPTWATCH_SYSTEM_STORE_SHOWN_H
#define OPTWATCH_SYSTEM_STORE_SHOWN_H

#include "core/warn.h"
#include "system/store.h"

/* An empty visit, or one that is not known, has seen no alarm. */
enum error store_find_shown(struct store *store, int64_t account, struct view visit,
                            struct warn_shown *ret) MUST_CHECK;

/*
 * Inside a transaction that the caller began. The clock's word of now holds, also against a later
 * one: that was wrong. E_UNKNOWN_ID for an alarm in a visit that none of the account's profiles
 * told of.
 */
enum error store_put_shown(struct store *store, int64_t account, enum warn_family family,
                           struct view visit, int64_t now_ms) MUST_CHECK;

#endif
