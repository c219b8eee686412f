#include "catalogue/catalogue.h"

#include <stdlib.h>
#include <string.h>

#define TAG_MAX 35

static int compare_view(struct view a, const char *b)
{
    size_t len = strlen(b);
    int order = a.len == 0 ? 0 : memcmp(a.data, b, a.len < len ? a.len : len);
    return order != 0 ? order : (a.len > len) - (a.len < len);
}

static bool list_holds(const char *const *list, size_t count, struct view text)
{
    for (size_t i = 0; i < count; i++) {
        if (compare_view(text, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Makes "pt_BR" "pt-br". Tags are ASCII, whatever the locale. */
static bool normalise_tag(struct view tag, char *buffer)
{
    if (tag.len == 0 || tag.len > TAG_MAX) {
        return false;
    }
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.data[i];
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c - 'A' + 'a');
        } else if (c == '_') {
            c = '-';
        }
        buffer[i] = c;
    }
    return true;
}

/* An alias stands for itself alone: "zh" is zh-cn, yet "zh-tw" is another language. */
static int find_exact(struct view tag, bool aliases)
{
    for (size_t i = 0; i < catalogue_language_count; i++) {
        const struct language *language = &catalogue_languages[i];
        if (compare_view(tag, language->tag) == 0 ||
            (aliases && list_holds(language->aliases, language->alias_count, tag))) {
            return (int)i;
        }
    }
    return CATALOGUE_NONE;
}

int catalogue_find_language(struct view tag)
{
    char buffer[TAG_MAX];
    if (!normalise_tag(tag, buffer)) {
        return CATALOGUE_NONE;
    }
    struct view rest = {buffer, tag.len};
    int found = find_exact(rest, true);
    while (found == CATALOGUE_NONE && rest.len > 0) {
        do {
            rest.len--;
        } while (rest.len > 0 && buffer[rest.len] != '-');
        found = find_exact(rest, false);
    }
    return found;
}

int catalogue_find_slug(struct view slug)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        if (compare_view(slug, catalogue_settings[i].slug) == 0) {
            return (int)i;
        }
    }
    return CATALOGUE_NONE;
}

int catalogue_find_key(struct view key)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        if (list_holds(catalogue_settings[i].keys, catalogue_settings[i].key_count, key)) {
            return (int)i;
        }
    }
    return CATALOGUE_NONE;
}

int catalogue_find_page(struct view path)
{
    if (path.len > 1 && path.data[path.len - 1] == '/') {
        path.len--;
    }
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        if (list_holds(catalogue_settings[i].pages, catalogue_settings[i].page_count, path)) {
            return (int)i;
        }
    }
    return CATALOGUE_NONE;
}

bool catalogue_is_wall(struct view path)
{
    for (size_t i = 0; i < catalogue_wall_count; i++) {
        const char *wall = catalogue_walls[i];
        size_t len = strlen(wall);
        if (compare_view(path, wall) == 0 ||
            (wall[len - 1] == '/' && path.len > len && memcmp(path.data, wall, len) == 0)) {
            return true;
        }
    }
    return false;
}

static int compare_label(const void *key, const void *item)
{
    return compare_view(*(const struct view *)key, ((const struct label *)item)->folded);
}

static int compare_word(const void *key, const void *item)
{
    return compare_view(*(const struct view *)key, ((const struct word *)item)->folded);
}

const struct label *catalogue_find_labels(struct view folded, size_t *ret_count)
{
    const struct label *first = bsearch(&folded, catalogue_labels, catalogue_label_count,
                                        sizeof catalogue_labels[0], compare_label);
    const struct label *last = first;
    *ret_count = 0;
    if (!first) {
        return NULL;
    }
    while (first > catalogue_labels && compare_label(&folded, first - 1) == 0) {
        first--;
    }
    while (last + 1 < catalogue_labels + catalogue_label_count &&
           compare_label(&folded, last + 1) == 0) {
        last++;
    }
    *ret_count = (size_t)(last - first) + 1;
    return first;
}

const struct word *catalogue_find_words(struct view folded, size_t *ret_count)
{
    const struct word *first = bsearch(&folded, catalogue_words, catalogue_word_count,
                                       sizeof catalogue_words[0], compare_word);
    const struct word *last = first;
    *ret_count = 0;
    if (!first) {
        return NULL;
    }
    while (first > catalogue_words && compare_word(&folded, first - 1) == 0) {
        first--;
    }
    while (last + 1 < catalogue_words + catalogue_word_count &&
           compare_word(&folded, last + 1) == 0) {
        last++;
    }
    *ret_count = (size_t)(last - first) + 1;
    return first;
}

static int compare_term(const void *key, const void *item)
{
    return compare_view(*(const struct view *)key, *(const char *const *)item);
}

bool catalogue_knows_term(struct view folded)
{
    return bsearch(&folded, catalogue_terms, catalogue_term_count, sizeof catalogue_terms[0],
                   compare_term) != NULL;
}

bool catalogue_is_guided(int language)
{
    if (language < 0 || (size_t)language >= catalogue_language_count) {
        return false;
    }
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        if (catalogue_languages[language].texts[i]) {
            return true;
        }
    }
    return false;
}

const char *catalogue_text(int language, enum text_id id)
{
    const char *text = NULL;
    if ((unsigned)id >= TEXT_COUNT) {
        return "";
    }
    if (language >= 0 && (size_t)language < catalogue_language_count) {
        text = catalogue_languages[language].texts[id];
    }
    return text ? text : catalogue_languages[catalogue_english].texts[id];
}
