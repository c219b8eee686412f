#include "core/guide.h"

#include <string.h>

#include "core/civil.h"
#include "core/exits.h"

#define S_PER_MS 1000

static const struct standing *standing_of(const struct phrase_context *context,
                                          const struct knowledge *knowledge)
{
    return &knowledge->standings[context->setting];
}

static enum standing_state view_standing(const struct phrase_context *context,
                                         const struct knowledge *knowledge)
{
    return standing_view(standing_of(context, knowledge), knowledge->now_ms, knowledge->stale_days);
}

/* How far along the member is: the index of the step to take next. */
enum progress { AT_SIGN_IN, AT_OPEN, AT_TURN_OFF, AT_CONFIRM, AT_END, AT_NOTHING };

/* With no look at the setting itself, the way begins at its page unless it is known to be off. */
static enum progress progress_without_look(enum standing_state state)
{
    return state == STANDING_OFF_CONFIRMED ? AT_END : AT_OPEN;
}

static enum progress progress_of(const struct reading *reading, enum standing_state state)
{
    if (!reading) {
        return progress_without_look(state);
    }
    switch (reading->state) {
    case READING_SIGNED_OUT:
        return AT_SIGN_IN;
    case READING_ELSEWHERE:
        return progress_without_look(state);
    case READING_ON:
        return reading->control ? AT_TURN_OFF : AT_OPEN;
    case READING_OFF:
        if (state == STANDING_OFF_CONFIRMED) {
            return AT_END;
        }
        return reading->control ? AT_CONFIRM : AT_OPEN;
    case READING_UNCLEAR:
        /* A row only leads to the page that has the switch. */
        return reading->reasons & REASON_BIT(ROW_LINK) ? AT_OPEN : AT_TURN_OFF;
    case READING_LOADING:
    case READING_NOT_SHOWN:
        break;
    }
    return AT_NOTHING;
}

static enum step_status status_at(enum progress step, enum progress progress)
{
    if (progress == AT_NOTHING) {
        return step < AT_TURN_OFF ? STEP_DONE : STEP_TODO;
    }
    return step < progress ? STEP_DONE : step == progress ? STEP_CURRENT : STEP_TODO;
}

static void make_steps(const struct phrase_context *context, const struct reading *reading,
                       enum progress progress, struct guide *guide)
{
    static const struct {
        enum progress at;
        const char *id;
        enum text_id text;
        bool opens;
    } steps[] = {
        {AT_SIGN_IN, "sign_in", TEXT_STEP_SIGN_IN, false},
        {AT_OPEN, "open", TEXT_STEP_OPEN, true},
        {AT_TURN_OFF, "turn_off", TEXT_STEP_TURN_OFF, false},
        {AT_CONFIRM, "confirm", TEXT_STEP_CONFIRM, false},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        /* Signing in is a step only where a sign-in page stands in the way. */
        if (steps[i].at == AT_SIGN_IN && progress != AT_SIGN_IN) {
            continue;
        }
        bool has_ref = steps[i].at == AT_TURN_OFF && reading && reading->control;
        guide->steps[guide->step_count++] = (struct step){
            .id = steps[i].id,
            .text = phrase_make(context, steps[i].text),
            .status = status_at(steps[i].at, progress),
            .open = steps[i].opens ? catalogue_settings[context->setting].url : NULL,
            .ref = has_ref ? reading->ref : -1,
        };
    }
}

static bool fact_holds(const struct fact *fact, const char *today, const char *region)
{
    if (strcmp(fact->valid_from, today) > 0 ||
        (fact->valid_until[0] != '\0' && strcmp(fact->valid_until, today) < 0)) {
        return false;
    }
    return exits_in_region(fact->regions, fact->region_count, region);
}

static void make_facts(const struct phrase_context *context, const struct knowledge *knowledge,
                       struct guide *guide)
{
    const struct setting *setting = &catalogue_settings[context->setting];
    char today[11];
    civil_print_date(knowledge->now_ms / S_PER_MS, today);
    for (size_t i = 0; i < setting->fact_count && guide->fact_count < GUIDE_FACTS_MAX; i++) {
        const struct fact *fact = &setting->facts[i];
        if (fact_holds(fact, today, knowledge->region)) {
            guide->facts[guide->fact_count++] =
                (struct told_fact){fact, phrase_make(context, fact->text)};
        }
    }
}

void guide_make(const struct phrase_context *context, const struct knowledge *knowledge,
                struct guide *ret)
{
    *ret = (struct guide){.step_count = 0};
    enum progress progress = progress_of(knowledge->reading, view_standing(context, knowledge));
    make_steps(context, knowledge->reading, progress, ret);
    make_facts(context, knowledge, ret);
    exits_make(context, knowledge, ret);
}

static enum text_id standing_text(enum standing_state state)
{
    switch (state) {
    case STANDING_ON:
        return TEXT_VERDICT_ON;
    case STANDING_TURNED_BACK_ON:
        return TEXT_VERDICT_TURNED_BACK_ON;
    case STANDING_OFF_UNCONFIRMED:
        return TEXT_VERDICT_OFF_UNCONFIRMED;
    case STANDING_OFF_CONFIRMED:
        return TEXT_VERDICT_OFF_CONFIRMED;
    case STANDING_STALE:
        return TEXT_VERDICT_STALE;
    case STANDING_UNKNOWN:
        break;
    }
    return TEXT_VERDICT_UNKNOWN;
}

/* A page that shows the setting without telling its state has its own words; else NULL. */
static const enum text_id *reading_text(const struct reading *reading)
{
    static const enum text_id loading = TEXT_VERDICT_LOADING;
    static const enum text_id unclear = TEXT_VERDICT_UNCLEAR;
    static const enum text_id not_shown = TEXT_VERDICT_NOT_SHOWN;
    static const enum text_id signed_out = TEXT_VERDICT_SIGNED_OUT;
    switch (reading->state) {
    case READING_LOADING:
        return &loading;
    case READING_UNCLEAR:
        return &unclear;
    case READING_NOT_SHOWN:
        return &not_shown;
    case READING_SIGNED_OUT:
        return &signed_out;
    case READING_ELSEWHERE:
    case READING_ON:
    case READING_OFF:
        break;
    }
    return NULL;
}

static void tell_why(const struct phrase_context *context, const struct reading *reading,
                     struct verdict *verdict)
{
    static const enum text_id texts[] = {
#define REASON_TEXT(symbol, name) TEXT_WHY_##symbol,
        REASON_TABLE(REASON_TEXT)
#undef REASON_TEXT
    };
    for (int i = 0; i < REASON_COUNT; i++) {
        if (reading->reasons & (UINT64_C(1) << i)) {
            verdict->why[verdict->why_count++] = phrase_make(context, texts[i]);
        }
    }
}

void guide_verdict(const struct phrase_context *context, const struct knowledge *knowledge,
                   struct verdict *ret)
{
    const struct reading *reading = knowledge->reading;
    const struct standing *standing = standing_of(context, knowledge);
    enum standing_state state = view_standing(context, knowledge);
    const enum text_id *page_text = reading ? reading_text(reading) : NULL;
    const char *page_state = reading && page_text ? detect_state_name(reading->state) : NULL;
    struct phrase_context dated = *context;
    dated.date_s =
        (state == STANDING_OFF_CONFIRMED || state == STANDING_STALE ? standing->confirmed_ms
                                                                    : standing->last_seen_ms) /
        S_PER_MS;
    *ret = (struct verdict){
        .state = page_state ? page_state : standing_name(state),
        .text = phrase_make(&dated, page_text ? *page_text : standing_text(state)),
        .at_s = page_text ? knowledge->now_ms / S_PER_MS : standing->last_seen_ms / S_PER_MS,
    };
    if (reading) {
        tell_why(context, reading, ret);
    }
}

const char *guide_status_name(enum step_status status)
{
    static const char *const names[] = {
        [STEP_DONE] = "done", [STEP_CURRENT] = "current", [STEP_TODO] = "todo"};
    return names[status];
}
