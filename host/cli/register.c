#include "cli/cli.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output.h"
#include "cli/registry.h"
#include "desktop/hostpath.h"

static const char *const state_names[] = {
    [REGISTRY_WRITTEN] = "written",         [REGISTRY_UNCHANGED] = "unchanged",
    [REGISTRY_REMOVED] = "removed",         [REGISTRY_ABSENT] = "absent",
    [REGISTRY_UNSUPPORTED] = "unsupported", [REGISTRY_ERROR] = "error",
};

/* Names of files are other people's text. */
static void print_path(FILE *out, const char *path)
{
    char shown[PATHS_MAX * TEXT_SHOWN_MAX + 1];
    size_t len = 0;
    fputs(text_show(view_of(path), shown, sizeof shown, &len) ? shown : "(a long path)", out);
}

static const char *name_of(const struct registry_line *line)
{
    if (line->browser) {
        return line->browser->name;
    }
    return line->family == FAMILY_FIREFOX ? "A browser like Firefox" : "A browser like Chromium";
}

static bool is_tested(const struct registry_line *line)
{
    return line->browser && line->browser->tested;
}

static const char *state_text(const struct registry_line *line, bool dry)
{
    switch (line->state) {
    case REGISTRY_WRITTEN:
        return dry ? "would be registered in " : "registered in ";
    case REGISTRY_UNCHANGED:
        return line->for_all ? "registered for everybody already, in " : "registered already, in ";
    case REGISTRY_REMOVED:
        return dry ? "would be removed: " : "removed ";
    case REGISTRY_ABSENT:
        return "was not registered in ";
    case REGISTRY_UNSUPPORTED:
        return line->package == FOUND_SNAP ? "is a snap, which cannot start the host"
                                           : "is a Flatpak, which cannot start the host";
    case REGISTRY_ERROR:
        break;
    }
    return "nothing was changed in ";
}

static void print_note(const struct registry_line *line)
{
    bool served = line->state == REGISTRY_WRITTEN || line->state == REGISTRY_UNCHANGED;
    if (line->state == REGISTRY_UNSUPPORTED) {
        fputs(": nothing was written. A browser from a .deb can, and so can Firefox's snap",
              stdout);
    }
    if (line->state == REGISTRY_ERROR) {
        printf(" (%s: %s)", error_name(line->error), error_hint(line->error));
    }
    if (served && line->missing) {
        fputs(" (this browser was not found here)", stdout);
    }
    if (served && !is_tested(line)) {
        fputs(" (not tested with this browser)", stdout);
    }
}

static void print_line(const struct registry_line *line, bool dry)
{
    printf("%s: ", name_of(line));
    if (line->shared) {
        printf("left, since %s reads the same file\n", line->shared->name);
        return;
    }
    fputs(state_text(line, dry), stdout);
    print_path(stdout, line->path);
    print_note(line);
    putchar('\n');
    if (dry && line->state == REGISTRY_WRITTEN) {
        fwrite(line->bytes.data, 1, line->bytes.len, stdout);
    }
}

/* Of all browsers there are, only those are told of whose manifest there was. */
static bool is_told(const struct registry_line *line, const struct registry_choice *choice)
{
    return line->state != REGISTRY_ABSENT || choice->browser || choice->dir;
}

static enum error tell_words(const struct registry *registry, const struct registry_choice *choice)
{
    size_t told = 0;
    size_t written = 0;
    for (size_t i = 0; i < registry->count; i++) {
        const struct registry_line *line = &registry->list[i];
        if (is_told(line, choice)) {
            print_line(line, choice->dry);
            told++;
            written += line->state == REGISTRY_WRITTEN || line->state == REGISTRY_REMOVED;
        }
    }
    if (told == 0 && !choice->host) {
        puts("Nothing was registered.");
    }
    if (written > 0 && !choice->dry) {
        puts("No browser has to be started again.");
    }
    return output_end();
}

static const char *state_name(const struct registry_line *line, bool dry)
{
    if (dry && line->state == REGISTRY_WRITTEN) {
        return "would_write";
    }
    return dry && line->state == REGISTRY_REMOVED ? "would_remove" : state_names[line->state];
}

static json_t *make_line(const struct registry_line *line, bool dry)
{
    bool wrong = line->error != E_OK;
    json_t *json =
        json_pack("{s:s?, s:s, s:s, s:b, s:s?, s:s, s:s?}", "browser",
                  line->browser ? line->browser->id : NULL, "name", name_of(line), "family",
                  page_family_name(line->family), "tested", is_tested(line), "path",
                  line->path[0] != '\0' ? line->path : NULL, "state", state_name(line, dry),
                  "error", wrong ? error_name(line->error) : NULL);
    if (json && dry && line->state == REGISTRY_WRITTEN) {
        json_object_set_new(json, "bytes", json_stringn(line->bytes.data, line->bytes.len));
    }
    return json;
}

static enum error tell_json(const struct registry *registry, const struct registry_choice *choice)
{
    json_t *list = json_array();
    for (size_t i = 0; i < registry->count; i++) {
        if (is_told(&registry->list[i], choice)) {
            json_array_append_new(list, make_line(&registry->list[i], choice->dry));
        }
    }
    json_t *json = json_pack("{s:o, s:s?}", "registered", list, "host", choice->host);
    if (!json) {
        return E_INTERNAL;
    }
    int failed = json_dumpf(json, stdout, JSON_ENSURE_ASCII | JSON_INDENT(2));
    json_decref(json);
    putchar('\n');
    return failed ? E_OUTPUT : output_end();
}

static enum error tell(const struct cli *cli, const struct registry *registry,
                       const struct registry_choice *choice)
{
    return cli->json ? tell_json(registry, choice) : tell_words(registry, choice);
}

static enum error refuse_browser(const char *id)
{
    fputs("optwatch: there is no browser ", stderr);
    print_path(stderr, id);
    fputs(" in the table; there are", stderr);
    for (size_t i = 0; i < browser_count; i++) {
        fprintf(stderr, " %s", browsers[i].id);
    }
    fputc('\n', stderr);
    return E_NO_BROWSER;
}

static enum error read_family(const char *name, enum family *ret)
{
    for (enum family family = FAMILY_CHROMIUM; family <= FAMILY_FIREFOX; family++) {
        if (strcmp(name, page_family_name(family)) == 0) {
            *ret = family;
            return E_OK;
        }
    }
    return E_USAGE;
}

static enum error read_choice(const struct cli *cli, struct registry_choice *ret)
{
    const char *browser = cli_value(cli, "browser");
    const char *family = cli_value(cli, "family");
    bool all = cli_value(cli, "all") != NULL;
    ret->dir = cli_value(cli, "dir");
    ret->user = cli_value(cli, "user") != NULL;
    ret->system = cli_value(cli, "system") != NULL;
    ret->dry = cli_value(cli, "dry-run") != NULL;
    if (cli->argc > 0 || (browser != NULL) + all + (ret->dir != NULL) > 1 ||
        (ret->user && ret->system) || (ret->dir && ret->system) || !ret->dir != !family) {
        return E_USAGE;
    }
    if (browser) {
        ret->browser = browser_find(browser);
        return ret->browser ? E_OK : refuse_browser(browser);
    }
    return family ? read_family(family, &ret->family) : E_OK;
}

/* What a shell could take amiss is not repeated. */
static void print_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789./_-";
    fprintf(stderr, " %s", strspn(word, plain) == strlen(word) ? word : "...");
}

/* Folders of a person are that person's to write. */
static enum error refuse_sudo(const struct cli *cli)
{
    if (geteuid() != 0 || !secure_getenv("SUDO_UID")) {
        return E_OK;
    }
    fprintf(stderr, "optwatch: as yourself, run: optwatch %s", cli->verb->name);
    for (size_t i = 0; i < cli->verb->option_count; i++) {
        if (cli->values[i]) {
            fprintf(stderr, " --%s", cli->verb->options[i].name);
        }
        if (cli->values[i] && cli->verb->options[i].value) {
            print_word(cli->values[i]);
        }
    }
    fputc('\n', stderr);
    return E_SUDO;
}

static enum error check_person(const struct cli *cli, const struct registry_choice *choice)
{
    if (choice->system) {
        return geteuid() == 0 ? E_OK : E_ROOT;
    }
    return refuse_sudo(cli);
}

static enum error refuse_host(const char *path, const char *why)
{
    fputs("optwatch: ", stderr);
    print_path(stderr, path);
    fprintf(stderr, ": %s\n", why);
    return E_HOST_PATH;
}

static enum error find_host(const struct cli *cli, char host[PATHS_MAX])
{
    char found[PATHS_MAX];
    const char *path = cli_value(cli, "host");
    if (!path) {
        enum error error = found_host(found);
        if (error != E_OK) {
            return error;
        }
        if (hostpath_is_build(found)) {
            return refuse_host(found, "a build folder does not last; --host takes it all the same");
        }
    }
    enum hostpath_fault fault = hostpath_look(path ? path : found, host);
    return fault == HOSTPATH_SOUND ? E_OK
                                   : refuse_host(path ? path : found, hostpath_fault_text(fault));
}

static enum error run_register(struct cli *cli)
{
    char host[PATHS_MAX];
    struct registry registry = {.arena = &cli->arena};
    struct registry_choice choice = {.host = NULL};
    enum error error = read_choice(cli, &choice);
    error = error == E_OK ? check_person(cli, &choice) : error;
    error = error == E_OK ? find_host(cli, host) : error;
    if (error != E_OK) {
        return error;
    }
    choice.host = host;
    error = registry_add(&choice, &registry);
    enum error told = tell(cli, &registry, &choice);
    return error != E_OK ? error : told;
}

static enum error run_unregister(struct cli *cli)
{
    struct registry registry = {.arena = &cli->arena};
    struct registry_choice choice = {.host = NULL};
    enum error error = read_choice(cli, &choice);
    error = error == E_OK ? check_person(cli, &choice) : error;
    if (error != E_OK) {
        return error;
    }
    error = registry_remove(&choice, &registry);
    enum error told = tell(cli, &registry, &choice);
    return error != E_OK ? error : told;
}

/* The last one is register's alone. */
static const struct cli_option options[] = {
    {"browser", "NAME", "one browser of the table; an unknown name lists them"},
    {"all", NULL, "each browser that is found here, as without a choice"},
    {"dir", "DIR", "exactly this folder of manifests, for another browser or a profile of its own"},
    {"family", "chromium|firefox", "how the browser of --dir reads a manifest"},
    {"user", NULL, "in your own folders (default); also where one for everybody serves already"},
    {"system", NULL, "in the system's folders, for everybody; needs root"},
    {"dry-run", NULL, "change nothing: show each file's place and bytes"},
    {"host", "PATH", "the optwatch-host that browsers start, in place of the installed one"},
};

#define OPTION_COUNT (sizeof options / sizeof options[0])

const struct verb register_verb = {
    .name = "register",
    .arguments = "",
    .help = "tell the browsers that are here where the host is; no browser has to be restarted",
    .options = options,
    .option_count = OPTION_COUNT,
    .run = run_register,
};

const struct verb unregister_verb = {
    .name = "unregister",
    .arguments = "",
    .help = "take away what register wrote, and nothing else",
    .options = options,
    .option_count = OPTION_COUNT - 1,
    .run = run_unregister,
};
