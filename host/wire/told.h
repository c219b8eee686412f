/*
 * told: accounts, changes, settings, reminders and ways out, as the host tells them.
 *
 * In      core's values, borrowed for the call
 * Out     members of an answer (reply.c)
 * Units   times are whole seconds UTC, 0 = never
 * Limits  those of who fills it
 * Errors  none
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_TOLD_H
#define OPTWATCH_WIRE_TOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/due.h"
#include "core/page.h"
#include "core/preference.h"
#include "core/standing.h"

/* A browser profile. */
struct told_profile {
    enum family family;
    int64_t first_s, last_s;
};

struct told_account {
    int64_t id;
    const char *name; /* "" = none */
    enum intent intent;
    enum standing_state state; /* of the setting that matters: the view */
    const struct told_profile *profiles;
    size_t profile_count;
};

#define TOLD_CHANGES_MAX 5

/* A standing that became another. */
struct told_change {
    int64_t at_s;
    enum standing_state state;
    int setting;
};

/* Of whom an answer tells, and how. */
struct told_about {
    const char *language; /* the tag of the language that its sentences are in */
    const char *region;   /* where the person lives; "" = not told */
    int64_t account;      /* 0 = none */
    const char *name;     /* the account's; "" = none */
    enum intent intent;
    bool tells_sealing;                           /* whether the next is part of the answer */
    const char *sealing;                          /* store_seal_name; NULL = it cannot be told */
    struct told_change changes[TOLD_CHANGES_MAX]; /* newest first */
    size_t change_count;
};

/* Whether two accounts are one; zeros where there is nothing to ask. */
struct told_question {
    int64_t accounts[2];
    const char *text;
};

struct told_settings {
    struct preferences values;
    const char *help[PREFERENCE_COUNT];
};

struct told_reminder {
    int64_t id; /* 0 = not stored */
    int64_t account;
    enum remind_kind kind;
    enum remind_rule rule;
    int setting;
    const char *name; /* "" = none */
    struct outlook outlook;
    const char *text;
};

struct told_instance {
    int64_t reminder;
    enum remind_kind kind;
    int64_t due_s;
};

/* One notification for all that is due, and what a carrier needs to show it. */
struct told_claim {
    const char *lease;
    int64_t at_s;
    const char *title, *text;
    bool alarm;          /* critical, where a notification has an urgency */
    const char *open;    /* an address */
    int64_t slower;      /* the reminder that may come less often if the person says so; 0 = none */
    const char *by_hand; /* what to do where a notification has no buttons */
    const char *open_label, *snooze_label, *done_label, *slower_label;
    const struct told_instance *instances;
    size_t instance_count;
};

#endif
