/*
 * cli: the person's door. One verb, one file, one const entry in main.c's table.
 *
 * In      a verb and its arguments
 * Out     plain words on standard output, or JSON with --json; failures on standard error
 * Units   dates are the person's local time
 * Limits  none
 * Errors  the exit code is the error's number
 * Source  host/README.md
 */
#ifndef OPTWATCH_CLI_CLI_H
#define OPTWATCH_CLI_CLI_H

#include "base/arena.h"
#include "base/error.h"
#include "service/service.h"

/* What every verb is handed. */
struct cli {
    struct arena arena;
    struct service service;
    bool json; /* --json was given */
    int argc;  /* what is left after the verb and the options */
    char *const *argv;
};

struct verb {
    const char *name;
    const char *usage; /* what follows "optwatch NAME" */
    const char *help;  /* one line */
    enum error (*run)(struct cli *cli);
};

enum error check_run(struct cli *cli);
enum error status_run(struct cli *cli);

#endif
