#include "core/exits.h"

#include <string.h>

#define S_PER_MS 1000

bool exits_in_region(const char *const *regions, size_t count, const char *region)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(regions[i], region) == 0) {
            return true;
        }
    }
    return count == 0;
}

const struct exit *exits_find(int setting, struct view id)
{
    const struct setting *known = &catalogue_settings[setting];
    for (size_t i = 0; i < known->exit_count; i++) {
        if (view_equal(id, view_of(known->exits[i].id))) {
            return &known->exits[i];
        }
    }
    return NULL;
}

bool exits_may_tick(const struct exit *exit, const struct standing *standings)
{
    return exit->setting == CATALOGUE_NONE || (!catalogue_settings[exit->setting].primary &&
                                               standings[exit->setting].state == STANDING_UNKNOWN);
}

/* Off counts as done only while its confirmation is young enough. */
static void tell_checked(const struct knowledge *knowledge, struct told_exit *told)
{
    const struct standing *standing = &knowledge->standings[told->exit->setting];
    told->checked = true;
    told->done =
        standing_view(standing, knowledge->now_ms, knowledge->stale_days) == STANDING_OFF_CONFIRMED;
    told->at_s = (told->done ? standing->confirmed_ms : standing->last_seen_ms) / S_PER_MS;
}

static void tell_ticked(const struct knowledge *knowledge, struct told_exit *told)
{
    for (size_t i = 0; i < knowledge->tick_count; i++) {
        if (knowledge->ticks[i].exit == told->exit) {
            told->done = true;
            told->at_s = knowledge->ticks[i].at_ms / S_PER_MS;
        }
    }
}

void exits_make(const struct phrase_context *context, const struct knowledge *knowledge,
                struct guide *guide)
{
    const struct setting *setting = &catalogue_settings[context->setting];
    for (size_t i = 0; i < setting->exit_count && guide->exit_count < GUIDE_EXITS_MAX; i++) {
        const struct exit *exit = &setting->exits[i];
        if (!exits_in_region(exit->regions, exit->region_count, knowledge->region)) {
            continue;
        }
        struct told_exit told = {.exit = exit, .text = phrase_make(context, exit->text)};
        if (exits_may_tick(exit, knowledge->standings)) {
            tell_ticked(knowledge, &told);
        } else {
            tell_checked(knowledge, &told);
        }
        guide->exits[guide->exit_count++] = told;
    }
}
