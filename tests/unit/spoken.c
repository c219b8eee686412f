#include "spoken.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

int spoken_setting(void)
{
    int setting = catalogue_find_slug(view_of("data-for-ai-improvement"));
    assert_int_not_equal(setting, CATALOGUE_NONE);
    return setting;
}

int spoken_language(const char *tag)
{
    int language = catalogue_find_language(view_of(tag));
    assert_int_not_equal(language, CATALOGUE_NONE);
    return language;
}

bool spoken_has_texts(size_t language)
{
    for (int id = 0; id < TEXT_COUNT; id++) {
        if (catalogue_languages[language].texts[id]) {
            return true;
        }
    }
    return false;
}

struct phrase_context spoken_context(struct arena *arena, size_t language, size_t page)
{
    struct phrase_context context =
        phrase_context_for(arena, view_of(catalogue_languages[language].tag),
                           view_of(catalogue_languages[page].tag), spoken_setting());
    /* Who reads a language without sentences of ours reads English. */
    int speaks = spoken_has_texts(language) ? (int)language : catalogue_english;
    assert_int_equal(context.language, speaks);
    assert_int_equal(context.label_language, page);
    context.date_s = SPOKEN_MS / 1000;
    context.count = 3;
    return context;
}
