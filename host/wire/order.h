/*
 * order: what the person tells Optwatch of accounts, settings, exits and reminders.
 *
 * In      the args of accounts, settings, exit, remind and shown
 * Out     struct order; each action takes its own keys only
 * Units   ids are the history's; times are seconds UTC
 * Limits  ORDER_*_MAX bytes at the wire; what a value may be is the service's to check
 * Errors  E_ARGS, E_LIMIT
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_ORDER_H
#define OPTWATCH_WIRE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "core/remind.h"
#include "core/standing.h"
#include "core/warn.h"

#define ORDER_TEXT_MAX 512
#define ORDER_NOTE_MAX 4096

/* What to do; which ones a command takes is in order.c. */
enum order_action {
    ORDER_LIST,
    ORDER_JOIN,
    ORDER_NAME,
    ORDER_INTENT,
    ORDER_SEPARATE,
    ORDER_MINE,
    ORDER_SET,
    ORDER_DONE,
    ORDER_UNDO,
    ORDER_SNOOZE,
    ORDER_PAUSE,
    ORDER_END,
    ORDER_CLAIM,
    ORDER_DELIVERED,
    ORDER_RELEASE
};

/* Of the command remind. */
struct remind_order {
    int64_t reminder; /* 0 = a new one */
    enum remind_kind kind;
    enum remind_rule rule;
    bool has_rule;
    bool dry_run; /* tells what would be set, and sets nothing */
    int64_t at_s; /* of a new one its anchor, of a snooze its end; 0 = not given */
    int64_t weeks;
    struct view lease;
    struct view carrier;
};

/* {0} asks for a list. */
struct order {
    enum order_action action;
    int64_t account;   /* 0 = not named */
    int64_t with;      /* the other account, of join and separate */
    struct view name;  /* of an account, a preference or an exit */
    struct view value; /* of a preference */
    struct view note;  /* on an exit that is done; empty = none */
    enum intent intent;
    struct remind_order remind; /* its name is order.name */
    enum warn_id warn;          /* of the command shown */
    struct view visit;          /* where it was shown; empty = not named */
};

/* The intent of a name such as "want_off"; false if there is none. */
bool order_find_intent(struct view name, enum intent *ret);

#endif
