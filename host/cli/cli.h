/*
 * cli: the person's door. One verb, one file, one const entry in main.c's table.
 *
 * In      a verb, its options and arguments
 * Out     plain words on standard output, or JSON with --json; failures on standard error
 * Units   dates are the person's local time
 * Limits  CLI_OPTIONS_MAX options to a verb
 * Errors  the exit code is the error's number
 * Source  host/README.md
 */
#ifndef OPTWATCH_CLI_CLI_H
#define OPTWATCH_CLI_CLI_H

#include "base/arena.h"
#include "base/error.h"
#include "service/service.h"

#define CLI_OPTIONS_MAX 16

struct cli_option {
    const char *name;  /* without the dashes */
    const char *value; /* what it takes, in capitals; NULL = nothing */
    const char *help;  /* one line */
};

/* What every verb is handed. */
struct cli {
    struct arena arena;
    struct service service;
    const struct verb *verb;
    bool json;                           /* --json was given */
    bool waits;                          /* for Enter, before the window closes */
    const char *values[CLI_OPTIONS_MAX]; /* of the verb's options; "" for one that takes none */
    int argc;                            /* what is left after the options */
    char *const *argv;
};

struct verb {
    const char *name;
    const char *arguments; /* such as "[FILE]"; "" = none */
    const char *help;      /* one line */
    const struct cli_option *options;
    enum error (*run)(struct cli *cli);
    size_t option_count;
};

/* The value of one of the verb's own options; NULL if it was not given. Borrowed from argv. */
const char *cli_value(const struct cli *cli, const char *name);

/* Reads what follows the verb into cli; *ret_help is set by --help. E_USAGE for what it does not
 * take. */
enum error options_read(struct cli *cli, int argc, char **argv, bool *ret_help) MUST_CHECK;

/* The verb's usage, its line of help, and with detail its options. */
void options_print_help(const struct verb *verb, bool detail);

/* A whole number from 1 on; 0 for anything else. */
int64_t cli_id(const char *text);

/* The instant that --now names, else the clock's. E_TIME. */
enum error cli_now_ms(const struct cli *cli, int64_t *ret_ms) MUST_CHECK;

extern const struct verb accounts_verb;
extern const struct verb check_verb;
extern const struct verb doctor_verb;
extern const struct verb exits_verb;
extern const struct verb settings_verb;
extern const struct verb key_verb;
extern const struct verb seal_verb;
extern const struct verb setup_verb;
extern const struct verb remind_verb;
extern const struct verb register_verb;
extern const struct verb reminders_verb;
extern const struct verb status_verb;
extern const struct verb unregister_verb;
extern const struct verb unseal_verb;
extern const struct verb history_verb;
extern const struct verb export_verb;
extern const struct verb import_verb;
extern const struct verb forget_verb;

#endif
