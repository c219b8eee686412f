#include "cli/remind.h"

#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "system/clock.h"
#include "wire/request.h"

#define REMIND_LINE_MAX 65536

enum error remind_order(struct cli *cli, const struct order *order, int64_t now_ms,
                        struct answer *ret)
{
    struct answer ignored;
    const struct request request = {
        .command = COMMAND_REMIND, .order = *order, .report = {.locale = output_locale()}};
    return service_answer(&cli->service, &request, now_ms, ret ? ret : &ignored);
}

/* Shown first and then noted: what is killed between the two is shown again, and nothing is lost.
 */
static enum error deliver_print(struct cli *cli, const struct told_claim *claim, int64_t now_ms)
{
    char line[REMIND_LINE_MAX];
    char lease[STORE_LEASE_LEN + 1] = "";
    size_t len = 0;
    memcpy(lease, claim->lease, strlen(claim->lease));
    enum error error = reply_encode_claim(claim, line, sizeof line, &len);
    const struct order delivered = {
        .action = ORDER_DELIVERED,
        .remind = {.lease = view_of(lease), .carrier = view_of("print")},
    };
    if (error == E_OK) {
        fwrite(line, 1, len, stdout);
        putchar('\n');
        error = output_end();
    }
    if (error == E_OK) {
        return remind_order(cli, &delivered, now_ms, NULL);
    }
    struct order release = delivered;
    release.action = ORDER_RELEASE;
    (void)!remind_order(cli, &release, now_ms, NULL);
    return error;
}

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    const struct order claim = {.action = ORDER_CLAIM};
    const char *how = cli_value(cli, "deliver");
    bool prints = how && strcmp(how, "print") == 0;
    int64_t now_ms = 0;
    int64_t asked_ms = clock_now_ms();
    if (cli->argc > 0 || (how && !prints && strcmp(how, "desktop") != 0)) {
        return E_USAGE;
    }
    enum error error = cli_now_ms(cli, &now_ms);
    if (error == E_OK) {
        error = remind_order(cli, &claim, now_ms, &answer);
    }
    if (error != E_OK || !answer.claim) {
        return error;
    }
    return prints ? deliver_print(cli, answer.claim, now_ms)
                  : deliver_desktop(cli, answer.claim, now_ms, asked_ms);
}

static const struct cli_option options[] = {
    {"deliver", "desktop|print",
     "by a notification (unless said otherwise), or by a line of JSON, which counts as delivered"},
    {"now", "TIME", "take this time for now, such as 2027-03-01T09:00:00+01:00"},
};

const struct verb remind_verb = {
    .name = "remind",
    .arguments = "",
    .help = "deliver what is due, as one notification; 75 if nobody can show it yet",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
