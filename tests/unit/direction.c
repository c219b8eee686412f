#include "direction.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define WORDS_MAX 256

static const struct direction_words table[] = {
    {
        .tag = "ar",
        .on = {"*فعّل*", "*فعيل*"},
        .off = {"*عطّل*", "*عطيل*", "*يقاف"},
        .denial = {"لا", "لم", "ولم", "ليس"},
    },
    {
        .tag = "de",
        .on = {"ein", "einschalt*", "eingeschalt*"},
        .off = {"aus", "ausschalt*", "ausgeschalt*"},
        .neither = {"ein anderes", "ein widerspruch"},
        .denial = {"nicht", "weder", "kein*"},
    },
    {
        .tag = "en",
        .on = {"on"},
        .off = {"off"},
        .neither = {"on 1*", "on 2*", "on 3*", "on this page", "on three days", "on data",
                    "on your data", "then on"},
        .denial = {"not", "cannot", "neither", "no"},
    },
    {
        .tag = "es",
        .on = {"activad*", "activar*", "active", "activo", "activó", "actível*", "reactiv*"},
        .off = {"desactiv*", "desactív*"},
        .denial = {"no", "sin", "ni"},
    },
    {
        .tag = "fr",
        .on = {"activé*", "activer*", "activez", "activation", "réactiv*"},
        .off = {"désactiv*"},
        .denial = {"pas", "ni", "aucun*"},
    },
    {
        .tag = "it",
        .on = {"attivat*", "attivar*", "attiva", "attivala", "attivalo", "riattiv*"},
        .off = {"disattiv*"},
        .denial = {"non", "né"},
    },
    {
        .tag = "nl",
        .on = {"aan", "aangezet", "aanzet*", "ingeschakeld", "inschakel*"},
        .off = {"uit", "uitgezet", "uitzet*", "uitgeschakeld", "uitschakel*"},
        .neither = {"aan schermlezers"},
        .denial = {"niet", "geen"},
    },
    {
        .tag = "pt-br",
        .on = {"ativad*", "ativar*", "ative", "ativou", "reativ*"},
        .off = {"desativ*"},
        .denial = {"não", "nem"},
    },
};

const struct direction_words *direction_find(const char *tag)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].tag, tag) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

struct sentence {
    char folded[TEXT_MAX];
    struct view words[WORDS_MAX];
    size_t count;
};

static void split(const char *text, struct sentence *ret)
{
    size_t len;
    size_t at = 0;
    ret->count = 0;
    assert_true(text_fold(view_of(text), ret->folded, sizeof ret->folded, &len));
    while (text_next_word((struct view){ret->folded, len}, &at, &ret->words[ret->count])) {
        ret->count++;
        assert_true(ret->count < WORDS_MAX);
    }
}

static bool has(struct view word, struct view part)
{
    for (size_t i = 0; i + part.len <= word.len; i++) {
        if (memcmp(word.data + i, part.data, part.len) == 0) {
            return true;
        }
    }
    return false;
}

/* One word and one word of a pattern. */
static bool fits(struct view word, struct view pattern)
{
    bool open_front = pattern.data[0] == '*';
    bool open_back = pattern.data[pattern.len - 1] == '*';
    struct view core = {pattern.data + open_front, pattern.len - open_front - open_back};
    if (core.len > word.len) {
        return false;
    }
    if (open_front && open_back) {
        return has(word, core);
    }
    if (!open_front && !open_back && core.len != word.len) {
        return false;
    }
    size_t at = open_front ? word.len - core.len : 0;
    return memcmp(word.data + at, core.data, core.len) == 0;
}

/* How many words from at on the pattern takes; 0 = it is not there. */
static size_t take(const struct sentence *sentence, size_t at, const char *pattern)
{
    size_t taken = 0;
    size_t from = 0;
    struct view part;
    while (text_next_run(view_of(pattern), &from, &part)) {
        if (at + taken == sentence->count || !fits(sentence->words[at + taken], part)) {
            return 0;
        }
        taken++;
    }
    return taken;
}

static size_t take_any(const struct sentence *sentence, size_t at, const char *const *patterns)
{
    size_t taken = 0;
    for (size_t i = 0; i < DIRECTION_PATTERNS && patterns[i] && taken == 0; i++) {
        taken = take(sentence, at, patterns[i]);
    }
    return taken;
}

static void append(char *directions, char direction)
{
    size_t len = strlen(directions);
    if (len > 0 && directions[len - 1] == direction) {
        return;
    }
    assert_true(len < DIRECTION_MAX);
    directions[len] = direction;
    directions[len + 1] = '\0';
}

void direction_read(const struct direction_words *words, const char *sentence,
                    char ret[DIRECTION_MAX + 1])
{
    struct sentence read;
    split(sentence, &read);
    ret[0] = '\0';
    for (size_t i = 0; i < read.count; i++) {
        size_t skipped = take_any(&read, i, words->neither);
        if (skipped > 0) {
            i += skipped - 1;
        } else if (take_any(&read, i, words->on) > 0) {
            append(ret, '+');
        } else if (take_any(&read, i, words->off) > 0) {
            append(ret, '-');
        }
    }
}

bool direction_denies(const struct direction_words *words, const char *sentence)
{
    struct sentence read;
    split(sentence, &read);
    for (size_t i = 0; i < read.count; i++) {
        if (take_any(&read, i, words->denial) > 0) {
            return true;
        }
    }
    return false;
}
