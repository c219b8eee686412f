/*
 * remind: one run of a carrier of reminders: take what is due, show it, note that it was shown.
 *
 * In      the history, by way of service_answer
 * Out     one line of JSON on standard output, or a notification of the desktop's
 * Units   milliseconds UTC
 * Limits  one notification a run
 * Errors  E_LATER where nobody can show it now, and it stays due; the service's
 * Source  host/README.md, "Reminders"
 */
#ifndef OPTWATCH_CLI_REMIND_H
#define OPTWATCH_CLI_REMIND_H

#include "cli/cli.h"

/* One order about reminders, carried out; ret may be NULL. */
enum error remind_order(struct cli *cli, const struct order *order, int64_t now_ms,
                        struct answer *ret) MUST_CHECK;

/*
 * deliver.c: shows the claim by the desktop's notification server, notes that, and does what the
 * person answers within REMIND_WAIT_S. The claim's texts are copied first.
 * asked_ms is what the clock said before the claim, whatever now_ms is.
 */
#define REMIND_WAIT_S 600
enum error deliver_desktop(struct cli *cli, const struct told_claim *claim, int64_t now_ms,
                           int64_t asked_ms) MUST_CHECK;

#endif
