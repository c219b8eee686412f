#include "desktop/calendar.h"

#include <limits.h>
#include <stdlib.h>

#include <libical/ical.h>

/* https://www.rfc-editor.org/rfc/rfc5545#section-3.7.3: unique to the product that wrote it. */
#define PRODID "-//Optwatch//reminders//EN"

struct calendar {
    icalcomponent *component;
};

static void put(icalcomponent *component, icalproperty *property)
{
    icalcomponent_add_property(component, property);
}

struct calendar *calendar_create(void)
{
    struct calendar *calendar = malloc(sizeof *calendar);
    icalcomponent *component = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    if (!calendar || !component) {
        abort();
    }
    calendar->component = component;
    put(component, icalproperty_new_prodid(PRODID));
    put(component, icalproperty_new_version("2.0"));
    return calendar;
}

void calendar_destroy(struct calendar *calendar)
{
    if (calendar) {
        icalcomponent_free(calendar->component);
        free(calendar);
    }
}

/*
 * In UTC: every program shows that in the zone its reader is in, on both sides of a clock change,
 * and needs no time zone of ours for it, whose rules would be those of the day of the export.
 */
static struct icaltimetype utc_time(int64_t at_s)
{
    return icaltime_from_timet_with_zone((time_t)at_s, 0, icaltimezone_get_utc_timezone());
}

static icalcomponent *make_alarm(const struct calendar_entry *entry)
{
    icalcomponent *alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
    const struct icaltriggertype at_start = {.duration = icaldurationtype_from_int(0)};
    put(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
    put(alarm, icalproperty_new_trigger(at_start));
    put(alarm, icalproperty_new_description(entry->summary));
    return alarm;
}

/* One event for each date: no RRULE says "the month's last day where there is no 31st" or "days 3,
 * 14, 30, 120". */
void calendar_add(struct calendar *calendar, const struct calendar_entry *entry)
{
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    int sequence = entry->revision < INT_MAX ? (int)entry->revision : INT_MAX;
    put(event, icalproperty_new_uid(entry->uid));
    put(event, icalproperty_new_dtstamp(utc_time(entry->created_s)));
    put(event, icalproperty_new_sequence(sequence));
    put(event, icalproperty_new_dtstart(utc_time(entry->start_s)));
    put(event, icalproperty_new_dtend(utc_time(entry->start_s + CALENDAR_EVENT_S)));
    put(event, icalproperty_new_summary(entry->summary));
    put(event, icalproperty_new_description(entry->description));
    put(event, icalproperty_new_url(entry->url));
    /* It takes none of the person's time, as far as others who ask for it are concerned. */
    put(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    icalcomponent_add_component(event, make_alarm(entry));
    icalcomponent_add_component(calendar->component, event);
}

enum error calendar_print(const struct calendar *calendar, struct buffer *buffer)
{
    char *text = icalcomponent_as_ical_string_r(calendar->component);
    if (!text) {
        abort();
    }
    buffer_put_text(buffer, text);
    icalmemory_free_buffer(text);
    return buffer->full ? E_LIMIT : E_OK;
}
