/*
 * looks: made-up looks at LinkedIn's pages, answered by the service at times of the test's own.
 */
#ifndef OPTWATCH_TESTS_LOOKS_H
#define OPTWATCH_TESTS_LOOKS_H

#include <stdbool.h>
#include <stdint.h>

#include "catalogue/catalogue.h"
#include "service/service.h"

/* Each look is a minute later than the one before. */
#define LOOKS_STEP_MS 60000

/* {0} is a first, untouched look at a fresh page of the setting that matters, switched off. */
struct look_plan {
    int instance, visit; /* which profile, and which of its visits */
    int other;           /* another setting's page; 0 = the one that matters */
    bool on;
    bool restored;       /* the switch was on when the page was made */
    bool mixed;          /* aria-checked says mixed */
    bool truncated;      /* something was left out */
    bool empty;          /* no control at all */
    bool unkeyed;        /* the switch bears no key, and no name that is known */
    bool by_row;         /* the page that lists the setting, in place of its own */
    bool wall;           /* a sign-in page, in place of the setting's */
    const char *wording; /* the switch's description */
    const char *lang;    /* NULL = en */
    enum touched touched;
    bool same_document;
    int64_t steady_ms; /* 0 = 1500 */
    int64_t waited_ms; /* 0 = half a second longer than steady */
};

struct looks {
    struct arena arena;
    struct service service;
    struct answer answer;
    struct control control;
    struct row row;
    int64_t now_ms; /* of the last answer */
    int64_t offset_s;
};

extern struct looks looks;

#define LOOKS_TEST(name) cmocka_unit_test_setup_teardown(name, looks_begin, looks_end)

int looks_begin(void **state);
int looks_end(void **state);

/* The name of a profile, valid for ever. */
struct view looks_instance(int instance);

/* The report of a plan, valid until the next. */
struct report looks_report(const struct look_plan *plan);

/* Answers it, a minute later than the last. */
void looks_answer(const struct look_plan *plan);

/* Answers a question without a page; instance -1 names none. */
enum error looks_ask(enum command command, int instance);

/* Answers an order; instance -1 names no profile. */
enum error looks_order(enum command command, int instance, const struct order *order);

/* The same by no profile: of accounts, of a setting's value, of an exit. */
enum error looks_accounts(struct order order);
enum error looks_set(const char *name, const char *value);
enum error looks_tick(enum order_action action, const char *exit);

/* The exit of a guide; there has to be one. */
const struct told_exit *looks_exit(const struct guide *guide, const char *id);

/* The standing that was told of the setting that matters. */
const struct told_standing *looks_told(void);

/* The reading's name in the last answer. */
const char *looks_state(void);

void looks_assert_standing(const char *name);

/* There is this reminder and no other. */
void looks_assert_reminder(enum remind_kind kind);

#endif
