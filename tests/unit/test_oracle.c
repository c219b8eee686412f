/*
 * Random visits, each look answered by the program and by the oracle. OPTWATCH_SEED repeats a run,
 * OPTWATCH_VISITS changes its length. What differs is printed as the shortest list of looks found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "looks.h"
#include "oracle.h"

#define CORE_VISITS  100000
#define STORE_VISITS 2000

#define STEPS_MAX  64 /* looks of one history */
#define OPEN_MAX   3  /* tabs and profiles at once */
#define VISITS_MAX 32
#define PROFILES   2
#define DAY_MS     INT64_C(86400000)
#define START_MS   INT64_C(1770000000000)

enum shown { SHOWN_ON, SHOWN_OFF, SHOWN_UNCLEAR, SHOWN_LOADING };

/* One look, told so that leaving others out keeps its meaning. */
struct turn {
    int visit, profile;
    int64_t wait_ms; /* since the step before */
    enum shown shown;
    bool fresh, restored;
    enum touched touched;
    int rules;
    int64_t steady_ms;
};

/* When a visit began, and when it was first told of. */
struct start {
    int64_t began_ms, told_ms;
};

/* Answers a look; false where it tells of no standing. Separate profiles have separate standings
 * where split says so. */
struct engine {
    void (*begin)(void);
    bool (*look)(const struct turn *step, int64_t now_ms, const struct start *start,
                 struct told *ret);
    bool split, tells_cause;
};

static uint64_t chance_state;

static uint64_t chance(uint64_t below)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (chance_state >> 16) % below;
}

static bool one_in(uint64_t count)
{
    return chance(count) == 0;
}

/* core alone: one account, the looks of all its profiles. */
static struct {
    struct standing standing;
    struct visit_memory memories[VISITS_MAX];
    int writer; /* the visit that wrote the standing last */
} core;

static void core_begin(void)
{
    memset(&core, 0, sizeof core);
    core.writer = -1;
}

static bool core_look(const struct turn *step, int64_t now_ms, const struct start *start,
                      struct told *ret)
{
    const struct look look = {
        .on = step->shown == SHOWN_ON,
        .fresh = step->fresh,
        .confirmable = !step->restored,
        .touched = step->touched,
        .rules = step->rules,
        .steady_ms = step->steady_ms,
        .now_ms = now_ms,
        .began_ms = start->began_ms,
        .told_ms = start->told_ms,
    };
    if (step->shown == SHOWN_ON || step->shown == SHOWN_OFF) {
        core.standing = standing_look(&core.memories[step->visit], &core.standing,
                                      core.writer == step->visit, &look);
        core.writer = step->visit;
    }
    *ret = (struct told){standing_view(&core.standing, now_ms, STANDING_STALE_DAYS),
                         core.standing.cause, core.standing.since_ms, core.standing.last_seen_ms,
                         core.standing.confirmed_ms};
    return true;
}

/* The whole way: a report, detection, a transaction on disk, the answer. */
static char store_home[64];

static void store_begin_new(void)
{
    static const char *const names[] = {"optwatch.db", "optwatch.db-journal"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/optwatch/%s", store_home, names[i]);
        (void)unlink(path);
    }
}

static bool store_look(const struct turn *step, int64_t now_ms, const struct start *start,
                       struct told *ret)
{
    (void)start;
    const struct look_plan plan = {
        .instance = step->profile,
        .visit = step->visit,
        .on = step->shown == SHOWN_ON,
        .restored = step->restored,
        .mixed = step->shown == SHOWN_UNCLEAR,
        .empty = step->shown == SHOWN_LOADING,
        .touched = step->touched,
        .same_document = !step->fresh,
        .steady_ms = step->steady_ms,
    };
    looks.now_ms = now_ms - LOOKS_STEP_MS;
    looks_answer(&plan);
    assert_true(looks.answer.recorded);
    const struct told_standing *told = looks_told();
    *ret = (struct told){told->state, CAUSE_NONE, told->since_s * 1000, told->last_seen_s * 1000,
                         told->confirmed_s * 1000};
    return true;
}

static const struct engine core_engine = {core_begin, core_look, false, true};
static const struct engine store_engine = {store_begin_new, store_look, true, false};

/* What the oracle knows of one account. */
struct account_seen {
    struct seen looks[STEPS_MAX];
    struct told told[STEPS_MAX];
    size_t count;
};

static struct told ask_oracle(struct account_seen *seen, const struct turn *step, int64_t now_ms,
                              const struct start *start)
{
    if (step->shown == SHOWN_ON || step->shown == SHOWN_OFF) {
        seen->looks[seen->count++] = (struct seen){
            step->visit, step->shown == SHOWN_ON, step->fresh, step->restored,  step->touched,
            step->rules, step->steady_ms,         now_ms,      start->began_ms, start->told_ms};
        seen->told[seen->count - 1] = oracle_tell(seen->looks, seen->told, seen->count);
    }
    struct told told = {.state = STANDING_UNKNOWN};
    if (seen->count > 0) {
        told = seen->told[seen->count - 1];
    }
    /* "a view of off_confirmed whose last confirming look is 90 days old" */
    if (told.state == STANDING_OFF_CONFIRMED && now_ms - told.confirmed_ms >= 90 * DAY_MS) {
        told.state = STANDING_STALE;
    }
    return told;
}

static bool agree(const struct told *a, const struct told *b, bool cause)
{
    return a->state == b->state && (!cause || a->cause == b->cause) && a->since_ms == b->since_ms &&
           a->last_seen_ms == b->last_seen_ms && a->confirmed_ms == b->confirmed_ms;
}

static int64_t waited_ms(const struct turn *step)
{
    return step->steady_ms + 500;
}

/* Plays a history; the index of the first step where the two differ, or count. */
static size_t play(const struct engine *engine, const struct turn *steps, size_t count,
                   struct told *ret_program, struct told *ret_oracle)
{
    static struct account_seen seen[PROFILES];
    struct start starts[VISITS_MAX] = {{0, 0}};
    int64_t now_ms = START_MS;
    seen[0].count = seen[1].count = 0;
    engine->begin();
    for (size_t i = 0; i < count; i++) {
        const struct turn *step = &steps[i];
        now_ms += step->wait_ms;
        struct start *start = &starts[step->visit];
        if (start->told_ms == 0) {
            *start = (struct start){now_ms - waited_ms(step), now_ms};
        }
        /* The page counts for itself: no visit is younger than that. */
        if (start->began_ms > now_ms - waited_ms(step)) {
            start->began_ms = now_ms - waited_ms(step);
        }
        struct account_seen *account = &seen[engine->split ? step->profile : 0];
        *ret_oracle = ask_oracle(account, step, now_ms, start);
        if (engine->look(step, now_ms, start, ret_program) &&
            !agree(ret_program, ret_oracle, engine->tells_cause)) {
            return i;
        }
    }
    return count;
}

/* Leaves out whatever is not needed for a difference. */
static size_t shrink(const struct engine *engine, struct turn *steps, size_t count)
{
    struct told program;
    struct told oracle;
    struct turn tried[STEPS_MAX];
    for (size_t i = 0; i < count;) {
        memcpy(tried, steps, i * sizeof *steps);
        memcpy(tried + i, steps + i + 1, (count - i - 1) * sizeof *steps);
        size_t at = play(engine, tried, count - 1, &program, &oracle);
        if (at < count - 1) {
            count = at + 1;
            memcpy(steps, tried, count * sizeof *steps);
            i = 0;
        } else {
            i++;
        }
    }
    return count;
}

static void print_told(const char *who, const struct told *told)
{
    print_error("  %s: %s, cause %d, since %" PRId64 ", seen %" PRId64 ", confirmed %" PRId64 "\n",
                who, standing_name(told->state), (int)told->cause, told->since_ms - START_MS,
                told->last_seen_ms - START_MS,
                told->confirmed_ms ? told->confirmed_ms - START_MS : 0);
}

static void report_difference(const struct engine *engine, struct turn *steps, size_t count)
{
    static const char *const shown[] = {"on", "off", "unclear", "loading"};
    static const char *const touched[] = {"untouched", "touched", "touch unknown"};
    struct told program;
    struct told oracle;
    int64_t now_ms = 0;
    count = shrink(engine, steps, count);
    (void)play(engine, steps, count, &program, &oracle);
    for (size_t i = 0; i < count; i++) {
        now_ms += steps[i].wait_ms;
        print_error("  at %" PRId64 " visit %d of profile %d: %s, %s, %s, steady %d%s, rules %d\n",
                    now_ms, steps[i].visit, steps[i].profile, shown[steps[i].shown],
                    touched[steps[i].touched], steps[i].fresh ? "fresh" : "not fresh",
                    (int)steps[i].steady_ms, steps[i].restored ? ", restored" : "", steps[i].rules);
    }
    print_told("the program", &program);
    print_told("the oracle", &oracle);
    fail_msg("the standing differs from the oracle's");
}

/* Mostly seconds, as people click; at times days, as they come back. */
static int64_t make_wait(void)
{
    switch (chance(12)) {
    case 0:
        return (int64_t)chance(120) * DAY_MS;
    case 1:
        return 90 * DAY_MS;
    case 2:
        return 0;
    default:
        return (int64_t)chance(9) * 1000;
    }
}

static struct turn open_visit(int visit, int rules)
{
    return (struct turn){.visit = visit,
                         .profile = (int)chance(PROFILES),
                         .fresh = !one_in(4),
                         .restored = one_in(6),
                         .touched = one_in(8) ? TOUCHED_UNKNOWN : TOUCHED_NO,
                         .rules = rules};
}

/* A history of looks in up to OPEN_MAX documents at once; the number of its visits. */
static int make_history(struct turn *steps, bool new_rules)
{
    struct turn open[OPEN_MAX];
    int visits = 0;
    int rules = 1;
    bool on = !one_in(3);
    for (int i = 0; i < OPEN_MAX; i++) {
        open[i] = open_visit(visits++, rules);
    }
    for (int i = 0; i < STEPS_MAX; i++) {
        struct turn *tab = &open[one_in(3) ? chance(OPEN_MAX) : 0];
        if (one_in(3) && visits < VISITS_MAX) {
            *tab = open_visit(visits++, rules);
        }
        if (tab->touched == TOUCHED_NO && one_in(7)) {
            tab->touched = TOUCHED_YES;
        }
        rules += new_rules && one_in(25);
        on = one_in(6) ? !on : on;
        tab->rules = rules;
        tab->wait_ms = make_wait();
        tab->steady_ms = one_in(2) ? 5000 : 1500;
        tab->shown = one_in(9)    ? SHOWN_UNCLEAR
                     : one_in(9)  ? SHOWN_LOADING
                     : one_in(10) ? (on ? SHOWN_OFF : SHOWN_ON)
                                  : (on ? SHOWN_ON : SHOWN_OFF);
        steps[i] = *tab;
    }
    return visits;
}

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

static void compare(const struct engine *engine, const char *name, int64_t visits)
{
    struct turn steps[STEPS_MAX];
    struct told program;
    struct told oracle;
    uint64_t seed = from_environment("OPTWATCH_SEED", (uint64_t)time(NULL));
    chance_state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    print_message("%s: seed %" PRIu64 ", %" PRId64 " visits\n", name, seed, visits);
    for (int64_t done = 0; done < visits;) {
        done += make_history(steps, !engine->split);
        size_t at = play(engine, steps, STEPS_MAX, &program, &oracle);
        if (at < STEPS_MAX) {
            report_difference(engine, steps, at + 1);
        }
    }
}

static void agrees_with_standings(void **state)
{
    (void)state;
    compare(&core_engine, "core", (int64_t)from_environment("OPTWATCH_VISITS", CORE_VISITS));
}

static void agrees_with_what_is_stored(void **state)
{
    (void)state;
    /* In memory where that can be: this is of what is told, not of what a disk keeps. */
    snprintf(store_home, sizeof store_home, "%s/optwatch-oracle-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(store_home));
    assert_int_equal(setenv("XDG_DATA_HOME", store_home, 1), 0);
    compare(&store_engine, "store", STORE_VISITS);
    store_begin_new();
    char path[128];
    snprintf(path, sizeof path, "%s/optwatch", store_home);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(store_home), 0);
}

/*
 * A page that was open before the off was confirmed elsewhere, and still shows on, is old: the
 * setting was not off_confirmed before that visit.
 */
static void an_old_tab_raises_no_alarm(void **state)
{
    (void)state;
    const struct turn steps[] = {
        {.visit = 0, .wait_ms = 10000, .shown = SHOWN_LOADING, .fresh = true, .steady_ms = 0},
        {.visit = 1, .wait_ms = 60000, .shown = SHOWN_OFF, .fresh = true, .steady_ms = 5000},
        {.visit = 0, .wait_ms = 60000, .shown = SHOWN_ON, .fresh = true, .steady_ms = 1500},
    };
    struct told program;
    struct told oracle;
    assert_int_equal(play(&core_engine, steps, 3, &program, &oracle), 3);
    assert_int_equal(program.state, STANDING_ON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_standings),
        cmocka_unit_test(an_old_tab_raises_no_alarm),
        LOOKS_TEST(agrees_with_what_is_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
