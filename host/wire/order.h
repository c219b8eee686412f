/*
 * order: what the person tells Optwatch of accounts, settings and exits.
 *
 * In      the args of accounts, settings and exit
 * Out     struct order; each action takes its own keys only
 * Units   ids are the history's
 * Limits  ORDER_*_MAX bytes at the wire; what a value may be is the service's to check
 * Errors  E_ARGS, E_LIMIT
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_ORDER_H
#define OPTWATCH_WIRE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "core/standing.h"

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
    ORDER_UNDO
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
};

/* The intent of a name such as "want_off"; false if there is none. */
bool order_find_intent(struct view name, enum intent *ret);

#endif
