/*
 * world: one simulated machine: its clock and zone, three carriers, and the person who uses it. It
 * drives the real service over a real store, tells the model the same, and counts where they
 * differ.
 */
#ifndef OPTWATCH_TESTS_WORLD_H
#define OPTWATCH_TESTS_WORLD_H

#include "chance.h"
#include "model.h"
#include "system/store_reminder.h"
#include "wire/request.h"

#define WORLD_CARRIERS 3

enum violation {
    VIOLATION_EARLY,  /* taken though nothing said that it is due */
    VIOLATION_TWICE,  /* shown again after it was noted */
    VIOLATION_SPLIT,  /* a second notification for what was due at once */
    VIOLATION_QUIET,  /* in quiet hours */
    VIOLATION_LOST,   /* due, a carrier asked, and it was not taken */
    VIOLATION_ANSWER, /* the service answered otherwise than it has to */
    VIOLATION_COUNT
};

struct tally {
    int64_t days, claims, instances, notifications, kills;
    int64_t repeats; /* shown again, since a carrier was stopped between showing and noting */
    int64_t renewed; /* shown before its time by a clock far ahead, and again in its time */
    int64_t violations[VIOLATION_COUNT];
};

enum phase { PHASE_IDLE, PHASE_TAKEN, PHASE_SHOWN };

/* One instance as a carrier holds it. */
struct held {
    int64_t reminder, due_s;
    int number;
};

/* The timer's, a second browser's, the person's own call of optwatch remind. */
struct carrier {
    enum phase phase;
    int ticket;
    char lease[STORE_LEASE_LEN + 1];
    int64_t at_s;   /* by the clock */
    int64_t true_s; /* by a clock that nobody sets, and that counts suspends */
    struct held held[MODEL_DUE_MAX];
    size_t count;
};

struct world {
    const char *zone; /* of the run, for reports */
    uint64_t seed;
    struct chance chance;
    int64_t true_s, skew_s;
    struct model model;
    struct carrier carriers[WORLD_CARRIERS];
    int tickets;
    int visits;
    /* What was due when the machine came back, and how many notifications spoke of it. */
    int64_t resumed_s;
    int resumed_shows;
    struct tally tally;
};

/* What the machine's clock says. */
int64_t world_now(const struct world *world);

/* Asks the service; the answer is looks.answer. */
enum error world_ask(struct world *world, const struct request *request);
enum error world_order(struct world *world, enum command command, const struct order *order);

/* Counts it, and says where it was, the first few times. */
void world_blame(struct world *world, enum violation violation, const char *what, int64_t reminder,
                 int64_t due_s);

/* What follows is no longer one absence. */
void world_forget_absence(struct world *world);

/* carriers.c: everybody has a turn or several, in any order; some are killed, some are slow. */
void carriers_race(struct world *world);
/* Whether a carrier that asked now would find something to do. */
bool carriers_have_work(struct world *world);
/* All that run are stopped. */
void carriers_stop(struct world *world);
/* One that is neither killed nor slow; what is still due then is lost. */
void carriers_close(struct world *world);

/* person.c */
void person_begin(struct world *world);
/* Perhaps does one thing. */
void person_act(struct world *world);
void person_set(struct world *world, const char *name, int64_t value);

#endif
