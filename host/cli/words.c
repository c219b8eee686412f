#include "cli/words.h"

#include <stdio.h>

#include "catalogue/catalogue.h"

#define MS_PER_S INT64_C(1000)

struct pair {
    const char *name, *words;
};

static struct view find(struct view name, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (view_equal(name, view_of(pairs[i].name))) {
            return view_of(pairs[i].words);
        }
    }
    return name;
}

#define FIND(name, pairs) find(name, pairs, sizeof(pairs) / sizeof((pairs)[0]))

struct view words_standing(struct view name)
{
    static const struct pair pairs[] = {
        {"unknown", "not known"},
        {"on", "on"},
        {"turned_back_on", "on again after it was confirmed off"},
        {"off_unconfirmed", "off, not confirmed"},
        {"off_confirmed", "off, confirmed"},
    };
    return FIND(name, pairs);
}

struct view words_reading(struct view name)
{
    static const struct pair pairs[] = {
        {"not_shown", "not shown"},
        {"signed_out", "behind a sign-in page"},
    };
    return FIND(name, pairs);
}

struct view words_load(struct view name)
{
    static const struct pair pairs[] = {
        {"fresh", "freshly loaded"},
        {"same_document", "not freshly loaded"},
    };
    return FIND(name, pairs);
}

struct view words_touched(struct view name)
{
    static const struct pair pairs[] = {
        {"no", "not touched"},
        {"yes", "touched"},
        {"unknown", "perhaps touched"},
    };
    return FIND(name, pairs);
}

struct view words_family(struct view name)
{
    static const struct pair pairs[] = {{"chromium", "Chromium"}, {"firefox", "Firefox"}};
    return FIND(name, pairs);
}

struct view words_setting(struct view slug)
{
    int setting = catalogue_find_slug(slug);
    return setting == CATALOGUE_NONE
               ? slug
               : view_of(catalogue_settings[setting].words[catalogue_english].title);
}

const char *words_time(const struct zone *zone, int64_t at_ms, bool offset,
                       char text[WORDS_TIME_MAX])
{
    if (at_ms == 0) {
        return "never";
    }
    struct civil local = civil_local(zone, at_ms / MS_PER_S);
    int64_t ahead_min = zone->offset_s(zone->self, at_ms / MS_PER_S) / 60;
    unsigned ahead = (unsigned)(ahead_min < 0 ? -ahead_min : ahead_min);
    /* Bounded for the compiler's sake: the calendar is already. */
    int len =
        snprintf(text, WORDS_TIME_MAX, "%04u-%02u-%02u %02u:%02u", (unsigned)local.year % 10000U,
                 (unsigned)local.month % 100U, (unsigned)local.day % 100U,
                 (unsigned)local.hour % 100U, (unsigned)local.minute % 100U);
    if (offset && len > 0) {
        (void)snprintf(text + len, WORDS_TIME_MAX - (size_t)len, " %c%02u:%02u",
                       ahead_min < 0 ? '-' : '+', ahead / 60 % 100U, ahead % 60);
    }
    return text;
}

void words_put(struct buffer *buffer, struct view text)
{
    size_t size = text.len * TEXT_SHOWN_MAX + 1;
    size_t len = 0;
    char *room = buffer_room(buffer, size);
    if (room && text_show(text, room, size, &len)) {
        buffer->len += len;
    }
}
