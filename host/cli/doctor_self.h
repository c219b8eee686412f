/*
 * doctor_self: what the layers that are one for all share. Private to cli/doctor_*.c.
 *
 * In      the history, opened once and left as it is
 * Out     findings
 * Units   milliseconds UTC
 * Limits  those of what is asked: some seconds each
 * Errors  none: what cannot be looked at is a finding
 * Source  host/README.md, "The doctor"
 */
#ifndef OPTWATCH_CLI_DOCTOR_SELF_H
#define OPTWATCH_CLI_DOCTOR_SELF_H

#include "cli/checkup.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "system/paths.h"

struct store;

struct doctor_self {
    const struct cli *cli;
    struct checkup *checkup;
    struct store *store; /* NULL: none, or none that can be read as it is */
    enum error error;    /* of opening it */
    int64_t version;     /* of an older history, which the next report brings up; else 0 */
    int64_t now_ms;
    const char *word;        /* what a shell calls this optwatch by */
    char program[PATHS_MAX]; /* this optwatch; "" = unknown */
};

/* Fills store, error and version. */
void doctor_open_store(struct doctor_self *self);
void doctor_look_at_store(const struct doctor_self *self);
void doctor_look_at_extension(const struct doctor_self *self);
void doctor_look_at_keyring(const struct doctor_self *self);
void doctor_look_at_notifications(const struct doctor_self *self);
void doctor_look_at_timer(const struct doctor_self *self);
void doctor_look_at_clock(const struct doctor_self *self);
void doctor_look_at_zone(const struct doctor_self *self);

/* A finding of the layer, of no browser. */
void doctor_tell(const struct doctor_self *self, const char *layer, enum checkup_state state,
                 const char *found, const char *wanted, const char *remedy);

/* "2026-11-22 09:00" of the person's zone. */
const char *doctor_time(const struct doctor_self *self, int64_t at_ms);

/* lead, then this optwatch as a shell finds it, with these arguments. */
const char *doctor_call(const struct doctor_self *self, const char *lead, const char *arguments);

/* How this installation is put in place once more. */
const char *doctor_reinstall(const struct doctor_self *self);

/* "sudo ", or "" for who is root. */
const char *doctor_sudo(void);

#endif
