#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/doctor_self.h"
#include "core/remind.h"
#include "system/store_check.h"
#include "system/zone.h"

#define MS_PER_S  1000
#define YEAR_DAYS 400 /* a year, and some */
#define LIST_MAX  128
/* 2025-01-01: nobody ran this program before it was written. */
#define WRITTEN_S INT64_C(1735689600)

/* ---- the clock ---- */

static const char *list(struct checkup *checkup, const struct store_ahead *ahead)
{
    char text[LIST_MAX] = "";
    size_t len = 0;
    for (size_t i = 0; i < ahead->count && len < sizeof text; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", i > 0 ? ", " : "",
                                ahead->of[i]);
    }
    return checkup_text(checkup, "%s", text);
}

static const char *since(const struct doctor_self *self, const struct store_ahead *ahead)
{
    if (ahead->noticed_s == 0) {
        return "";
    }
    return checkup_text(self->checkup, ", noticed %s",
                        doctor_time(self, ahead->noticed_s * MS_PER_S));
}

static void tell_ahead(const struct doctor_self *self, const struct store_ahead *ahead)
{
    int64_t days = (ahead->latest_ms - self->now_ms) / MS_PER_S / CIVIL_DAY_S;
    doctor_tell(self, "clock", CHECKUP_INFO,
                checkup_text(self->checkup,
                             "%s of the history are dated up to %s, %" PRId64 " days ahead%s",
                             list(self->checkup, ahead), doctor_time(self, ahead->latest_ms), days,
                             since(self, ahead)),
                "today's date: if it is wrong now, set it; if it was wrong then, nothing is to be "
                "done, and reminders count from when that was noticed",
                NULL);
}

void doctor_look_at_clock(const struct doctor_self *self)
{
    struct store_ahead ahead = {.count = 0};
    const char *now = doctor_time(self, self->now_ms);
    if (self->now_ms < WRITTEN_S * MS_PER_S) {
        doctor_tell(self, "clock", CHECKUP_FAULT,
                    checkup_text(self->checkup, "the clock says %s, which has long been", now),
                    "today's date",
                    checkup_text(self->checkup, "%stimedatectl set-ntp true", doctor_sudo()));
        return;
    }
    int64_t limit_ms = self->now_ms + CIVIL_AHEAD_S * MS_PER_S;
    if (self->store && store_find_ahead(self->store, limit_ms, &ahead) != E_OK) {
        ahead.count = 0;
    }
    if (ahead.count > 0 || ahead.noticed_s > 0) {
        tell_ahead(self, &ahead);
    } else {
        doctor_tell(
            self, "clock", CHECKUP_OK,
            checkup_text(self->checkup, "%s, and nothing in the history is ahead of it", now), NULL,
            NULL);
    }
}

/* ---- the zone ---- */

static int64_t offset_at(const struct zone *zone, int64_t at_s)
{
    return zone->offset_s(zone->self, at_s);
}

/* The next change of the offset; 0 where none is known for a year. */
static int64_t find_change(const struct zone *zone, int64_t now_s)
{
    int64_t from_s = now_s;
    for (int day = 0; day < YEAR_DAYS; day++, from_s += CIVIL_DAY_S) {
        int64_t until_s = from_s + CIVIL_DAY_S;
        if (offset_at(zone, from_s) == offset_at(zone, until_s)) {
            continue;
        }
        while (until_s - from_s > 1) {
            int64_t middle_s = from_s + (until_s - from_s) / 2;
            bool before = offset_at(zone, from_s) == offset_at(zone, middle_s);
            *(before ? &from_s : &until_s) = middle_s;
        }
        return until_s;
    }
    return 0;
}

static const char *offset_text(struct checkup *checkup, int64_t offset_s)
{
    int64_t minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
    return checkup_text(checkup, "UTC%c%02" PRId64 ":%02" PRId64, offset_s < 0 ? '-' : '+',
                        minutes / 60, minutes % 60);
}

static const char *change_text(const struct doctor_self *self, const struct zone *zone,
                               int64_t now_s)
{
    int64_t change_s = find_change(zone, now_s);
    if (change_s == 0) {
        return "no change of the clocks within a year";
    }
    return checkup_text(self->checkup, "the clocks change %s to %s",
                        doctor_time(self, change_s * MS_PER_S),
                        offset_text(self->checkup, offset_at(zone, change_s)));
}

static void tell_zone(const struct doctor_self *self, const struct zone_found *found)
{
    const struct zone *zone = &self->cli->service.zone;
    int64_t now_s = self->now_ms / MS_PER_S;
    const char *name = found->name[0] ? found->name : "a zone without a name";
    if (found->state == ZONE_UNSET) {
        name = "UTC, since no zone is set";
    }
    doctor_tell(self, "zone", found->state == ZONE_UNSET ? CHECKUP_INFO : CHECKUP_OK,
                checkup_text(self->checkup, "%s (%s): %s, %s", name,
                             found->from_tz ? "TZ" : "/etc/localtime",
                             offset_text(self->checkup, offset_at(zone, now_s)),
                             change_text(self, zone, now_s)),
                NULL, NULL);
}

void doctor_look_at_zone(const struct doctor_self *self)
{
    struct zone_found found;
    zone_find(&found);
    if (found.state == ZONE_UNKNOWN) {
        doctor_tell(
            self, "zone", CHECKUP_FAULT,
            checkup_text(self->checkup, "TZ is '%s', which nobody knows: UTC is taken", found.name),
            "a zone's name, or no TZ: take it out of where it is set, too", "unset TZ");
    } else if (found.state == ZONE_BROKEN) {
        doctor_tell(self, "zone", CHECKUP_FAULT,
                    checkup_text(self->checkup, "/etc/localtime leads to no zone%s%s: UTC is taken",
                                 found.name[0] ? ", but to " : "", found.name),
                    "the zone you are in",
                    checkup_text(self->checkup, "%sdpkg-reconfigure tzdata", doctor_sudo()));
    } else {
        tell_zone(self, &found);
    }
}
