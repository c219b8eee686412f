#include "cli/policy.h"

#include <string.h>

#include "base/buffer.h"
#include "cli/peek.h"
#include "cli/policy_file.h"

/* A comment's length at text, or 0. */
static size_t comment_len(const char *text, const char *end)
{
    size_t left = (size_t)(end - text);
    if (left < 2 || text[0] != '/') {
        return 0;
    }
    if (text[1] == '/') {
        const char *line = memchr(text, '\n', left);
        return line ? (size_t)(line - text) : left;
    }
    const char *close = text[1] == '*' ? memmem(text + 2, left - 2, "*/", 2) : NULL;
    return close ? (size_t)(close - text) + 2 : 0;
}

static size_t string_len(const char *text, const char *end)
{
    const char *at = text + 1;
    while (at < end && *at != '"') {
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    }
    return at < end ? (size_t)(at - text) + 1 : (size_t)(end - text);
}

static const char *skip_blank(const char *at, const char *end)
{
    for (;;) {
        size_t comment = comment_len(at, end);
        if (comment > 0) {
            at += comment;
        } else if (at < end && strchr(" \t\r\n", *at) && *at != '\0') {
            at++;
        } else {
            return at;
        }
    }
}

static bool is_trailing(const char *comma, const char *end)
{
    const char *next = skip_blank(comma + 1, end);
    return next < end && (*next == ']' || *next == '}');
}

/* The same JSON without comments and trailing commas. */
static void put_strict(struct view text, struct buffer *out)
{
    const char *end = text.data + text.len;
    for (const char *at = text.data; at < end;) {
        size_t len = comment_len(at, end);
        if (len > 0 || (*at == ',' && is_trailing(at, end))) {
            at += len > 0 ? len : 1;
            continue;
        }
        len = *at == '"' ? string_len(at, end) : 1;
        buffer_put(out, (struct view){at, len});
        at += len;
    }
}

static json_t *parse(struct view text, bool lenient)
{
    struct buffer strict = {.max = POLICY_BYTES};
    if (text.len == 0) {
        return NULL;
    }
    if (lenient) {
        put_strict(text, &strict);
        text = buffer_view(&strict);
    }
    json_t *json = text.len > 0 ? json_loadb(text.data, text.len, 0, NULL) : NULL;
    buffer_finish(&strict);
    if (!json_is_object(json)) {
        json_decref(json);
        return NULL;
    }
    return json;
}

json_t *policy_load(const char *path, bool lenient, bool *ret_there)
{
    struct buffer text = {.max = POLICY_BYTES};
    struct stat file;
    enum peek what = peek_read(path, &text, &file);
    json_t *json = what == PEEK_READ ? parse(buffer_view(&text), lenient) : NULL;
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
