#include "wire/manifest.h"

#include <string.h>
#include <strings.h>

#include "identity.h"
#include "templates.h"
#include "wire/reader.h"
#include "wire/relaxed.h"

#define BOM    "\xef\xbb\xbf"
#define SCHEME "chrome-extension://"
/* Of what a host is made is not checked, but that an address may have it. */
#define NO_HOST "/*:?@%#\\[]<>^|"
#define HEX     "0123456789abcdefABCDEF"
#define ID_SET  "-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
/* A key that comes twice counts as its last, and NUL is a character, for both families. */
#define AS_BROWSERS (JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL)
/* A byte becomes at most six. */
#define REWRITTEN_MAX (6 * MANIFEST_MAX)

static const char *list_key(enum family family)
{
    return family == FAMILY_FIREFOX ? "allowed_extensions" : "allowed_origins";
}

const char *manifest_entry(enum family family)
{
    return family == FAMILY_FIREFOX ? OPTWATCH_FIREFOX_ID : OPTWATCH_CHROMIUM_ORIGIN;
}

const char *manifest_fault_text(enum manifest_fault fault)
{
    static const char *const texts[] = {
        [MANIFEST_SOUND] = "",
        [MANIFEST_NOT_JSON] = "the file is no valid JSON",
        [MANIFEST_NOT_OBJECT] = "the file is JSON, but no object",
        [MANIFEST_UNKNOWN_KEY] = "there is a key that Firefox does not know",
        [MANIFEST_NAME] = "the name is missing or another",
        [MANIFEST_DESCRIPTION] = "the description is missing",
        [MANIFEST_TYPE] = "the type is missing or not stdio",
        [MANIFEST_NO_PATH] = "the path is missing",
        [MANIFEST_RELATIVE_PATH] = "the path is not absolute",
        [MANIFEST_ENTRY] = "an entry of the list of extensions has no valid form",
        [MANIFEST_NOT_LISTED] = "the extension is not in the list",
    };
    return texts[fault];
}

/* Bytes that need neither a browser's nor a terminal's reading of UTF-8. */
static bool is_plain(const char *path)
{
    for (; *path != '\0'; path++) {
        if (*path < ' ' || *path > '~') {
            return false;
        }
    }
    return true;
}

/* As JSON text without its quotes. */
static void put_escaped(struct buffer *buffer, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            buffer_put_byte(buffer, '\\');
        }
        buffer_put_byte(buffer, *text);
    }
}

enum error manifest_encode(enum family family, const char *host_path, struct buffer *buffer)
{
    static const struct {
        const char *head, *tail;
    } templates[] = {[FAMILY_CHROMIUM] = {MANIFEST_CHROMIUM_HEAD, MANIFEST_CHROMIUM_TAIL},
                     [FAMILY_FIREFOX] = {MANIFEST_FIREFOX_HEAD, MANIFEST_FIREFOX_TAIL}};
    if (host_path[0] != '/' || !is_plain(host_path)) {
        return E_HOST_PATH;
    }
    buffer_put_text(buffer, templates[family].head);
    put_escaped(buffer, host_path);
    buffer_put_text(buffer, templates[family].tail);
    return buffer->full ? E_HOST_PATH : E_OK;
}

static bool says(const json_t *object, const char *key, const char *wanted)
{
    const json_t *value = json_object_get(object, key);
    size_t len = json_string_length(value);
    return json_is_string(value) && len == strlen(wanted) &&
           memcmp(json_string_value(value), wanted, len) == 0;
}

static const char *find_path(const json_t *object)
{
    const json_t *value = json_object_get(object, "path");
    const char *path = json_string_value(value);
    return path && *path != '\0' && strlen(path) == json_string_length(value) ? path : NULL;
}

/* A damaged file of ours is still ours, so that it can be mended. */
static bool is_ours(const json_t *object, const char *path)
{
    const char *last = path ? strrchr(path, '/') : NULL;
    last = last ? last + 1 : path;
    return path && says(object, "name", OPTWATCH_HOST_NAME) && strcmp(last, MANIFEST_HOST) == 0;
}

static const char *find_unknown(json_t *object)
{
    static const char *const known[] = {"name", "description", "path", "type",
                                        "allowed_extensions"};
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        const char *key = json_object_iter_key(at);
        bool is_known = false;
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            is_known = is_known || strcmp(key, known[i]) == 0;
        }
        if (!is_known) {
            return key;
        }
    }
    return NULL;
}

static bool has_description(const json_t *object, enum family family)
{
    const json_t *value = json_object_get(object, "description");
    return json_is_string(value) && (family == FAMILY_FIREFOX || json_string_length(value) > 0);
}

/* scheme://host/ and whatever path; no wildcard may widen the host, and an extension has no port.
 */
static bool is_origin(const char *entry)
{
    size_t scheme = strlen(SCHEME);
    if (strncmp(entry, SCHEME, scheme) != 0) {
        return false;
    }
    size_t host = strcspn(entry + scheme, NO_HOST);
    return host > 0 && entry[scheme + host] == '/';
}

static bool is_made_of(const char *text, size_t len, const char *allowed)
{
    return strspn(text, allowed) >= len;
}

/* {8-4-4-4-12} in hexadecimal. */
static bool is_braced(const char *id)
{
    static const char form[] = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
    for (size_t i = 0; i < sizeof form; i++) {
        bool digit = id[i] != '\0' && strchr(HEX, id[i]);
        if (form[i] == 'x' ? !digit : id[i] != form[i]) {
            return false;
        }
    }
    return true;
}

static bool is_id(const char *entry)
{
    size_t name = strcspn(entry, "@");
    const char *domain = entry + name + (entry[name] == '@');
    return is_braced(entry) ||
           (*domain != '\0' && entry[name] == '@' && is_made_of(entry, name, ID_SET) &&
            is_made_of(domain, strlen(domain), ID_SET));
}

static bool is_entry(const json_t *value, enum family family)
{
    const char *entry = json_string_value(value);
    if (!entry) {
        return false;
    }
    return family == FAMILY_FIREFOX ? strlen(entry) == json_string_length(value) && is_id(entry)
                                    : is_origin(entry);
}

/* A host has no case; an id of Firefox has. */
static bool is_own(const json_t *value, enum family family)
{
    const char *own = manifest_entry(family);
    const char *entry = json_string_value(value);
    return family == FAMILY_FIREFOX ? strcmp(entry, own) == 0
                                    : strncasecmp(entry, own, strlen(own)) == 0;
}

static enum manifest_fault look_at_list(const json_t *object, enum family family,
                                        const json_t **ret_entry)
{
    const json_t *list = json_object_get(object, list_key(family));
    bool own = false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *value = json_array_get(list, i);
        if (!is_entry(value, family)) {
            *ret_entry = value;
            return MANIFEST_ENTRY;
        }
        own = own || is_own(value, family);
    }
    *ret_entry = own ? NULL : json_array_get(list, 0);
    return own ? MANIFEST_SOUND : MANIFEST_NOT_LISTED;
}

static enum manifest_fault look(json_t *object, enum family family, struct manifest *ret,
                                const json_t **ret_entry)
{
    ret->path = find_path(object);
    ret->ours = is_ours(object, ret->path);
    ret->key = family == FAMILY_FIREFOX ? find_unknown(object) : NULL;
    if (ret->key) {
        return MANIFEST_UNKNOWN_KEY;
    }
    if (!says(object, "name", OPTWATCH_HOST_NAME)) {
        return MANIFEST_NAME;
    }
    if (!has_description(object, family)) {
        return MANIFEST_DESCRIPTION;
    }
    if (!says(object, "type", "stdio")) {
        return MANIFEST_TYPE;
    }
    if (!ret->path) {
        return MANIFEST_NO_PATH;
    }
    if (ret->path[0] != '/') {
        return MANIFEST_RELATIVE_PATH;
    }
    return look_at_list(object, family, ret_entry);
}

/* *text lives as long as the JSON tree: a copy lives as long as the arena. */
static bool keep(struct arena *arena, const char **text)
{
    *text = *text ? arena_copy(arena, view_of(*text)) : NULL;
    return *text != NULL;
}

static enum error keep_all(struct arena *arena, struct manifest *manifest)
{
    const char **texts[] = {&manifest->key, &manifest->path, &manifest->entry};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (*texts[i] && !keep(arena, texts[i])) {
            return E_LIMIT;
        }
    }
    return E_OK;
}

static json_t *load(struct view text, enum family family)
{
    struct buffer buffer = {.max = REWRITTEN_MAX};
    relaxed_rewrite(text, family, &buffer);
    json_t *json = NULL;
    if (buffer.len > 0 && !buffer.full) {
        json = json_loadb(buffer.data, buffer.len, JSON_DECODE_ANY | AS_BROWSERS, NULL);
    }
    buffer_finish(&buffer);
    return json;
}

enum error manifest_read(struct view text, enum family family, struct arena *arena,
                         struct manifest *ret)
{
    struct manifest manifest = {.fault = MANIFEST_NOT_JSON};
    const json_t *entry = NULL;
    size_t bom = strlen(BOM);
    if (text.len > MANIFEST_MAX) {
        return E_LIMIT;
    }
    bom = text.len >= bom && memcmp(text.data, BOM, bom) == 0 ? bom : 0;
    JSON_OWNED json = load((struct view){text.data + bom, text.len - bom}, family);
    if (json_is_object(json)) {
        manifest.fault = look(json, family, &manifest, &entry);
        manifest.entry = json_string_value(entry);
    } else if (json) {
        manifest.fault = MANIFEST_NOT_OBJECT;
    }
    enum error error = keep_all(arena, &manifest);
    if (error == E_OK) {
        *ret = manifest;
    }
    return error;
}
