#include <stdlib.h>
#include <string.h>

#include "../unit/looks.h"
#include "world.h"

#define LEASE_S 120
/* So many in a race end by a kill at each of their steps, and so many are slow. */
#define KILLED_ONE_IN 25
#define SLOW_ONE_IN   20

static enum error tell(struct world *world, struct carrier *carrier, enum order_action action)
{
    const struct order order = {
        .action = action,
        .remind = {.lease = view_of(carrier->lease), .carrier = view_of("sim")},
    };
    return world_order(world, COMMAND_REMIND, &order);
}

static int compare(const void *a, const void *b)
{
    const struct held *one = a;
    const struct held *other = b;
    if (one->due_s != other->due_s) {
        return one->due_s < other->due_s ? -1 : 1;
    }
    return one->reminder < other->reminder ? -1 : one->reminder > other->reminder;
}

/* What the model says a claim has to take, in the order of a claim. */
static size_t expect(struct world *world, struct held *ret)
{
    static struct model_due due[MODEL_DUE_MAX];
    size_t count = model_claim(&world->model, world_now(world), true, due, MODEL_DUE_MAX);
    for (size_t i = 0; i < count; i++) {
        ret[i] = (struct held){world->model.reminders[due[i].at].id, due[i].due_s, due[i].number};
    }
    qsort(ret, count, sizeof *ret, compare);
    return count;
}

/* Why something was taken that should not have been. */
static enum violation why_taken(struct world *world, const struct told_instance *taken)
{
    struct model_reminder *reminder = model_find(&world->model, taken->reminder);
    int64_t now_s = world_now(world);
    if (model_is_quiet(&world->model, now_s)) {
        return VIOLATION_QUIET;
    }
    for (int i = 0; reminder && i < reminder->touched; i++) {
        bool same = model_time(&world->model, reminder, i, now_s) == taken->due_s ||
                    reminder->instances[i].moved_s == taken->due_s;
        if (same && model_is_shown(&world->model, reminder, i, now_s)) {
            return VIOLATION_TWICE;
        }
    }
    return VIOLATION_EARLY;
}

/* Both lists are in the same order; what is on one side only is a fault. */
static void check_taken(struct world *world, const struct held *expected, size_t count,
                        const struct told_claim *claim)
{
    size_t taken = claim ? claim->instance_count : 0;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        while (at < taken &&
               compare(&(struct held){claim->instances[at].reminder, claim->instances[at].due_s, 0},
                       &expected[i]) < 0) {
            world_blame(world, why_taken(world, &claim->instances[at]), "taken",
                        claim->instances[at].reminder, claim->instances[at].due_s);
            at++;
        }
        bool there = at < taken && claim->instances[at].reminder == expected[i].reminder &&
                     claim->instances[at].due_s == expected[i].due_s;
        if (!there) {
            world_blame(world, taken > 0 ? VIOLATION_SPLIT : VIOLATION_LOST, "not taken",
                        expected[i].reminder, expected[i].due_s);
        }
        at += there;
    }
    for (; at < taken; at++) {
        world_blame(world, why_taken(world, &claim->instances[at]), "taken",
                    claim->instances[at].reminder, claim->instances[at].due_s);
    }
}

static struct model_instance *instance_of(struct world *world, const struct held *held)
{
    struct model_reminder *reminder = model_find(&world->model, held->reminder);
    if (!reminder) {
        return NULL;
    }
    if (reminder->touched <= held->number) {
        reminder->touched = held->number + 1;
    }
    return &reminder->instances[held->number];
}

static void claim(struct world *world, struct carrier *carrier)
{
    const struct order order = {.action = ORDER_CLAIM};
    carrier->count = expect(world, carrier->held);
    world->tally.claims++;
    if (world_order(world, COMMAND_REMIND, &order) != E_OK) {
        world_blame(world, VIOLATION_ANSWER, "a claim fails", 0, 0);
        return;
    }
    const struct told_claim *told = looks.answer.claim;
    check_taken(world, carrier->held, carrier->count, told);
    if (!told || carrier->count == 0) {
        return;
    }
    carrier->phase = PHASE_TAKEN;
    carrier->ticket = ++world->tickets;
    carrier->at_s = world_now(world);
    carrier->true_s = world->true_s;
    memcpy(carrier->lease, told->lease, sizeof carrier->lease);
    for (size_t i = 0; i < carrier->count; i++) {
        struct model_instance *instance = instance_of(world, &carrier->held[i]);
        instance->ticket = carrier->ticket;
        instance->leased_s = carrier->at_s;
        instance->told_due_s = carrier->held[i].due_s;
    }
}

/* A carrier that finds its time over, by either clock, shows nothing. */
static bool may_show(const struct world *world, const struct carrier *carrier)
{
    int64_t since_s = world_now(world) - carrier->at_s;
    return since_s >= 0 && since_s < LEASE_S && world->true_s - carrier->true_s < LEASE_S;
}

/* What one notification speaks of. */
struct spoken {
    int fresh, again, renewed;
    bool missed; /* something that was due when the machine came back */
};

static void show_one(struct world *world, const struct carrier *carrier, const struct held *held,
                     struct spoken *spoken)
{
    struct model_instance *instance = instance_of(world, held);
    struct model_reminder *reminder = model_find(&world->model, held->reminder);
    int64_t now_s = world_now(world);
    /* The person may have answered it between claim and show. */
    if (!instance || model_is_settled(&world->model, reminder, held->number, now_s) ||
        (instance->moved_s != 0 && instance->moved_set_s >= carrier->at_s &&
         instance->moved_set_s <= now_s)) {
        return;
    }
    if (model_is_shown(&world->model, reminder, held->number, now_s)) {
        world_blame(world, VIOLATION_TWICE, "shown", held->reminder, held->due_s);
    } else if (instance->unnoted > 0) {
        spoken->again++;
    } else if (instance->shown_s != 0) {
        spoken->renewed++;
    } else {
        spoken->fresh++;
        /* What was taken before the absence is of none. */
        spoken->missed = spoken->missed ||
                         (held->due_s <= world->resumed_s && carrier->at_s >= world->resumed_s);
    }
    instance->unnoted++;
}

static void show(struct world *world, struct carrier *carrier)
{
    struct spoken spoken = {.fresh = 0};
    if (!may_show(world, carrier)) {
        if (chance_one_in(&world->chance, 2)) {
            (void)!tell(world, carrier, ORDER_RELEASE);
            model_release(&world->model, carrier->ticket);
        }
        carrier->phase = PHASE_IDLE;
        return;
    }
    for (size_t i = 0; i < carrier->count; i++) {
        show_one(world, carrier, &carrier->held[i], &spoken);
    }
    world->tally.notifications++;
    world->tally.instances += spoken.fresh;
    world->tally.repeats += spoken.again;
    world->tally.renewed += spoken.renewed;
    world->resumed_shows += spoken.missed;
    if (spoken.missed && world->resumed_shows > 1) {
        world_blame(world, VIOLATION_SPLIT, "a second notification", 0, 0);
    }
    carrier->phase = PHASE_SHOWN;
}

static void note(struct world *world, struct carrier *carrier)
{
    bool known = true;
    for (size_t i = 0; i < carrier->count; i++) {
        known = known && model_find(&world->model, carrier->held[i].reminder);
    }
    enum error expected =
        model_note(&world->model, carrier->ticket, world_now(world)) ? E_OK : E_LEASE;
    enum error error = tell(world, carrier, ORDER_DELIVERED);
    if (known && error != expected) {
        world_blame(world, VIOLATION_ANSWER, "noting", carrier->held[0].reminder, (int64_t)error);
    }
    /* "Said again it is no error" */
    if (error == E_OK && chance_one_in(&world->chance, 10) &&
        tell(world, carrier, ORDER_DELIVERED) != E_OK) {
        world_blame(world, VIOLATION_ANSWER, "noting again", carrier->held[0].reminder, 0);
    }
    carrier->phase = PHASE_IDLE;
}

static void step(struct world *world, struct carrier *carrier)
{
    switch (carrier->phase) {
    case PHASE_IDLE:
        claim(world, carrier);
        break;
    case PHASE_TAKEN:
        show(world, carrier);
        break;
    case PHASE_SHOWN:
        note(world, carrier);
        break;
    }
    if (carrier->phase != PHASE_IDLE && chance_one_in(&world->chance, KILLED_ONE_IN)) {
        carrier->phase = PHASE_IDLE;
        world->tally.kills++;
    }
}

static bool is_anyone_at_it(const struct world *world)
{
    for (size_t i = 0; i < WORLD_CARRIERS; i++) {
        if (world->carriers[i].phase != PHASE_IDLE) {
            return true;
        }
    }
    return false;
}

bool carriers_have_work(struct world *world)
{
    static struct model_due due[MODEL_DUE_MAX];
    size_t count = model_claim(&world->model, world_now(world), false, due, MODEL_DUE_MAX);
    return count > 0 || is_anyone_at_it(world);
}

void carriers_race(struct world *world)
{
    /* With nothing to do one question is enough, most of the time. */
    step(world, &world->carriers[0]);
    int turns = is_anyone_at_it(world) ? 12 : (int)chance_between(&world->chance, 0, 1);
    for (int i = 0; i < turns; i++) {
        bool slow = chance_one_in(&world->chance, SLOW_ONE_IN);
        world->true_s += chance_between(&world->chance, 0, slow ? 200 : 4);
        step(world, &world->carriers[chance_between(&world->chance, 0, WORLD_CARRIERS - 1)]);
    }
}

void carriers_stop(struct world *world)
{
    for (size_t i = 0; i < WORLD_CARRIERS; i++) {
        world->tally.kills += world->carriers[i].phase != PHASE_IDLE;
        world->carriers[i].phase = PHASE_IDLE;
    }
}

void carriers_close(struct world *world)
{
    static struct held left[MODEL_DUE_MAX];
    carriers_stop(world);
    world->true_s += LEASE_S;
    claim(world, &world->carriers[0]);
    if (world->carriers[0].phase == PHASE_TAKEN) {
        show(world, &world->carriers[0]);
        note(world, &world->carriers[0]);
    }
    size_t count = expect(world, left);
    for (size_t i = 0; i < count; i++) {
        world_blame(world, VIOLATION_LOST, "never shown", left[i].reminder, left[i].due_s);
    }
}
