/*
 * setup: the steps of what a person runs once, each of which may run again.
 *
 * In      this person's browsers, keyring and systemd
 * Out     what came of each step
 * Units   none
 * Limits  those of what is asked: some seconds each
 * Errors  in the result: a step that fails does not keep the others
 * Source  host/README.md, "Setting up"
 */
#ifndef OPTWATCH_CLI_SETUP_H
#define OPTWATCH_CLI_SETUP_H

#include "base/error.h"

struct checkup;
struct cli;

enum setup_state {
    SETUP_DONE,  /* as it should be, now or before */
    SETUP_LATER, /* nothing is wrong: it only needs another time */
    SETUP_FAILED
};

/* Texts are borrowed until the program ends. */
struct setup_result {
    enum setup_state state;
    enum error error; /* of LATER and FAILED */
    const char *done; /* what was changed now; NULL = nothing */
    const char *text; /* how it stands; NULL = error's hint */
};

/* The browsers that are here, told where the host is. */
struct setup_result setup_register(struct cli *cli, struct checkup *checkup);

/* The key, its proof, and the rows that may be sealed by then. */
struct setup_result setup_seal(struct cli *cli, struct checkup *checkup);

/* The timer of the reminders, or the entry for the log-in where there is no systemd. */
struct setup_result setup_timer(struct cli *cli, struct checkup *checkup);

#endif
