/*
 * exits: the ways out as a checklist. Off in LinkedIn's settings is Optwatch's to check, once it
 * has read the setting at all; everything else is done when the person says so.
 *
 * In      the catalogue's exits, the standings, the account's ticks, the person's region
 * Out     the exits of a guide
 * Units   UTC seconds
 * Limits  GUIDE_EXITS_MAX
 * Errors  none
 * Source  the catalogue, each exit with its own source
 */
#ifndef OPTWATCH_CORE_EXITS_H
#define OPTWATCH_CORE_EXITS_H

#include "core/guide.h"

void exits_make(const struct phrase_context *context, const struct knowledge *knowledge,
                struct guide *guide);

/* Whether the person may tick it: the setting that warns, and what was read, is Optwatch's. */
bool exits_may_tick(const struct exit *exit, const struct standing *standings);

/* The exit of a setting with this id; NULL if it has none. */
const struct exit *exits_find(int setting, struct view id);

/* Whether something holds in a region: where none is listed it holds everywhere. */
bool exits_in_region(const char *const *regions, size_t count, const char *region);

#endif
