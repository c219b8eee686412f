#include "core/page.h"

struct view page_trim_path(struct view path)
{
    while (path.len > 1 && path.data[path.len - 1] == '/') {
        path.len--;
    }
    return path;
}

bool page_path_in(struct view path, const char *const *paths, size_t count)
{
    struct view trimmed = page_trim_path(path);
    for (size_t i = 0; i < count; i++) {
        if (view_equal(trimmed, view_of(paths[i]))) {
            return true;
        }
    }
    return false;
}

const char *page_load_name(enum load load)
{
    return load == LOAD_FRESH ? "fresh" : "same_document";
}

const char *page_touched_name(enum touched touched)
{
    switch (touched) {
    case TOUCHED_NO:
        return "no";
    case TOUCHED_YES:
        return "yes";
    case TOUCHED_UNKNOWN:
        return "unknown";
    }
    return "unknown";
}

const char *page_family_name(enum family family)
{
    return family == FAMILY_FIREFOX ? "firefox" : "chromium";
}

const char *page_kind_name(enum control_kind kind)
{
    static const char *const names[] = {
        [CONTROL_INPUT] = "input", [CONTROL_BUTTON] = "button", [CONTROL_OTHER] = "other"};
    return names[kind];
}
