#include "wire/report.h"

#include <jansson.h>

#include "wire/reader.h"
#include "wire/writer.h"

static json_t *make_signal(enum signal signal)
{
    switch (signal) {
    case SIGNAL_NONE:
        break;
    case SIGNAL_OFF:
        return json_false();
    case SIGNAL_ON:
        return json_true();
    case SIGNAL_MIXED:
        return json_string("mixed");
    }
    return json_null();
}

static json_t *make_control(const struct control *control)
{
    json_t *json = json_object();
    json_t *keys = json_array();
    writer_put_number(json, "ref", control->ref);
    writer_put_text(json, "kind", page_kind_name(control->kind));
    writer_put_view(json, "role", control->role);
    for (size_t i = 0; i < control->key_count; i++) {
        json_array_append_new(keys, json_stringn(control->keys[i].data, control->keys[i].len));
    }
    writer_put(json, "keys", keys);
    writer_put_view(json, "name", control->name);
    writer_put_view(json, "description", control->description);
    writer_put(json, "checked", make_signal(control->checked));
    writer_put(json, "default_checked", make_signal(control->default_checked));
    writer_put(json, "aria_checked", make_signal(control->aria_checked));
    writer_put(json, "pressed", make_signal(control->pressed));
    writer_put_view(json, "word", control->word);
    writer_put(json, "disabled", json_boolean(control->disabled));
    writer_put(json, "visible", json_boolean(control->visible));
    return json;
}

static json_t *make_row(const struct row *row)
{
    json_t *json = json_object();
    writer_put_number(json, "ref", row->ref);
    writer_put_view(json, "path", row->path);
    writer_put_view(json, "name", row->name);
    writer_put_view(json, "word", row->word);
    return json;
}

static json_t *make_page(const struct page *page)
{
    json_t *json = json_object();
    writer_put_view(json, "path", page->path);
    writer_put_view(json, "wanted", page->wanted);
    writer_put_view(json, "lang", page->lang);
    writer_put_view(json, "heading", page->heading);
    writer_put_view(json, "visit", page->visit);
    writer_put_text(json, "load", page_load_name(page->load));
    writer_put_text(json, "touched", page_touched_name(page->touched));
    writer_put_number(json, "steady_ms", page->steady_ms);
    writer_put_number(json, "waited_ms", page->waited_ms);
    writer_put(json, "truncated", json_boolean(page->truncated));
    return json;
}

json_t *writer_make_report(const struct report *report)
{
    json_t *json = json_object();
    json_t *controls = json_array();
    json_t *rows = json_array();
    writer_put_view(json, "instance", report->instance);
    writer_put_text(json, "family", page_family_name(report->family));
    writer_put_view(json, "locale", report->locale);
    writer_put(json, "page", make_page(&report->page));
    for (size_t i = 0; i < report->page.control_count; i++) {
        json_array_append_new(controls, make_control(&report->page.controls[i]));
    }
    for (size_t i = 0; i < report->page.row_count; i++) {
        json_array_append_new(rows, make_row(&report->page.rows[i]));
    }
    writer_put(json, "controls", controls);
    writer_put(json, "rows", rows);
    return json;
}

enum error report_encode(const struct report *report, char *buffer, size_t size, size_t *ret_len)
{
    JSON_OWNED json = writer_make_report(report);
    return writer_print(json, JSON_INDENT(2), buffer, size, ret_len);
}
