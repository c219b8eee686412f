/*
 * Bytes as choices: a page is put together of what the catalogue knows of LinkedIn's pages and of
 * anything else, so that few inputs are lost on what no page is. What has to hold of each reading
 * is said here a second time, without a look at how it is made.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "core/detect.h"
#include "scratch.h"

#define CONTROLS 6
#define ROWS     4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
    const uint8_t *data;
    size_t left;
};

/* 0 once all bytes are used. */
static size_t choose(struct source *source, size_t count)
{
    if (source->left == 0 || count == 0) {
        return 0;
    }
    source->left--;
    size_t wide = *source->data++;
    if (count > 256 && source->left > 0) {
        source->left--;
        wide = wide * 256 + *source->data++;
    }
    return wide % count;
}

/* Some bytes as they are, if they are text. */
static struct view raw_text(struct source *source)
{
    size_t len = choose(source, 24);
    len = len < source->left ? len : source->left;
    struct view text = {(const char *)source->data, len};
    source->data += len;
    source->left -= len;
    return text_is_valid(text) ? text : view_of("");
}

static struct view some_label(struct source *source)
{
    switch (choose(source, 4)) {
    case 0:
        return view_of("");
    case 1:
        return raw_text(source);
    default:
        return view_of(catalogue_labels[choose(source, catalogue_label_count)].folded);
    }
}

static struct view some_word(struct source *source)
{
    switch (choose(source, 4)) {
    case 0:
        return view_of(catalogue_words[choose(source, catalogue_word_count)].folded);
    case 1:
        return raw_text(source);
    default:
        return view_of("");
    }
}

static const struct setting *some_setting(struct source *source)
{
    /* The one that matters, half of the time. */
    size_t at = choose(source, 2 * catalogue_setting_count);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        if (at >= catalogue_setting_count ? catalogue_settings[i].primary : i == at) {
            return &catalogue_settings[i];
        }
    }
    return &catalogue_settings[0];
}

static struct view some_path(struct source *source)
{
    const struct setting *setting = some_setting(source);
    switch (choose(source, 5)) {
    case 0:
        return view_of(setting->listed_on_count ? setting->listed_on[0] : "/");
    case 1:
        return view_of(setting->wrong_page_count ? setting->wrong_pages[0] : "/feed/");
    case 2:
        return raw_text(source);
    default:
        return view_of(setting->page_count ? setting->pages[0] : "/");
    }
}

static enum signal some_signal(struct source *source)
{
    return (enum signal)choose(source, SIGNAL_MIXED + 1);
}

static struct control some_control(struct source *source, int ref)
{
    static const char *const roles[] = {"switch", "checkbox", "button", "", "radio", "img"};
    struct control control = {
        .ref = ref,
        .kind = (enum control_kind)choose(source, 3),
        .role = view_of(roles[choose(source, sizeof roles / sizeof roles[0])]),
        .key_count = choose(source, 3),
        .name = some_label(source),
        .description = raw_text(source),
        .checked = some_signal(source),
        .default_checked = some_signal(source),
        .aria_checked = some_signal(source),
        .pressed = some_signal(source),
        .word = some_word(source),
        .disabled = choose(source, 8) == 1,
        .visible = choose(source, 4) != 1,
    };
    for (size_t i = 0; i < control.key_count; i++) {
        const struct setting *setting = some_setting(source);
        control.keys[i] = setting->key_count > 0 && choose(source, 4) > 0
                              ? view_of(setting->keys[choose(source, setting->key_count)])
                              : raw_text(source);
    }
    return control;
}

static struct page some_page(struct source *source, struct control *controls, struct row *rows)
{
    static const int64_t times[] = {0, 1499, 1500, 5000, 20000, 60000};
    struct page page = {
        .path = some_path(source),
        .wanted = choose(source, 8) == 1 ? some_path(source) : view_of(""),
        .lang = view_of(catalogue_languages[choose(source, catalogue_language_count)].tag),
        .heading = some_label(source),
        .load = LOAD_FRESH,
        .steady_ms = times[choose(source, 6)],
        .waited_ms = times[choose(source, 6)],
        .truncated = choose(source, 16) == 1,
        .controls = controls,
        .control_count = choose(source, CONTROLS + 1),
        .rows = rows,
        .row_count = choose(source, ROWS + 1),
    };
    for (size_t i = 0; i < page.control_count; i++) {
        controls[i] = some_control(source, (int)i);
    }
    for (size_t i = 0; i < page.row_count; i++) {
        rows[i] = (struct row){(int)(page.control_count + i), some_path(source), some_label(source),
                               some_word(source)};
    }
    return page;
}

static bool bears(const struct control *control, const struct setting *setting)
{
    for (size_t i = 0; i < control->key_count; i++) {
        for (size_t k = 0; k < setting->key_count; k++) {
            if (view_equal(control->keys[i], view_of(setting->keys[k]))) {
                return true;
            }
        }
    }
    return false;
}

static bool is_told(const struct reading *reading)
{
    return reading->state == READING_ON || reading->state == READING_OFF;
}

/* Every signal of the switch that was read says the same, and there is one. */
static void check_signals(const struct reading *reading)
{
    const enum signal said = reading->state == READING_ON ? SIGNAL_ON : SIGNAL_OFF;
    const struct control *control = reading->control;
    const enum signal all[] = {control->checked, control->aria_checked, control->pressed};
    bool any = false;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        require(all[i] == SIGNAL_NONE || all[i] == said);
        any = any || all[i] == said;
    }
    require(any);
}

static void check_told(const struct page *page, const struct reading *reading)
{
    const struct setting *setting = &catalogue_settings[reading->setting];
    require(!page->truncated && page->steady_ms >= PAGE_STEADY_MS && reading->ref >= 0);
    if (!reading->control) {
        require((size_t)reading->ref >= page->control_count && !reading->confirmable);
        return;
    }
    require(reading->control->visible);
    check_signals(reading);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        require(&catalogue_settings[i] == setting ||
                !bears(reading->control, &catalogue_settings[i]));
    }
}

/* The same switch once more, hidden, saying the opposite: then nothing is certain. */
static void check_copy(const struct page *page, const struct reading *reading)
{
    struct control copies[CONTROLS + 1];
    struct page more = *page;
    struct reading again;
    if (!reading->control || !bears(reading->control, &catalogue_settings[reading->setting])) {
        return;
    }
    memcpy(copies, page->controls, page->control_count * sizeof copies[0]);
    struct control *copy = &copies[more.control_count++];
    *copy = *reading->control;
    copy->visible = false;
    copy->checked = reading->state == READING_ON ? SIGNAL_OFF : SIGNAL_ON;
    copy->aria_checked = SIGNAL_NONE;
    copy->pressed = SIGNAL_NONE;
    more.controls = copies;
    detect_page(&more, reading->setting, &again);
    require(!is_told(&again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source source = {data, size};
    struct control controls[CONTROLS] = {{0}};
    struct row rows[ROWS] = {{0}};
    struct page page = some_page(&source, controls, rows);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        struct reading reading;
        detect_page(&page, (int)i, &reading);
        require(reading.state <= READING_SIGNED_OUT && reading.reasons < UINT64_C(1)
                                                                             << REASON_COUNT);
        if (is_told(&reading)) {
            check_told(&page, &reading);
            check_copy(&page, &reading);
        }
    }
    return 0;
}
