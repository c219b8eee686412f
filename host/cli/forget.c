#include "cli/cli.h"

#include <stdio.h>

#include <jansson.h>

#include "base/buffer.h"
#include "cli/keeping.h"
#include "cli/output.h"
#include "cli/words.h"
#include "system/clock.h"
#include "system/erase.h"

#define OUTPUT_MAX ((size_t)1024 * 1024)
#define MS_PER_S   1000

static const char how[] =
    "How: every row is deleted and its bytes in the file are overwritten with zeros; then the "
    "file, "
    "its journal, histories that were set aside, and the folder are removed; then Optwatch looks "
    "again.\n";

static const char rest[] =
    "Not erased by this: what the extension keeps in each browser (remove the extension there), "
    "exports and copies that you made, and what the disk or its backups keep of removed files.\n";

struct forgotten {
    struct erase erase;
    bool key_gone;
    const char *key; /* what is to be said of the key */
};

/* The key in the keyring. made: the history says that there was one. */
static enum error forget_key(struct store *store, bool made, struct forgotten *ret)
{
    struct keeping keeping = {.later = E_OK};
    ret->key_gone = true;
    ret->key = "No key was made.";
    if (!made) {
        return E_OK;
    }
    enum error error = keeping_forget(store, &keeping);
    ret->key_gone = error == E_OK && keeping.later == E_OK;
    ret->key = ret->key_gone ? "The key is gone from the keyring."
                             : "The key in the keyring remains, and with it the file that names "
                               "it: open the keyring, then run optwatch forget --yes again.";
    return error;
}

static enum error erase_rows(struct forgotten *ret)
{
    struct store *store = NULL;
    bool made = false;
    enum error error = store_open(STORE_READ, &store);
    ret->key_gone = true;
    ret->key = "No key was made.";
    if (error == E_OK && store) {
        error = store_forget(store, &made);
        if (error == E_OK) {
            error = forget_key(store, made, ret);
        }
    }
    store_close(store);
    return error;
}

/* While the key remains the file stays: it holds nothing but the mark by which to remove it. */
static enum error erase_all(struct forgotten *ret)
{
    enum error error = erase_rows(ret);
    if (error == E_OK) {
        error = erase_find(&ret->erase);
    }
    if (error == E_OK && ret->key_gone && ret->erase.folder[0] != '\0') {
        erase_remove(&ret->erase);
    }
    return error;
}

static enum error set_aside(const struct cli *cli)
{
    char name[STORE_ASIDE_MAX];
    enum error error = store_set_aside(clock_now_ms() / MS_PER_S, name);
    if (error != E_OK) {
        return error;
    }
    if (cli->json) {
        printf("{\n  \"set_aside\": \"%s\"\n}\n", name);
    } else if (name[0] == '\0') {
        puts("Nothing was moved: there is no history, or it can be read.");
    } else {
        printf("The history that could not be read is now called %s, in the same folder. The next "
               "look begins a new one.\n",
               name);
    }
    return output_end();
}

static bool all_gone(const struct forgotten *forgotten)
{
    const struct erase *erase = &forgotten->erase;
    bool gone = forgotten->key_gone && (erase->folder[0] == '\0' || erase->folder_gone);
    for (size_t i = 0; i < erase->count; i++) {
        gone = gone && erase->files[i].gone;
    }
    return gone;
}

static void put_path(struct buffer *buffer, const struct erase *erase, const char *name)
{
    words_put(buffer, view_of(erase->folder));
    buffer_put_text(buffer, "/");
    words_put(buffer, view_of(name));
    buffer_put_text(buffer, "\n");
}

static void put_gone(struct buffer *buffer, const struct forgotten *forgotten)
{
    const struct erase *erase = &forgotten->erase;
    for (size_t i = 0; i < erase->count; i++) {
        buffer_put_text(buffer, erase->files[i].gone ? "gone     " : "REMAINS  ");
        put_path(buffer, erase, erase->files[i].name);
    }
    if (erase->folder[0] == '\0') {
        buffer_put_text(buffer, "There is no history.\n");
    } else {
        buffer_put_text(buffer, erase->folder_gone ? "gone     " : "REMAINS  ");
        put_path(buffer, erase, "");
    }
    if (erase->others > 0) {
        buffer_print(buffer, "In the folder are %zu other files, which are not Optwatch's.\n",
                     erase->others);
    }
    buffer_print(buffer, "%s\n%s", forgotten->key, rest);
}

static void put_plan(struct buffer *buffer, const struct erase *erase)
{
    buffer_put_text(buffer, erase->folder[0] == '\0' ? "There is no history to erase.\n"
                                                     : "This would be erased, for good:\n");
    for (size_t i = 0; i < erase->count; i++) {
        buffer_put_text(buffer, "  ");
        put_path(buffer, erase, erase->files[i].name);
    }
    if (erase->folder[0] != '\0') {
        buffer_put_text(buffer, "  ");
        put_path(buffer, erase, "");
    }
    buffer_print(buffer, "  the key in the keyring, where one was made\n%s%s", how, rest);
}

/* done false: only what would be erased. */
static enum error put_json(struct buffer *buffer, const struct forgotten *forgotten, bool done)
{
    const struct erase *erase = &forgotten->erase;
    json_t *json = json_object();
    json_t *files = json_array();
    for (size_t i = 0; i < erase->count; i++) {
        json_array_append_new(files,
                              json_pack("{s:s++, s:b}", "path", erase->folder, "/",
                                        erase->files[i].name, "gone", (int)erase->files[i].gone));
    }
    json_object_set_new(json, "forgotten", json_boolean(done && all_gone(forgotten)));
    json_object_set_new(json, "files", files);
    json_object_set_new(json, "folder", json_string(erase->folder));
    json_object_set_new(json, "folder_gone",
                        json_boolean(erase->folder[0] == '\0' || erase->folder_gone));
    json_object_set_new(json, "key_gone", json_boolean(done && forgotten->key_gone));
    json_object_set_new(json, "not_erased", json_string(rest));
    size_t len = json_dumpb(json, NULL, 0, JSON_ENSURE_ASCII | JSON_INDENT(2));
    char *room = buffer_room(buffer, len);
    if (room) {
        buffer->len += json_dumpb(json, room, len, JSON_ENSURE_ASCII | JSON_INDENT(2));
        buffer_put_text(buffer, "\n");
    }
    json_decref(json);
    return room ? E_OK : E_REPLY;
}

static enum error print(const struct cli *cli, const struct forgotten *forgotten, bool done)
{
    struct buffer buffer = {.max = OUTPUT_MAX};
    enum error error = E_OK;
    if (cli->json) {
        error = put_json(&buffer, forgotten, done);
    } else if (done) {
        put_gone(&buffer, forgotten);
    } else {
        put_plan(&buffer, &forgotten->erase);
    }
    error = error == E_OK ? output_bytes(buffer_view(&buffer)) : error;
    buffer_finish(&buffer);
    return error;
}

static enum error run(struct cli *cli)
{
    struct forgotten forgotten = {.key = ""};
    bool yes = cli_value(cli, "yes") != NULL;
    if (cli->argc == 0 && cli_value(cli, "set-aside")) {
        return yes ? E_USAGE : set_aside(cli);
    }
    enum error error = cli->argc > 0 ? E_USAGE
                       : yes         ? erase_all(&forgotten)
                                     : erase_find(&forgotten.erase);
    if (error == E_OK) {
        error = print(cli, &forgotten, yes);
    }
    if (error != E_OK) {
        return error;
    }
    return !yes ? E_CONFIRM : all_gone(&forgotten) ? E_OK : E_REMAINS;
}

static const struct cli_option options[] = {
    {"yes", NULL, "erase it; without this, only tell what would be erased"},
    {"set-aside", NULL, "move a history that cannot be read out of the way; erase nothing"},
};

const struct verb forget_verb = {
    .name = "forget",
    .arguments = "",
    .help = "tell what would be erased; with --yes, erase all that was recorded and look again",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
