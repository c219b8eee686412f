#include "fixture.h"

#include "catalogue/catalogue.h"

struct fixture fixture_at(const char *path)
{
    struct fixture f = {.page = {.path = view_of(path),
                                 .lang = view_of("en"),
                                 .load = LOAD_FRESH,
                                 .steady_ms = 1500,
                                 .waited_ms = 2000}};
    return f;
}

struct control *add_switch(struct fixture *f, const char *key, const char *name,
                           enum signal checked)
{
    struct control *control = &f->controls[f->page.control_count];
    *control = (struct control){.ref = (int)f->page.control_count,
                                .kind = CONTROL_INPUT,
                                .role = view_of("switch"),
                                .name = view_of(name),
                                .checked = checked,
                                .visible = true};
    if (key) {
        control->keys[control->key_count++] = view_of(key);
    }
    f->page.control_count++;
    return control;
}

void add_row(struct fixture *f, const char *path, const char *name, const char *word)
{
    f->rows[f->page.row_count] = (struct row){.ref = 10 + (int)f->page.row_count,
                                              .path = view_of(path),
                                              .name = view_of(name),
                                              .word = view_of(word)};
    f->page.row_count++;
}

struct reading read_setting(struct fixture *f, const char *slug)
{
    struct reading reading;
    f->page.controls = f->controls;
    f->page.rows = f->rows;
    detect_page(&f->page, catalogue_find_slug(view_of(slug)), &reading);
    return reading;
}

struct reading read_ai(struct fixture *f)
{
    return read_setting(f, "data-for-ai-improvement");
}
