#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "core/redact.h"
#include "system/clock.h"
#include "wire/frame.h"
#include "wire/request.h"

/* Reads at most a frame's worth; one byte more is too much. */
static enum error read_all(FILE *file, char *buffer, size_t *ret_len)
{
    size_t len = fread(buffer, 1, FRAME_MAX + 1, file);
    if (ferror(file)) {
        return E_NO_INPUT;
    }
    *ret_len = len;
    return len > FRAME_MAX ? E_TOO_LARGE : len == 0 ? E_NO_INPUT : E_OK;
}

static enum error read_input(const struct cli *cli, char *buffer, size_t *ret_len)
{
    if (cli->argc == 0 || strcmp(cli->argv[0], "-") == 0) {
        return read_all(stdin, buffer, ret_len);
    }
    FILE *file = fopen(cli->argv[0], "re");
    if (!file) {
        return E_NO_INPUT;
    }
    enum error error = read_all(file, buffer, ret_len);
    fclose(file);
    return error;
}

static enum error print_redacted(struct cli *cli, struct report *report)
{
    enum error error = redact_report(report, &cli->arena);
    return error == E_OK ? output_report(report) : error;
}

static enum error run(struct cli *cli)
{
    char buffer[FRAME_MAX + 1];
    size_t len = 0;
    struct report report = {.family = FAMILY_CHROMIUM};
    struct answer answer = {0};
    if (cli->argc > 1) {
        return E_USAGE;
    }
    enum error error = read_input(cli, buffer, &len);
    if (error == E_OK) {
        error = request_decode_report((struct view){buffer, len}, &cli->arena, &report);
    }
    if (error != E_OK) {
        return error;
    }
    if (cli_value(cli, "redact")) {
        return print_redacted(cli, &report);
    }
    service_check(&cli->service, &report, clock_now_ms(), &answer);
    return cli->json ? output_json(&answer) : output_words(&answer, &cli->service.zone);
}

static const struct cli_option options[] = {
    {"redact", NULL, "print the page instead, with every word replaced that is not LinkedIn's own"},
};

const struct verb check_verb = {
    .name = "check",
    .arguments = "[FILE]",
    .help = "tell what one captured page says (a report.args object); stores nothing",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
