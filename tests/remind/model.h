/*
 * model: the oracle. Which instances are due when, from the words of the design alone: it shares no
 * code with core. What the carriers and the person do is told to it; it never asks the store.
 */
#ifndef OPTWATCH_TESTS_MODEL_H
#define OPTWATCH_TESTS_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/remind.h"

#define MODEL_NUMBERS   512
#define MODEL_REMINDERS 16
#define MODEL_DUE_MAX   1024
#define MODEL_NEVER     INT64_MAX

struct model_instance {
    int64_t shown_s, settled_s; /* 0 = not */
    int64_t told_due_s;         /* when it was due as that was written down */
    int unnoted;                /* shown by carriers that were stopped before they noted it */
    int64_t moved_s, moved_set_s;
    int64_t leased_s;
    int ticket; /* of the carrier's claim; 0 = none */
};

struct model_reminder {
    int64_t id;
    enum remind_kind kind;
    enum remind_rule rule;
    int64_t anchor_s, after_s, noticed_s;
    bool alarm;
    int touched; /* instances from here on are as they began */
    struct model_instance instances[MODEL_NUMBERS];
    /* What was worked out for one zone, hour and anchor. */
    unsigned known_epoch;
    int known_hour, known;
    int64_t known_anchor_s;
    int64_t times[MODEL_NUMBERS];
};

struct model {
    struct model_reminder reminders[MODEL_REMINDERS];
    size_t count;
    int hour, quiet_from, quiet_until;
    int64_t pause_until_s, pause_set_s;
};

/* One instance, and where it is. */
struct model_due {
    size_t at;
    int number;
    int64_t due_s;
};

/* A reminder that has just been made; all else of it is zeros. */
struct model_reminder *model_add(struct model *model, int64_t id, enum remind_kind kind,
                                 enum remind_rule rule, int64_t anchor_s);
void model_end(struct model *model, size_t at);
struct model_reminder *model_find(struct model *model, int64_t id);

/* When an instance falls in today's zone, if nobody moved it. */
int64_t model_time(struct model *model, struct model_reminder *reminder, int number, int64_t now_s);

/* What is not settled of one reminder up to until_s, in the order of its numbers. */
size_t model_open(struct model *model, size_t at, int64_t now_s, int64_t until_s,
                  struct model_due *ret, size_t max);

bool model_is_quiet(const struct model *model, int64_t now_s);
bool model_is_paused(const struct model *model, int64_t now_s);

/*
 * All that a claim has to take now; none while another carrier's lease runs. With notes it writes
 * down what it notices of the clock, as a carrier does.
 */
size_t model_claim(struct model *model, int64_t now_s, bool notes, struct model_due *ret,
                   size_t max);

/* Whether an instance counts as shown, or settled, at this time. */
bool model_is_shown(struct model *model, struct model_reminder *reminder, int number,
                    int64_t now_s);
bool model_is_settled(struct model *model, struct model_reminder *reminder, int number,
                      int64_t now_s);

/* What a person's word does; false where there is nothing it could be about. */
bool model_done(struct model *model, size_t at, int64_t now_s);
bool model_snooze(struct model *model, size_t at, int64_t now_s, int64_t until_s);

/* True if the ticket's lease held on anything, or was noted before. */
bool model_note(struct model *model, int ticket, int64_t now_s);
void model_release(struct model *model, int ticket);

#endif
