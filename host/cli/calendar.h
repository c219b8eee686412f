/*
 * calendar: the reminders that lie ahead as a file for a calendar program.
 *
 * In      the reminders of everybody
 * Out     iCalendar, in a new file or on standard output
 * Units   milliseconds UTC
 * Limits  CALENDAR_BYTES_MAX
 * Errors  the store's; E_EXISTS, E_OUTPUT, E_LIMIT
 * Source  RFC 5545
 */
#ifndef OPTWATCH_CLI_CALENDAR_H
#define OPTWATCH_CLI_CALENDAR_H

#include "cli/cli.h"

/* More than all reminders there can be come to. */
#define CALENDAR_BYTES_MAX ((size_t)32 * 1024 * 1024)

/* A path of "-" is standard output. */
enum error calendar_write(struct cli *cli, int64_t now_ms, const char *path) MUST_CHECK;

#endif
