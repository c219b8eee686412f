#include "pages.h"

#include <stdlib.h>
#include <string.h>

#include "catalogue/catalogue.h"

#define AI_PAGE       "/mypreferences/d/settings/data-for-ai-improvement"
#define AI_KEY        "allowDataForGenerativeAI"
#define AI_TOGGLE     "Use my data for training content creation AI models"
#define SHARED_PAGE   "/mypreferences/d/settings/linkedin-promotions"
#define CATEGORY_PAGE "/mypreferences/d/categories/ads"
/* A title that is known, in a language whose name for the switch is not. */
#define FI_TITLE "Tiedot generatiivisen tekoälyn parantamiseen"

struct texts {
    char name[PAGE_NAME_MAX];
    char description[PAGE_DESCRIPTION_MAX];
    char word[PAGE_WORD_MAX];
    char path[PAGE_PATH_MAX];
    char keys[PAGE_KEYS_MAX][PAGE_KEY_MAX];
};

struct built {
    struct page page; /* first: the caller holds its address */
    struct control controls[PAGE_CONTROLS_MAX + 1];
    struct row rows[PAGE_ROWS_MAX];
    struct texts texts[PAGE_CONTROLS_MAX + 1];
};

const char *pages_shape_name(enum shape shape)
{
    static const char *const names[SHAPE_COUNT] = {
#define SHAPE_NAME(symbol, name) name,
        SHAPE_TABLE(SHAPE_NAME)
#undef SHAPE_NAME
    };
    return names[shape];
}

/* A key that is a known one and more: it differs as late as it can. */
static struct view make_key(char *buffer, size_t number)
{
    const char *known = catalogue_settings[number % catalogue_setting_count].keys[0];
    size_t len = strlen(known);
    memset(buffer, 'x', PAGE_KEY_MAX);
    memcpy(buffer, known, len < PAGE_KEY_MAX ? len : PAGE_KEY_MAX - 1);
    return (struct view){buffer, PAGE_KEY_MAX};
}

static void fill_keys(struct control *control, struct texts *texts, enum shape shape)
{
    for (size_t i = 0; i < PAGE_KEYS_MAX; i++) {
        control->keys[i] = make_key(texts->keys[i], i);
        if (shape == SHAPE_SHARED || shape == SHAPE_BESIDE) {
            /* The last ones of the catalogue take longest to find. */
            size_t last = catalogue_setting_count - PAGE_KEYS_MAX;
            control->keys[i] = view_of(catalogue_settings[last + i].keys[0]);
        }
    }
    if (shape == SHAPE_OURS) {
        control->keys[PAGE_KEYS_MAX - 1] = view_of(AI_KEY);
    }
    control->key_count = shape == SHAPE_NAMESAKES ? 0 : PAGE_KEYS_MAX;
}

static void add_control(struct built *built, enum shape shape, enum fill fill)
{
    size_t at = built->page.control_count++;
    struct texts *texts = &built->texts[at];
    struct control *control = &built->controls[at];
    int number = shape == SHAPE_NAMESAKES ? 0 : (int)at;
    *control = (struct control){
        .ref = (int)at,
        .kind = CONTROL_INPUT,
        .role = view_of("switch"),
        .name = texts_fill(fill, number, texts->name, PAGE_NAME_MAX),
        .description = texts_fill(fill, number, texts->description, PAGE_DESCRIPTION_MAX),
        .checked = SIGNAL_OFF,
        .aria_checked = SIGNAL_OFF,
        .word = texts_fill(fill, (int)at, texts->word, PAGE_WORD_MAX),
        .visible = at == 0 || shape != SHAPE_NAMESAKES};
    if (fill == FILL_PLAIN) {
        control->name = view_of(AI_TOGGLE);
        control->word = view_of("Off");
    }
    fill_keys(control, texts, shape);
}

/* Closing slashes count towards the path's length and are no part of it. */
static struct view make_path(char *buffer, const char *path)
{
    memset(buffer, '/', PAGE_PATH_MAX);
    memcpy(buffer, path, strlen(path));
    return (struct view){buffer, PAGE_PATH_MAX};
}

static void add_row(struct built *built, enum fill fill)
{
    size_t at = built->page.row_count++;
    struct texts *texts = &built->texts[at];
    built->rows[at] = (struct row){.ref = (int)at,
                                   .path = make_path(texts->path, SHARED_PAGE),
                                   .name = texts_fill(fill, (int)at, texts->name, PAGE_NAME_MAX),
                                   .word = texts_fill(fill, (int)at, texts->word, PAGE_WORD_MAX)};
    if (fill == FILL_PLAIN) {
        built->rows[at].word = view_of("Off");
    }
}

static void fill_page(struct built *built, enum shape shape, enum fill fill, size_t count)
{
    bool rows = shape == SHAPE_ROWS || shape == SHAPE_BESIDE;
    size_t controls = shape == SHAPE_BESIDE ? 1 : rows ? 0 : count;
    /* One more: a single one would be the only switch, and be asked for its name. */
    controls += shape == SHAPE_STRANGERS;
    for (size_t i = 0; i < controls; i++) {
        add_control(built, shape, fill);
    }
    for (size_t i = 0; rows && i < count; i++) {
        add_row(built, fill);
    }
}

struct page *pages_create(enum shape shape, enum fill fill, size_t count)
{
    struct built *built = calloc(1, sizeof *built);
    if (!built) {
        abort();
    }
    built->page = (struct page){.path = view_of(shape == SHAPE_ROWS ? CATEGORY_PAGE : AI_PAGE),
                                .lang = view_of(fill == FILL_PLAIN ? "en" : "fi"),
                                .heading = view_of(FI_TITLE),
                                .load = LOAD_FRESH,
                                .steady_ms = PAGE_STEADY_MS,
                                .waited_ms = PAGE_WAITED_MS,
                                .controls = built->controls,
                                .rows = built->rows};
    fill_page(built, shape, fill, count);
    return &built->page;
}

void pages_destroy(struct page *page)
{
    free(page);
}
