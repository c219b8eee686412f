#include "wire/request.h"

#include <string.h>

#include <jansson.h>

#include "wire/reader.h"

#define ID_MAX  INT64_C(9007199254740991) /* what JavaScript counts exactly */
#define REF_MAX INT32_MAX

static const char *const family_names[] = {"chromium", "firefox"};
static const char *const load_names[] = {"same_document", "fresh"};
static const char *const touched_names[] = {"no", "yes", "unknown"};
static const char *const kind_names[] = {"input", "button", "other"};
static const char *const command_names[] = {
#define COMMAND_NAME(symbol, name) name,
    COMMAND_TABLE(COMMAND_NAME)
#undef COMMAND_NAME
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

const char *request_command_name(enum command command)
{
    return command_names[command];
}

static enum error decode_keys(const json_t *keys, struct arena *arena, struct control *ret)
{
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const json_t *key = json_array_get(keys, i);
        size_t len = json_string_length(key);
        if (!json_is_string(key)) {
            return E_ARGS;
        }
        const char *copy = arena_copy(arena, (struct view){json_string_value(key), len});
        if (len > PAGE_KEY_MAX || !copy) {
            return E_LIMIT;
        }
        ret->keys[ret->key_count++] = (struct view){copy, len};
    }
    return E_OK;
}

static enum error decode_control(const json_t *json, struct arena *arena, struct control *ret)
{
    struct reader reader = reader_of(json, arena);
    ret->ref = (int)reader_count(&reader, "ref", REF_MAX);
    ret->kind =
        (enum control_kind)reader_choice(&reader, "kind", kind_names, COUNT_OF(kind_names), false);
    ret->role = reader_optional_text(&reader, "role", PAGE_ROLE_MAX);
    const json_t *keys = reader_array(&reader, "keys", PAGE_KEYS_MAX);
    ret->name = reader_optional_text(&reader, "name", PAGE_NAME_MAX);
    ret->description = reader_optional_text(&reader, "description", PAGE_DESCRIPTION_MAX);
    ret->checked = reader_property(&reader, "checked");
    ret->default_checked = reader_property(&reader, "default_checked");
    ret->aria_checked = reader_aria(&reader, "aria_checked");
    ret->pressed = reader_aria(&reader, "pressed");
    ret->word = reader_optional_text(&reader, "word", PAGE_WORD_MAX);
    ret->disabled = reader_bool(&reader, "disabled");
    ret->visible = reader_bool(&reader, "visible");
    enum error error = reader_end(&reader);
    return error == E_OK ? decode_keys(keys, arena, ret) : error;
}

static enum error decode_row(const json_t *json, struct arena *arena, struct row *ret)
{
    struct reader reader = reader_of(json, arena);
    ret->ref = (int)reader_count(&reader, "ref", REF_MAX);
    ret->path = reader_path(&reader, "path", false);
    ret->name = reader_optional_text(&reader, "name", PAGE_NAME_MAX);
    ret->word = reader_optional_text(&reader, "word", PAGE_WORD_MAX);
    return reader_end(&reader);
}

static enum error decode_page(const json_t *json, struct arena *arena, struct page *ret)
{
    struct reader reader = reader_of(json, arena);
    ret->path = reader_path(&reader, "path", false);
    ret->wanted = reader_path(&reader, "wanted", true);
    ret->lang = reader_optional_text(&reader, "lang", PAGE_TAG_MAX);
    ret->heading = reader_optional_text(&reader, "heading", PAGE_HEADING_MAX);
    ret->visit = reader_uuid(&reader, "visit", false);
    ret->load = (enum load)reader_choice(&reader, "load", load_names, COUNT_OF(load_names), false);
    ret->touched = (enum touched)reader_choice(&reader, "touched", touched_names,
                                               COUNT_OF(touched_names), false);
    ret->steady_ms = reader_count(&reader, "steady_ms", ID_MAX);
    ret->waited_ms = reader_count(&reader, "waited_ms", ID_MAX);
    ret->truncated = reader_bool(&reader, "truncated");
    return reader_end(&reader);
}

static enum error decode_lists(const json_t *controls, const json_t *rows, struct arena *arena,
                               struct page *ret)
{
    enum error error = E_OK;
    ret->control_count = json_array_size(controls);
    ret->row_count = json_array_size(rows);
    ret->controls = arena_take(arena, ret->control_count, sizeof *ret->controls);
    ret->rows = arena_take(arena, ret->row_count, sizeof *ret->rows);
    if (!ret->controls || !ret->rows) {
        return E_LIMIT;
    }
    for (size_t i = 0; error == E_OK && i < ret->control_count; i++) {
        error = decode_control(json_array_get(controls, i), arena, &ret->controls[i]);
    }
    for (size_t i = 0; error == E_OK && i < ret->row_count; i++) {
        error = decode_row(json_array_get(rows, i), arena, &ret->rows[i]);
    }
    return error;
}

/* Who asks; a question that records nothing may leave it out. */
static void decode_who(struct reader *reader, bool optional, struct report *ret)
{
    ret->instance = reader_uuid(reader, "instance", optional);
    ret->family = (enum family)reader_choice(reader, "family", family_names, COUNT_OF(family_names),
                                             optional);
    ret->locale = optional ? reader_optional_text(reader, "locale", PAGE_TAG_MAX)
                           : reader_text(reader, "locale", PAGE_TAG_MAX);
}

static enum error decode_report(const json_t *args, struct arena *arena, struct report *ret)
{
    struct reader reader = reader_of(args, arena);
    decode_who(&reader, false, ret);
    const json_t *page = reader_any(&reader, "page");
    const json_t *controls = reader_array(&reader, "controls", PAGE_CONTROLS_MAX);
    const json_t *rows = reader_array(&reader, "rows", PAGE_ROWS_MAX);
    enum error error = reader_end(&reader);
    if (error == E_OK) {
        error = decode_page(page, arena, &ret->page);
    }
    return error == E_OK ? decode_lists(controls, rows, arena, &ret->page) : error;
}

static enum error decode_args(const json_t *args, struct arena *arena, struct request *ret)
{
    struct reader reader = reader_of(args, arena);
    switch (ret->command) {
    case COMMAND_REPORT:
    case COMMAND_REDACT:
        return decode_report(args, arena, &ret->report);
    case COMMAND_REMIND:
        decode_who(&reader, true, &ret->report);
        order_read_remind(&reader, &ret->order);
        break;
    case COMMAND_STATUS:
        decode_who(&reader, true, &ret->report);
        break;
    case COMMAND_ACCOUNTS:
        decode_who(&reader, true, &ret->report);
        order_read_accounts(&reader, &ret->order);
        break;
    case COMMAND_SETTINGS:
        decode_who(&reader, true, &ret->report);
        order_read_settings(&reader, &ret->order);
        break;
    case COMMAND_EXIT:
        decode_who(&reader, true, &ret->report);
        order_read_exit(&reader, &ret->order);
        break;
    case COMMAND_SHOWN:
        decode_who(&reader, true, &ret->report);
        order_read_shown(&reader, &ret->order);
        break;
    case COMMAND_HISTORY:
        reader_history(&reader, &ret->history);
        break;
    case COMMAND_FORGET:
        ret->confirm = reader_bool(&reader, "confirm");
        break;
    case COMMAND_HELLO:
    case COMMAND_COUNT:
        break;
    }
    return reader_end(&reader);
}

/* Duplicate keys and NUL are refused by the parser: two readers must never differ about a message.
 */
static enum error load(struct view json, json_t **ret)
{
    *ret = json_loadb(json.data, json.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    return *ret ? E_OK : E_JSON;
}

static enum error find_command(const json_t *name, enum command *ret)
{
    if (!json_is_string(name)) {
        return E_MESSAGE;
    }
    for (size_t i = 0; i < COUNT_OF(command_names); i++) {
        if (strcmp(json_string_value(name), command_names[i]) == 0) {
            *ret = (enum command)i;
            return E_OK;
        }
    }
    return E_COMMAND;
}

static int nearest_protocol(json_int_t wanted)
{
    return wanted < PROTOCOL_MIN   ? PROTOCOL_MIN
           : wanted > PROTOCOL_MAX ? PROTOCOL_MAX
                                   : (int)wanted;
}

static enum error decode_envelope(const json_t *root, struct arena *arena, struct request *ret,
                                  const json_t **ret_args)
{
    struct reader reader = reader_of(root, arena);
    const json_t *version = reader_any(&reader, "v");
    const json_t *id = reader_any(&reader, "id");
    const json_t *command = reader_any(&reader, "cmd");
    *ret_args = reader_any(&reader, "args");
    if (json_is_integer(id) && json_integer_value(id) >= -ID_MAX &&
        json_integer_value(id) <= ID_MAX) {
        ret->has_id = true;
        ret->id = json_integer_value(id);
    }
    if (!json_is_integer(version) || !ret->has_id) {
        return E_MESSAGE;
    }
    ret->protocol = nearest_protocol(json_integer_value(version));
    if (json_integer_value(version) != ret->protocol) {
        return E_PROTOCOL;
    }
    if (reader_end(&reader) != E_OK) {
        return E_MESSAGE;
    }
    return find_command(command, &ret->command);
}

enum error request_decode(struct view json, struct arena *arena, struct request *ret)
{
    JSON_OWNED root = NULL;
    const json_t *args = NULL;
    *ret = (struct request){.has_id = false};
    enum error error = load(json, &root);
    if (error == E_OK) {
        error = decode_envelope(root, arena, ret, &args);
    }
    return error == E_OK ? decode_args(args, arena, ret) : error;
}

enum error request_decode_report(struct view json, struct arena *arena, struct report *ret)
{
    JSON_OWNED root = NULL;
    *ret = (struct report){.family = FAMILY_CHROMIUM};
    enum error error = load(json, &root);
    return error == E_OK ? decode_report(root, arena, ret) : error;
}
