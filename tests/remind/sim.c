/*
 * Ten years of reminders on one machine, in zones whose rules change meanwhile: suspended for
 * minutes and for months, its clock set back and forward, carried about, restarted, its carriers
 * killed at any step and racing. What has to come of it is worked out by a second set of rules
 * (model.c). OPTWATCH_FULL=1 runs all years of all zones; OPTWATCH_SEED=N repeats a run, and
 * OPTWATCH_ZONE=NAME runs that zone only. A quick
 * run is a year, a third of one with sanitizers, in which a carrier asks only at one in eight of
 * the hours when nothing is due.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../unit/looks.h"
#include "../unit/support.h"
#include "world.h"
#include "zones.h"

#define MINUTE_S     60
#define HOUR_S       3600
#define DAY_S        (24 * HOUR_S)
#define BLAMES_SHOWN 5

#define FULL_DAYS 3653
#if defined __SANITIZE_ADDRESS__
#define QUICK_DAYS 122
#else
#define QUICK_DAYS 365
#endif

struct home {
    const char *zone;
    int from; /* the first of its ten years: what changes its rules lies within */
};

static const struct home homes[] = {
    {"Europe/Berlin", 2015},       {"America/New_York", 2019},  {"Asia/Kolkata", 2012},
    {"Australia/Lord_Howe", 2016}, {"America/Sao_Paulo", 2014}, {"Africa/Casablanca", 2012},
    {"Pacific/Apia", 2008},        {"Asia/Kathmandu", 2020},
};
#define HOMES (sizeof homes / sizeof homes[0])

static struct world world;

int64_t world_now(const struct world *self)
{
    return self->true_s + self->skew_s;
}

enum error world_ask(struct world *self, const struct request *request)
{
    looks.now_ms = world_now(self) * 1000;
    arena_reset(&looks.arena);
    return service_answer(&looks.service, request, looks.now_ms, &looks.answer);
}

enum error world_order(struct world *self, enum command command, const struct order *order)
{
    const struct request request = {
        .command = command, .report = {.locale = view_of("en")}, .order = *order};
    return world_ask(self, &request);
}

void world_blame(struct world *self, enum violation violation, const char *what, int64_t reminder,
                 int64_t due_s)
{
    static const char *const names[] = {"early", "twice", "split", "quiet", "lost", "answer"};
    int64_t all = 0;
    for (size_t i = 0; i < VIOLATION_COUNT; i++) {
        all += self->tally.violations[i];
    }
    self->tally.violations[violation]++;
    if (all < BLAMES_SHOWN) {
        printf("  %s, seed %" PRIu64 ": %s: %s, reminder %" PRId64 ", due %" PRId64
               ", clock %" PRId64 " (%+" PRId64 " s)\n",
               self->zone, self->seed, names[violation], what, reminder, due_s, world_now(self),
               self->skew_s);
    }
}

void world_forget_absence(struct world *self)
{
    self->resumed_s = 0;
    self->resumed_shows = 0;
}

/* During a pause the alarm comes at once, and the rest when it ends. */
static void resume(void)
{
    world.resumed_s = model_is_paused(&world.model, world_now(&world)) ? 0 : world_now(&world);
    world.resumed_shows = 0;
}

/* Mostly the night; sometimes a lid that is shut, and now and then a journey without the machine.
 */
static void sleep_perhaps(void)
{
    struct chance *chance = &world.chance;
    int hour = zones_hour(world_now(&world));
    int64_t for_s = 0;
    if ((hour >= 23 || hour < 6) && !chance_one_in(chance, 5)) {
        for_s = chance_between(chance, 5 * HOUR_S, 9 * HOUR_S);
    } else if (chance_one_in(chance, 12)) {
        for_s = chance_between(chance, MINUTE_S, 4 * HOUR_S);
    } else if (chance_one_in(chance, 400)) {
        for_s = chance_between(chance, DAY_S, 14 * DAY_S);
    } else if (chance_one_in(chance, 4000)) {
        for_s = chance_between(chance, 20 * DAY_S, 150 * DAY_S);
    }
    if (for_s > 0) {
        world.true_s += for_s;
        resume();
    }
}

static void set_clock_perhaps(void)
{
    struct chance *chance = &world.chance;
    if (world.skew_s != 0 && chance_one_in(chance, 60)) {
        world.skew_s = 0;
    } else if (chance_one_in(chance, 500)) {
        static const int64_t most_s[] = {90, HOUR_S, 40 * HOUR_S, 30 * DAY_S};
        int64_t most = most_s[chance_between(chance, 0, 3)];
        world.skew_s += chance_between(chance, -most, most);
    } else {
        return;
    }
    world_forget_absence(&world);
}

static void move_perhaps(const struct home *home)
{
    static bool away;
    struct chance *chance = &world.chance;
    if (away && chance_one_in(chance, 60)) {
        away = false;
        zones_enter(home->zone);
    } else if (chance_one_in(chance, 800)) {
        away = true;
        zones_enter(homes[chance_between(chance, 0, HOMES - 1)].zone);
    } else {
        return;
    }
    world_forget_absence(&world);
}

static void restart_perhaps(void)
{
    if (chance_one_in(&world.chance, 200)) {
        carriers_stop(&world);
        world.true_s += chance_between(&world.chance, 10, 10 * MINUTE_S);
        resume();
    }
}

/* The clock put right, no pause, noon: everybody had time, so nothing may be left. */
static void close_run(const struct home *home)
{
    zones_enter(home->zone);
    world.skew_s = 0;
    world.model.pause_until_s = 0;
    const struct order go_on = {.action = ORDER_PAUSE};
    if (world_order(&world, COMMAND_REMIND, &go_on) != E_OK) {
        world_blame(&world, VIOLATION_ANSWER, "pausing no longer", 0, 0);
    }
    world_forget_absence(&world);
    while (zones_hour(world.true_s) != 12) {
        world.true_s += HOUR_S;
    }
    carriers_close(&world);
}

static void run_home(const struct home *home, int days, bool hourly, uint64_t seed)
{
    struct tm from = {.tm_year = home->from - 1900, .tm_mday = 15};
    int64_t from_s = (int64_t)timegm(&from);
    zones_enter(home->zone);
    world = (struct world){
        .zone = home->zone, .seed = seed, .chance = {seed}, .true_s = from_s + 12 * HOUR_S};
    service_init(&looks.service, &looks.arena, zones_zone());
    person_begin(&world);
    while (world.true_s < from_s + days * (int64_t)DAY_S) {
        /* "Timer hourly", or somebody else in between. */
        world.true_s += chance_one_in(&world.chance, 4)
                            ? chance_between(&world.chance, 1, 20 * MINUTE_S)
                            : chance_between(&world.chance, 55 * MINUTE_S, 65 * MINUTE_S);
        sleep_perhaps();
        restart_perhaps();
        set_clock_perhaps();
        move_perhaps(home);
        person_act(&world);
        if (hourly || chance_one_in(&world.chance, 8) || carriers_have_work(&world)) {
            carriers_race(&world);
        }
    }
    close_run(home);
    world.tally.days = (world.true_s - from_s) / DAY_S;
}

static int64_t violations_of(const struct tally *tally)
{
    int64_t sum = 0;
    for (size_t i = 0; i < VIOLATION_COUNT; i++) {
        sum += tally->violations[i];
    }
    return sum;
}

static void print_line(const char *zone, const struct tally *tally)
{
    printf("%-20s %6" PRId64 " %8" PRId64 " %10" PRId64 " %8" PRId64 " %8" PRId64 " %8" PRId64
           " %6" PRId64 " %11" PRId64 "\n",
           zone, tally->days, tally->claims, tally->instances, tally->notifications, tally->repeats,
           tally->renewed, tally->kills, violations_of(tally));
    fflush(stdout);
}

static void add_up(struct tally *sum, const struct tally *tally)
{
    sum->days += tally->days;
    sum->claims += tally->claims;
    sum->instances += tally->instances;
    sum->notifications += tally->notifications;
    sum->repeats += tally->repeats;
    sum->renewed += tally->renewed;
    sum->kills += tally->kills;
    for (size_t i = 0; i < VIOLATION_COUNT; i++) {
        sum->violations[i] += tally->violations[i];
    }
}

static uint64_t read_seed(void)
{
    const char *text = getenv("OPTWATCH_SEED");
    return text && *text ? strtoull(text, NULL, 10) : (uint64_t)time(NULL);
}

/* OPTWATCH_ZONE names the only one, to repeat what a run has told. */
static bool is_asked(const struct home *home)
{
    const char *zone = getenv("OPTWATCH_ZONE");
    return !zone || !*zone || strcmp(zone, home->zone) == 0;
}

int main(void)
{
    struct tally sum = {0};
    const char *asked = getenv("OPTWATCH_FULL");
    bool full = asked && asked[0] == '1';
    int days = full ? FULL_DAYS : QUICK_DAYS;
    uint64_t seed = read_seed();
    printf("%d days in each of %zu zones, asking %s, OPTWATCH_SEED=%" PRIu64 "\n", days, HOMES,
           full ? "every hour" : "now and then", seed);
    printf("%-20s %6s %8s %10s %8s %8s %8s %6s %11s\n", "zone", "days", "claims", "instances",
           "notices", "repeats", "renewed", "kills", "violations");
    for (size_t i = 0; i < HOMES; i++) {
        if (!is_asked(&homes[i])) {
            continue;
        }
        if (support_make_home(NULL) != 0) {
            perror("a home of its own");
            return 1;
        }
        run_home(&homes[i], days, full, seed);
        print_line(homes[i].zone, &world.tally);
        add_up(&sum, &world.tally);
        (void)support_drop_home(NULL);
    }
    print_line("all", &sum);
    arena_finish(&looks.arena);
    /* Five reminders and more, most of them monthly: less would mean that nothing was tried. */
    int64_t least = sum.days / 15;
    if (sum.instances < least) {
        printf("only %" PRId64 " instances: at least %" PRId64 " were to be\n", sum.instances,
               least);
    }
    return violations_of(&sum) == 0 && sum.instances >= least ? 0 : 1;
}
