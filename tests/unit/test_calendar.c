/* What is written for calendar programs, read back with libical as one of them would. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include <libical/ical.h>

#include "desktop/calendar.h"

#define START_S   INT64_C(1774767600) /* 2026-03-29T07:00:00Z */
#define CREATED_S INT64_C(1767225600) /* 2026-01-01T00:00:00Z */
#define URL       "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
/* Longer than a line of iCalendar, with all that has a meaning in one. */
#define TEXT                                                                                       \
    "Schau nach: \xe2\x80\x9e"                                                                     \
    "Daten f\xc3\xbcr KI\xe2\x80\x9c; Komma, Strichpunkt; \\ und\nzweite Zeile, die "              \
    "so lang ist, dass sie umbrochen wird \xf0\x9f\x94\x94 END:VEVENT"

static const struct calendar_entry first = {
    .uid = "optwatch-1-2-custom-once-0-0@optwatch.invalid",
    .start_s = START_S,
    .created_s = CREATED_S,
    .summary = "Nachsehen, bitte",
    .description = TEXT,
    .url = URL,
};

static void write_entries(struct buffer *buffer, const struct calendar_entry *entries, size_t count)
{
    struct calendar *calendar = calendar_create();
    for (size_t i = 0; i < count; i++) {
        calendar_add(calendar, &entries[i]);
    }
    assert_int_equal(calendar_print(calendar, buffer), E_OK);
    calendar_destroy(calendar);
}

static icalcomponent *read_back(struct buffer *buffer)
{
    buffer_put_byte(buffer, '\0');
    icalcomponent *component = icalparser_parse_string(buffer->data);
    assert_non_null(component);
    /* The parser notes in the tree what it did not understand. */
    assert_int_equal(icalcomponent_count_errors(component), 0);
    assert_int_equal(icalrestriction_check(component), 1);
    return component;
}

static void says_what_a_reminder_says(void **state)
{
    (void)state;
    struct buffer buffer = {.max = 1 << 20};
    write_entries(&buffer, &first, 1);
    icalcomponent *calendar = read_back(&buffer);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    assert_non_null(event);
    assert_null(icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT));
    assert_int_equal(icalcomponent_count_properties(calendar, ICAL_METHOD_PROPERTY), 0);
    assert_int_equal(icalcomponent_count_properties(event, ICAL_RRULE_PROPERTY), 0);
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    assert_true(icaltime_is_utc(start));
    assert_int_equal(icaltime_as_timet(start), START_S);
    assert_int_equal(icaltime_as_timet(icalcomponent_get_dtend(event)), START_S + CALENDAR_EVENT_S);
    assert_int_equal(icaltime_as_timet(icalcomponent_get_dtstamp(event)), CREATED_S);
    assert_string_equal(icalcomponent_get_uid(event), first.uid);
    assert_string_equal(icalcomponent_get_summary(event), first.summary);
    assert_string_equal(icalcomponent_get_description(event), TEXT);
    assert_int_equal(icalcomponent_get_sequence(event), 0);
    icalproperty *url = icalcomponent_get_first_property(event, ICAL_URL_PROPERTY);
    assert_string_equal(icalproperty_get_url(url), URL);
    icalproperty *transparent = icalcomponent_get_first_property(event, ICAL_TRANSP_PROPERTY);
    assert_int_equal(icalproperty_get_transp(transparent), ICAL_TRANSP_TRANSPARENT);
    icalcomponent_free(calendar);
    buffer_finish(&buffer);
}

static void rings_at_its_time(void **state)
{
    (void)state;
    struct buffer buffer = {.max = 1 << 20};
    write_entries(&buffer, &first, 1);
    icalcomponent *calendar = read_back(&buffer);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    icalcomponent *alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT);
    assert_non_null(alarm);
    assert_int_equal(
        icalproperty_get_action(icalcomponent_get_first_property(alarm, ICAL_ACTION_PROPERTY)),
        ICAL_ACTION_DISPLAY);
    icalproperty *trigger = icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY);
    assert_non_null(trigger);
    struct icaltriggertype at = icalproperty_get_trigger(trigger);
    assert_int_equal(icaldurationtype_as_int(at.duration), 0);
    assert_true(icaltime_is_null_time(at.time));
    assert_string_equal(icalcomponent_get_description(alarm), first.summary);
    icalcomponent_free(calendar);
    buffer_finish(&buffer);
}

static void is_the_same_each_time(void **state)
{
    (void)state;
    struct buffer one = {.max = 1 << 20};
    struct buffer other = {.max = 1 << 20};
    struct calendar_entry entries[] = {first, first};
    entries[1].uid = "optwatch-1-2-custom-once-0-1@optwatch.invalid";
    write_entries(&one, entries, 2);
    write_entries(&other, entries, 2);
    assert_int_equal(one.len, other.len);
    assert_memory_equal(one.data, other.data, one.len);
    /* Moved, it is the same event in a later form. */
    buffer_finish(&other);
    other = (struct buffer){.max = 1 << 20};
    entries[1].start_s += 3600;
    entries[1].revision = INT64_C(1) << 40;
    write_entries(&other, entries, 2);
    icalcomponent *calendar = read_back(&other);
    (void)icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    icalcomponent *event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
    assert_string_equal(icalcomponent_get_uid(event), entries[1].uid);
    assert_int_equal(icaltime_as_timet(icalcomponent_get_dtstart(event)), START_S + 3600);
    assert_int_equal(icalcomponent_get_sequence(event), INT32_MAX);
    icalcomponent_free(calendar);
    buffer_finish(&one);
    buffer_finish(&other);
}

static void keeps_its_lines_short(void **state)
{
    (void)state;
    struct buffer buffer = {.max = 1 << 20};
    write_entries(&buffer, &first, 1);
    struct view rest = buffer_view(&buffer);
    while (rest.len > 0) {
        const char *end = memchr(rest.data, '\n', rest.len);
        assert_non_null(end);
        size_t len = (size_t)(end - rest.data);
        assert_in_range(len, 2, 76); /* 75 bytes and a carriage return */
        assert_int_equal(end[-1], '\r');
        rest = (struct view){end + 1, rest.len - len - 1};
    }
    buffer_finish(&buffer);
}

static void says_when_it_does_not_fit(void **state)
{
    (void)state;
    struct buffer buffer = {.max = 64};
    struct calendar *calendar = calendar_create();
    calendar_add(calendar, &first);
    assert_int_equal(calendar_print(calendar, &buffer), E_LIMIT);
    calendar_destroy(calendar);
    calendar_destroy(NULL);
    buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_a_reminder_says), cmocka_unit_test(rings_at_its_time),
        cmocka_unit_test(is_the_same_each_time),     cmocka_unit_test(keeps_its_lines_short),
        cmocka_unit_test(says_when_it_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
