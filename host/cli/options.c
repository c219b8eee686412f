#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "system/clock.h"

#define ID_DIGITS_MAX 15

enum { OWN_OPTIONS = 256, JSON_OPTION = OWN_OPTIONS + CLI_OPTIONS_MAX, HELP_OPTION };

const char *cli_value(const struct cli *cli, const char *name)
{
    for (size_t i = 0; i < cli->verb->option_count; i++) {
        if (strcmp(cli->verb->options[i].name, name) == 0) {
            return cli->values[i];
        }
    }
    return NULL;
}

int64_t cli_id(const char *text)
{
    int64_t number = 0;
    size_t len = strspn(text, "0123456789");
    if (len == 0 || len > ID_DIGITS_MAX || text[len] != '\0') {
        return 0;
    }
    for (size_t i = 0; i < len; i++) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

enum error cli_now_ms(const struct cli *cli, int64_t *ret_ms)
{
    int64_t now_s = 0;
    const char *now = cli_value(cli, "now");
    if (!now) {
        *ret_ms = clock_now_ms();
        return E_OK;
    }
    if (!civil_read_time(view_of(now), &now_s)) {
        return E_TIME;
    }
    *ret_ms = now_s * 1000;
    return E_OK;
}

static void list_options(const struct verb *verb, struct option list[CLI_OPTIONS_MAX + 3])
{
    size_t count = 0;
    for (; count < verb->option_count; count++) {
        const struct cli_option *option = &verb->options[count];
        list[count] = (struct option){option->name, option->value ? required_argument : no_argument,
                                      NULL, OWN_OPTIONS + (int)count};
    }
    list[count++] = (struct option){"json", no_argument, NULL, JSON_OPTION};
    list[count] = (struct option){"help", no_argument, NULL, HELP_OPTION};
}

enum error options_read(struct cli *cli, int argc, char **argv, bool *ret_help)
{
    struct option list[CLI_OPTIONS_MAX + 3] = {{0}};
    int which;
    list_options(cli->verb, list);
    opterr = 0;
    while ((which = getopt_long(argc, argv, "", list, NULL)) != -1) {
        if (which == JSON_OPTION) {
            cli->json = true;
        } else if (which == HELP_OPTION) {
            *ret_help = true;
        } else if (which >= OWN_OPTIONS && which < JSON_OPTION) {
            cli->values[which - OWN_OPTIONS] = optarg ? optarg : "";
        } else {
            return E_USAGE;
        }
    }
    cli->argc = argc - optind;
    cli->argv = argv + optind;
    return E_OK;
}

static void print_entry(const char *dashes, const char *name, const char *value, const char *help)
{
    printf("  %s%s%s%s\n      %s\n", dashes, name, value ? " " : "", value ? value : "", help);
}

static void print_detail(const struct verb *verb)
{
    for (size_t i = 0; i < verb->action_count; i++) {
        const struct cli_action *action = &verb->actions[i];
        print_entry("", action->name, action->arguments, action->help);
    }
    for (size_t i = 0; i < verb->option_count; i++) {
        const struct cli_option *option = &verb->options[i];
        print_entry("--", option->name, option->value, option->help);
    }
    print_entry("--", "json", NULL, "the same as JSON, for programs");
    print_entry("--", "help", NULL, "this text");
}

void options_print_help(const struct verb *verb, bool detail)
{
    const char *indent = detail ? "" : "  ";
    printf("%soptwatch %s [--json]%s%s%s\n%s    %s\n", indent, verb->name,
           verb->option_count > 0 ? " [OPTION...]" : "", *verb->arguments ? " " : "",
           verb->arguments, indent, verb->help);
    if (detail) {
        print_detail(verb);
    }
}
