#include "core/phrase.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/civil.h"

struct phrase_context phrase_context_for(struct arena *arena, struct view locale, struct view lang,
                                         int setting)
{
    int reader = catalogue_find_language(locale);
    int labels = catalogue_find_language(lang);
    if (reader == CATALOGUE_NONE) {
        reader = catalogue_english;
    }
    return (struct phrase_context){.arena = arena,
                                   .language =
                                       catalogue_is_guided(reader) ? reader : catalogue_english,
                                   .label_language = labels == CATALOGUE_NONE ? reader : labels,
                                   .setting = setting};
}

static const char *value_of(const struct phrase_context *context, struct view name,
                            const char *date, const char *count)
{
    const struct language *language = &catalogue_languages[context->label_language];
    const struct setting *setting = &catalogue_settings[context->setting];
    const struct setting_words *words = &setting->words[context->label_language];
    const struct {
        const char *name, *value;
    } values[] = {
        {"title", words->title},
        {"toggle", words->toggle},
        {"on", language->on},
        {"off", language->off},
        {"data_privacy", language->data_privacy},
        {"settings_privacy", language->settings_privacy},
        {"url", setting->url},
        {"date", date},
        {"count", count},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (view_equal(name, view_of(values[i].name))) {
            return values[i].value;
        }
    }
    return "";
}

#define COUNT_LEN 20

struct line {
    char text[PHRASE_MAX];
    size_t len;
};

/* Leaves out what does not fit, and never half a character. */
static void append(struct line *line, struct view text)
{
    size_t room = sizeof line->text - line->len;
    size_t len = text.len < room ? text.len : room;
    while (len < text.len && len > 0 && ((unsigned char)text.data[len] & 0xC0U) == 0x80U) {
        len--;
    }
    if (len > 0) {
        memcpy(line->text + line->len, text.data, len);
        line->len += len;
    }
}

const char *phrase_make(const struct phrase_context *context, enum text_id id)
{
    struct line line = {.len = 0};
    char date[11];
    char count[COUNT_LEN + 1];
    snprintf(count, sizeof count, "%" PRId64, context->count);
    civil_print_date(context->date_s, date);
    const char *at = catalogue_text(context->language, id);
    while (*at) {
        size_t plain = strcspn(at, "{");
        append(&line, (struct view){at, plain});
        at += plain;
        const char *end = strchr(at, '}');
        if (*at == '\0' || !end) {
            break;
        }
        struct view name = {at + 1, (size_t)(end - at - 1)};
        append(&line, view_of(value_of(context, name, date, count)));
        at = end + 1;
    }
    return arena_copy(context->arena, (struct view){line.text, line.len});
}
