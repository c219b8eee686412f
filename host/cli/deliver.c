#include "cli/remind.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desktop/notify.h"
#include "desktop/opener.h"
#include "system/clock.h"

#define S_PER_MS 1000
#define SNOOZE_S CIVIL_DAY_S

/* A claim outlives the answer that it came in. */
struct delivery {
    struct cli *cli;
    char lease[STORE_LEASE_LEN + 1];
    const char *open; /* of the catalogue, borrowed for ever */
    int64_t slower;
    int64_t reminders[DUE_MAX]; /* each once */
    size_t count;
    int64_t now_ms, since_ms; /* the run's now, and what the clock said then */
};

static void add_reminder(struct delivery *delivery, int64_t reminder)
{
    for (size_t i = 0; i < delivery->count; i++) {
        if (delivery->reminders[i] == reminder) {
            return;
        }
    }
    delivery->reminders[delivery->count++] = reminder;
}

static struct delivery *copy(struct cli *cli, const struct told_claim *claim, int64_t now_ms,
                             int64_t asked_ms)
{
    struct delivery *delivery = calloc(1, sizeof *delivery);
    if (!delivery) {
        abort();
    }
    delivery->cli = cli;
    memcpy(delivery->lease, claim->lease, strlen(claim->lease));
    delivery->open = claim->open;
    delivery->slower = claim->slower;
    for (size_t i = 0; i < claim->instance_count; i++) {
        add_reminder(delivery, claim->instances[i].reminder);
    }
    delivery->now_ms = now_ms;
    delivery->since_ms = asked_ms;
    return delivery;
}

/* By the clock on the wall: the person may have been asleep, and the machine with them. */
static int64_t later_ms(const struct delivery *delivery)
{
    return delivery->now_ms + clock_now_ms() - delivery->since_ms;
}

static enum error order(struct delivery *delivery, const struct order *order)
{
    return remind_order(delivery->cli, order, later_ms(delivery), NULL);
}

static enum error tell_lease(struct delivery *delivery, enum order_action action)
{
    return order(delivery, &(struct order){.action = action,
                                           .remind = {.lease = view_of(delivery->lease),
                                                      .carrier = view_of("desktop")}});
}

/* What was settled or ended elsewhere in the meantime needs nothing any more. */
static enum error tell_one(struct delivery *delivery, const struct remind_order *remind,
                           enum order_action action)
{
    enum error error = order(delivery, &(struct order){.action = action, .remind = *remind});
    return error == E_SETTLED || error == E_UNKNOWN_ID ? E_OK : error;
}

static enum error tell_all(struct delivery *delivery, enum order_action action)
{
    enum error first = E_OK;
    for (size_t i = 0; i < delivery->count; i++) {
        const struct remind_order remind = {
            .reminder = delivery->reminders[i],
            .at_s = action == ORDER_SNOOZE ? later_ms(delivery) / S_PER_MS + SNOOZE_S : 0,
        };
        enum error error = tell_one(delivery, &remind, action);
        first = first == E_OK ? error : first;
    }
    return first;
}

static enum error find_browser(struct kept_program *ret)
{
    struct store *store = NULL;
    *ret = (struct kept_program){.found = false};
    enum error error = store_open(STORE_READ, &store);
    if (error == E_OK && store) {
        error = store_find_program(store, ret);
    }
    store_close(store);
    return error;
}

/* False: nobody opened it, and the person is told what to do. */
static bool open_setting(const struct delivery *delivery)
{
    struct kept_program browser;
    if (find_browser(&browser) != E_OK) {
        browser = (struct kept_program){.found = false};
    }
    if (opener_open(delivery->open, &browser)) {
        return true;
    }
    fprintf(stderr, "optwatch: no browser could be started: open %s\n", delivery->open);
    return false;
}

static enum error act(struct delivery *delivery, enum notify_answer answer)
{
    switch (answer) {
    case NOTIFY_SNOOZE:
        return tell_all(delivery, ORDER_SNOOZE);
    case NOTIFY_DONE:
        return tell_all(delivery, ORDER_DONE);
    case NOTIFY_SLOWER:
        return tell_one(delivery,
                        &(struct remind_order){
                            .reminder = delivery->slower, .rule = RULE_QUARTERLY, .has_rule = true},
                        ORDER_SET);
    case NOTIFY_OPEN:
    case NOTIFY_NONE:
    case NOTIFY_LEFT:
        break;
    }
    return E_OK;
}

/* Takes notify. */
static enum error answer(struct delivery *delivery, struct notify *notify)
{
    enum notify_answer answer = notify_wait(notify, REMIND_WAIT_S);
    bool left = answer == NOTIFY_LEFT || (answer == NOTIFY_OPEN && !open_setting(delivery));
    if (left) {
        notify_retire(notify);
    } else {
        notify_destroy(notify);
    }
    return act(delivery, answer);
}

static struct notify_text make_text(const struct told_claim *claim)
{
    bool slower = claim->slower != 0;
    return (struct notify_text){
        .title = claim->title,
        .text = claim->text,
        .by_hand = claim->by_hand,
        .critical = claim->alarm,
        .buttons = {{NOTIFY_OPEN, claim->open_label},
                    {slower ? NOTIFY_SLOWER : NOTIFY_SNOOZE,
                     slower ? claim->slower_label : claim->snooze_label},
                    {NOTIFY_DONE, claim->done_label}},
        .button_count = 3,
    };
}

/* A machine that slept between the claim and here may have left it to another carrier. */
static bool is_ours(const struct delivery *delivery)
{
    int64_t held_ms = clock_now_ms() - delivery->since_ms;
    return held_ms >= 0 && held_ms < (int64_t)DUE_LEASE_S * S_PER_MS;
}

enum error deliver_desktop(struct cli *cli, const struct told_claim *claim, int64_t now_ms,
                           int64_t asked_ms)
{
    struct notify *notify = NULL;
    struct delivery *delivery = copy(cli, claim, now_ms, asked_ms);
    const struct notify_text text = make_text(claim);
    enum error error = is_ours(delivery) ? notify_show(&text, &notify) : E_LATER;
    if (error == E_OK) {
        /* One that could not be noted will be shown again, and can be answered all the same. */
        error = tell_lease(delivery, ORDER_DELIVERED);
        enum error acted = answer(delivery, notify);
        error = error == E_OK ? acted : error;
    } else {
        (void)!tell_lease(delivery, ORDER_RELEASE);
    }
    free(delivery);
    return error;
}
