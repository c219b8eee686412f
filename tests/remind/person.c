#include <stdio.h>
#include <string.h>

#include "../unit/looks.h"
#include "world.h"

#define HOUR_S 3600
#define DAY_S  (24 * HOUR_S)

/* Fewer than the model holds: a standing brings one of its own. */
#define OWN_MAX 9

void person_set(struct world *world, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%d", (int)value);
    const struct order order = {.action = ORDER_SET, .name = view_of(name), .value = view_of(text)};
    if (world_order(world, COMMAND_SETTINGS, &order) != E_OK) {
        world_blame(world, VIOLATION_ANSWER, name, 0, value);
    }
    int *settings[] = {&world->model.hour, &world->model.quiet_from, &world->model.quiet_until};
    static const char *const names[] = {"hour", "quiet_from", "quiet_until"};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(names[i], name) == 0) {
            *settings[i] = (int)value;
        }
    }
}

/* The kind that goes by the standing: there is one at most. */
static size_t find_standing(const struct world *world)
{
    size_t i = 0;
    while (i < world->model.count && world->model.reminders[i].kind != REMIND_RECHECK &&
           world->model.reminders[i].kind != REMIND_OPT_OUT) {
        i++;
    }
    return i;
}

static void follow_look(struct world *world, const struct look_plan *plan)
{
    struct model *model = &world->model;
    enum remind_kind wanted = plan->on ? REMIND_OPT_OUT : REMIND_RECHECK;
    size_t at = find_standing(world);
    int64_t now_s = world_now(world);
    if (at < model->count && model->reminders[at].kind == wanted) {
        /* "recheck by a fresh untouched on or off; opt_out by an off" */
        if (wanted == REMIND_RECHECK) {
            (void)model_done(model, at, now_s);
        }
    } else {
        /* "A change of standing ends the old kind and begins the other." */
        if (at < model->count) {
            model_end(model, at);
        }
        int64_t id = 0;
        enum remind_rule rule = RULE_DECAYING;
        for (size_t i = 0; i < looks.answer.reminder_count; i++) {
            if (looks.answer.reminders[i].kind == wanted) {
                id = looks.answer.reminders[i].id;
                rule = looks.answer.reminders[i].rule;
            }
        }
        model_begin(model, model_add(model, id, wanted, rule, now_s), now_s);
    }
    /* What the standing is, is not what is tried here. */
    at = find_standing(world);
    model->reminders[at].alarm = looks_told()->state == STANDING_TURNED_BACK_ON;
}

static void look(struct world *world, bool on)
{
    const struct look_plan plan = {.on = on, .visit = ++world->visits, .steady_ms = 5000};
    const struct request request = {.command = COMMAND_REPORT, .report = looks_report(&plan)};
    if (world_ask(world, &request) != E_OK || !looks.answer.recorded) {
        world_blame(world, VIOLATION_ANSWER, "a look", 0, 0);
        return;
    }
    follow_look(world, &plan);
}

static void add(struct world *world)
{
    struct chance *chance = &world->chance;
    static const enum remind_rule rules[] = {RULE_ONCE, RULE_DECAYING, RULE_MONTHLY, RULE_MONTHLY,
                                             RULE_QUARTERLY};
    bool objection = chance_one_in(chance, 6);
    int64_t now_s = world_now(world);
    struct order order = {.action = ORDER_SET, .name = view_of("sim")};
    order.remind.has_rule = true;
    order.remind.kind = objection ? REMIND_OBJECTION : REMIND_CUSTOM;
    order.remind.rule = objection ? RULE_MONTHLY : rules[chance_between(chance, 0, 4)];
    order.remind.at_s = now_s + chance_between(chance, HOUR_S, 90 * DAY_S);
    if (objection) {
        order.remind.at_s = now_s - chance_between(chance, 0, 80 * DAY_S);
    } else if (order.remind.rule != RULE_ONCE && chance_one_in(chance, 3)) {
        order.remind.at_s = now_s - chance_between(chance, 0, 90 * DAY_S);
    }
    if (world_order(world, COMMAND_REMIND, &order) != E_OK || looks.answer.set == 0) {
        world_blame(world, VIOLATION_ANSWER, "setting", 0, 0);
        return;
    }
    struct model *model = &world->model;
    model_begin(
        model,
        model_add(model, looks.answer.set, order.remind.kind, order.remind.rule, order.remind.at_s),
        now_s);
}

static void end(struct world *world, size_t at)
{
    const struct model_reminder *reminder = &world->model.reminders[at];
    struct order order = {.action = ORDER_END};
    order.remind.reminder = reminder->id;
    bool by_standing = reminder->kind == REMIND_RECHECK || reminder->kind == REMIND_OPT_OUT;
    enum error error = world_order(world, COMMAND_REMIND, &order);
    if (error != (by_standing ? E_RULE : E_OK)) {
        world_blame(world, VIOLATION_ANSWER, "ending", order.remind.reminder, (int64_t)error);
    }
    if (!by_standing) {
        model_end(&world->model, at);
    }
}

/* Everything is again as it was, but for the leases of what was touched. */
static void undo(struct world *world, size_t at, const struct model_reminder *before)
{
    const struct order order = {.action = ORDER_UNDO};
    struct model_reminder *reminder = &world->model.reminders[at];
    world->true_s += chance_between(&world->chance, 0, 20);
    if (world_order(world, COMMAND_REMIND, &order) != E_OK) {
        world_blame(world, VIOLATION_ANSWER, "undoing", reminder->id, 0);
    }
    for (int i = 0; i < reminder->touched; i++) {
        struct model_instance was = before->instances[i];
        if (reminder->instances[i].ticket == 0) {
            was.ticket = 0;
            was.leased_s = 0;
        }
        reminder->instances[i] = was;
    }
}

static void answer(struct world *world, size_t at)
{
    static struct model_reminder before;
    struct chance *chance = &world->chance;
    struct order order = {.action = chance_one_in(chance, 2) ? ORDER_DONE : ORDER_SNOOZE};
    int64_t now_s = world_now(world);
    before = world->model.reminders[at];
    order.remind.reminder = before.id;
    order.remind.at_s =
        now_s + (chance_one_in(chance, 2) ? chance_between(chance, 60, DAY_S)
                                          : chance_between(chance, DAY_S, 30 * DAY_S));
    bool any = order.action == ORDER_DONE
                   ? model_done(&world->model, at, now_s)
                   : model_snooze(&world->model, at, now_s, order.remind.at_s);
    enum error error = world_order(world, COMMAND_REMIND, &order);
    if (error != (any ? E_OK : E_SETTLED)) {
        world_blame(world, VIOLATION_ANSWER, "answering", before.id, (int64_t)error);
    }
    if (any && error == E_OK && chance_one_in(chance, 5)) {
        undo(world, at, &before);
    }
}

static void pause_for(struct world *world, int64_t weeks)
{
    struct order order = {.action = ORDER_PAUSE};
    order.remind.weeks = weeks;
    if (world_order(world, COMMAND_REMIND, &order) != E_OK) {
        world_blame(world, VIOLATION_ANSWER, "pausing", 0, weeks);
    }
    int64_t now_s = world_now(world);
    world->model.pause_until_s = weeks == 0 ? 0 : now_s + weeks * 7 * DAY_S;
    world->model.pause_set_s = now_s;
}

void person_begin(struct world *world)
{
    world->model.hour = 9;
    world->model.quiet_from = 22;
    world->model.quiet_until = 8;
    look(world, false);
    for (int i = 0; i < 5; i++) {
        add(world);
    }
}

static void change_hours(struct world *world)
{
    struct chance *chance = &world->chance;
    if (chance_one_in(chance, 2)) {
        /* The small hours are those that clock changes leave out, or double. */
        person_set(world, "hour", chance_between(chance, 0, chance_one_in(chance, 2) ? 3 : 23));
        return;
    }
    person_set(world, "quiet_from", chance_between(chance, 20, 23));
    person_set(world, "quiet_until", chance_between(chance, 0, 9));
}

void person_act(struct world *world)
{
    struct chance *chance = &world->chance;
    if (!chance_one_in(chance, 30)) {
        return;
    }
    int64_t what = chance_between(chance, 1, 100);
    size_t at = (size_t)chance_between(chance, 0, (int64_t)world->model.count - 1);
    world_forget_absence(world);
    if (what <= 60) {
        answer(world, at);
    } else if (what <= 75) {
        look(world, chance_one_in(chance, 4));
    } else if (what <= 88 && world->model.count < OWN_MAX) {
        add(world);
    } else if (what <= 92) {
        end(world, at);
    } else if (what <= 95) {
        change_hours(world);
    } else {
        pause_for(world, chance_between(chance, 0, 3));
    }
}
