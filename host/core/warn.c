#include "core/warn.h"

#include <string.h>

#define MS_PER_S INT64_C(1000)
#define DAY_MS   (CIVIL_DAY_S * MS_PER_S)

static const struct {
    const char *name;
    enum warn_family family;
    enum warn_level level;
    enum text_id text;
} rows[WARN_ID_COUNT] = {
#define WARN_ROW(symbol, called, of, how, said)                                                    \
    [WARN_ID_##symbol] = {(called), WARN_FAMILY_##of, WARN_##how, TEXT_##said},
    WARN_TABLE(WARN_ROW)
#undef WARN_ROW
};

static enum warn_id on_id(enum cause cause)
{
    switch (cause) {
    case CAUSE_DID_NOT_STICK:
        return WARN_ID_DID_NOT_STICK;
    case CAUSE_OWN_HAND:
        return WARN_ID_OWN_HAND;
    case CAUSE_RULES_CHANGED:
        return WARN_ID_RULES_CHANGED;
    case CAUSE_NONE:
        break;
    }
    return WARN_ID_ON;
}

static enum warn_id standing_id(const struct standing *standing, const struct knowledge *knowledge)
{
    switch (standing_view(standing, knowledge->now_ms, knowledge->stale_days)) {
    case STANDING_TURNED_BACK_ON:
        return WARN_ID_TURNED_BACK_ON;
    case STANDING_ON:
        return knowledge->intent != INTENT_LEAVE_ON ? on_id(standing->cause) : WARN_ID_NOTHING;
    case STANDING_STALE:
        return WARN_ID_STALE;
    case STANDING_UNKNOWN:
    case STANDING_OFF_UNCONFIRMED:
    case STANDING_OFF_CONFIRMED:
        break;
    }
    return WARN_ID_NOTHING;
}

/* On a page that tells neither on nor off, what the history says would pass for what the page says.
 */
static bool is_silent(const struct reading *reading)
{
    return reading && reading->state != READING_ON && reading->state != READING_OFF &&
           reading->state != READING_ELSEWHERE;
}

/* Where nothing worse is to be told: a page that could not be read day after day. */
static enum warn_id find_id(const struct standing *standing, const struct knowledge *knowledge)
{
    enum warn_id id = standing_id(standing, knowledge);
    if (id != WARN_ID_TURNED_BACK_ON && is_silent(knowledge->reading)) {
        id = WARN_ID_NOTHING;
    }
    bool unread = knowledge->unread && knowledge->unread->raised_ms != 0;
    return unread && rows[id].level <= WARN_INFO ? WARN_ID_UNREAD : id;
}

static int64_t local_day(const struct zone *zone, int64_t at_ms)
{
    struct civil day = civil_local(zone, at_ms / MS_PER_S);
    return civil_days(day.year, day.month, day.day);
}

/* What began ahead of now was dated by a clock that was wrong: it would be new for ever. */
static bool is_since(int64_t began_ms, int64_t shown_ms, int64_t now_ms)
{
    return began_ms > shown_ms && began_ms <= now_ms;
}

static bool may_show_on(const struct standing *standing, int64_t shown_ms, int64_t now_ms,
                        const struct zone *zone)
{
    bool event = standing->cause != CAUSE_NONE;
    return (event && is_since(standing->since_ms, shown_ms, now_ms)) ||
           local_day(zone, shown_ms) != local_day(zone, now_ms);
}

static bool may_show(enum warn_family family, const struct standing *standing,
                     const struct knowledge *knowledge, const struct warn_rule *rule)
{
    int64_t shown_ms = rule->shown->at_ms[family];
    int64_t now_ms = knowledge->now_ms;
    /* A visit is the same one whatever the clock says. */
    if (family == WARN_FAMILY_ALARM) {
        return shown_ms == 0;
    }
    if (shown_ms == 0 || shown_ms > now_ms) {
        return family != WARN_FAMILY_NONE;
    }
    switch (family) {
    case WARN_FAMILY_ON:
        return may_show_on(standing, shown_ms, now_ms, rule->zone);
    case WARN_FAMILY_STALE:
        return now_ms - shown_ms >= WARN_STALE_DAYS * DAY_MS;
    case WARN_FAMILY_UNREAD:
        return is_since(knowledge->unread->raised_ms, shown_ms, now_ms);
    case WARN_FAMILY_NONE:
    case WARN_FAMILY_ALARM:
    case WARN_FAMILY_COUNT:
        break;
    }
    return false;
}

void warn_make(const struct phrase_context *context, const struct knowledge *knowledge,
               const struct warn_rule *rule, struct warning *ret)
{
    const struct standing *standing = &knowledge->standings[context->setting];
    enum warn_id id = find_id(standing, knowledge);
    /* Without a page there is nobody for whom it could open. */
    bool opens = knowledge->reading && strcmp(rule->style, "badge") != 0;
    *ret = (struct warning){
        .id = id,
        .level = rows[id].level,
        .text = id == WARN_ID_NOTHING ? "" : phrase_make(context, rows[id].text),
        .style = rule->style,
        .show = opens && may_show(rows[id].family, standing, knowledge, rule),
    };
}

const char *warn_level_name(enum warn_level level)
{
    static const char *const names[] = {[WARN_NONE] = "none",
                                        [WARN_INFO] = "info",
                                        [WARN_WARNING] = "warning",
                                        [WARN_ALARM] = "alarm"};
    return names[level];
}

const char *warn_id_name(enum warn_id id)
{
    return rows[id].name;
}

enum warn_family warn_family_of(enum warn_id id)
{
    return rows[id].family;
}
