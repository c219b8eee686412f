#include "cli/policy.h"

#include <string.h>

#include "base/buffer.h"
#include "cli/peek.h"
#include "cli/policy_file.h"
#include "wire/relaxed.h"

#define BOM "\xef\xbb\xbf"

static bool is_trailing(const char *comma, const char *end)
{
    const char *next = comma + 1;
    while (next < end && (*next == ' ' || *next == '\t' || *next == '\r' || *next == '\n')) {
        next++;
    }
    return next < end && (*next == ']' || *next == '}');
}

/* Of JSON without comments. */
static void drop_trailing_commas(struct view text, struct buffer *ret)
{
    const char *end = text.data + text.len;
    bool in_string = false;
    for (const char *at = text.data; at < end; at++) {
        if (in_string && *at == '\\' && at + 1 < end) {
            buffer_put_byte(ret, *at++);
        } else if (*at == '"') {
            in_string = !in_string;
        } else if (!in_string && *at == ',' && is_trailing(at, end)) {
            continue;
        }
        buffer_put_byte(ret, *at);
    }
}

static json_t *parse_strict(struct view text)
{
    json_t *json = text.len > 0 ? json_loadb(text.data, text.len, JSON_ALLOW_NUL, NULL) : NULL;
    if (!json_is_object(json)) {
        json_decref(json);
        return NULL;
    }
    return json;
}

/* Both pass over a mark of the byte order; only Chromium's reader of policies takes the commas. */
static json_t *parse(struct view text, enum family family)
{
    struct buffer relaxed = {.max = 2 * POLICY_BYTES};
    struct buffer strict = {.max = 2 * POLICY_BYTES};
    size_t bom =
        text.len >= strlen(BOM) && memcmp(text.data, BOM, strlen(BOM)) == 0 ? strlen(BOM) : 0;
    relaxed_rewrite((struct view){text.data + bom, text.len - bom}, family, &relaxed);
    if (family == FAMILY_CHROMIUM && relaxed.len > 0) {
        drop_trailing_commas(buffer_view(&relaxed), &strict);
    }
    json_t *json = parse_strict(buffer_view(family == FAMILY_CHROMIUM ? &strict : &relaxed));
    buffer_finish(&relaxed);
    buffer_finish(&strict);
    return json;
}

json_t *policy_load(const char *path, enum family family, bool *ret_there)
{
    struct buffer text = {.max = POLICY_BYTES};
    struct stat file;
    enum peek what = peek_read(path, &text, &file);
    json_t *json = what == PEEK_READ && text.len > 0 ? parse(buffer_view(&text), family) : NULL;
    *ret_there = what == PEEK_READ || what == PEEK_LONG || what == PEEK_DENIED;
    buffer_finish(&text);
    return json;
}

void policy_note(struct policy *policy, enum policy_rule rule, const char *file, const char *key,
                 struct arena *arena)
{
    const char *kept = arena_copy(arena, view_of(file));
    policy->rules[rule].file = kept ? kept : "(a file of policies)";
    policy->rules[rule].key = key;
}

bool policy_lists(const json_t *list, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));
        if (item && strcmp(item, text) == 0) {
            return true;
        }
    }
    return false;
}

enum policy_mode policy_mode_of(const json_t *settings, const char *id)
{
    const json_t *mode = json_object_get(json_object_get(settings, id), "installation_mode");
    const char *text = json_string_value(mode);
    if (!text) {
        return POLICY_UNSAID;
    }
    return strcmp(text, "blocked") == 0 || strcmp(text, "removed") == 0 ? POLICY_FORBIDDEN
                                                                        : POLICY_ALLOWED;
}

void policy_read(const struct browser *browser, const char *distribution, struct arena *arena,
                 struct policy *ret)
{
    *ret = (struct policy){0};
    if (browser->family == FAMILY_FIREFOX) {
        policy_read_firefox(browser, distribution, arena, ret);
    } else {
        policy_read_chromium(browser, arena, ret);
    }
}
