/*
 * doctor: each layer between a settings page and the history looked at, in order.
 *
 * In      this machine as the person's programs see it; nothing is changed
 * Out     findings
 * Units   none
 * Limits  those of checkup.h; seconds for each program that is asked
 * Errors  none: what cannot be looked at is a finding
 * Source  host/README.md, "The doctor"
 */
#ifndef OPTWATCH_CLI_DOCTOR_H
#define OPTWATCH_CLI_DOCTOR_H

struct checkup;
struct cli;

/* Each browser: how it is packed, its manifest, what hides or forbids it, and the host it would
 * start, started. */
void doctor_look_at_browsers(const struct cli *cli, struct checkup *checkup);

/* The extension's reports, the history, the keyring, notifications, the timer, zone and clock. */
void doctor_look_at_self(const struct cli *cli, struct checkup *checkup);

#endif
