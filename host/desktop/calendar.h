/*
 * calendar: dates as iCalendar, for the person's own calendar program.
 *
 * In      entries, one at a time; their text is UTF-8
 * Out     iCalendar text: one event each, with an alarm at its time
 * Units   UTC seconds
 * Limits  the buffer's
 * Errors  E_LIMIT where the buffer is full
 * Source  RFC 5545; what it asks for and libical leaves to its caller: PRODID, DTSTAMP, and in an
 *         alarm ACTION, TRIGGER and DESCRIPTION
 */
#ifndef OPTWATCH_DESKTOP_CALENDAR_H
#define OPTWATCH_DESKTOP_CALENDAR_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

/* How long an event is drawn: what it takes to look. */
#define CALENDAR_EVENT_S 900

/* Borrowed for the call. */
struct calendar_entry {
    const char *uid; /* the same for the same date in every export: importing again changes it */
    int64_t start_s;
    int64_t created_s; /* its stamp: the same in every export, so that the bytes are */
    int64_t revision;  /* grows when start_s moves */
    const char *summary, *description, *url;
};

struct calendar;

/* Owned by the caller. */
struct calendar *calendar_create(void);
void calendar_destroy(struct calendar *calendar);

void calendar_add(struct calendar *calendar, const struct calendar_entry *entry);

/* The whole calendar, added to the buffer. */
enum error calendar_print(const struct calendar *calendar, struct buffer *buffer) MUST_CHECK;

#endif
