#include "cli/registry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fd.h"
#include "desktop/deploy.h"
#include "wire/manifest.h"

/* What is done with one place. */
struct task {
    const struct registry_choice *choice;
    struct registry *registry;
    bool remove;
};

static bool is_ours(struct view text, const void *family)
{
    struct arena arena = {0};
    struct manifest manifest = {.ours = false};
    bool ours = manifest_read(text, *(const enum family *)family, &arena, &manifest) == E_OK &&
                manifest.ours;
    arena_finish(&arena);
    return ours;
}

static struct registry_line *add_line(struct registry *registry, const struct registry_line *line)
{
    if (registry->count == REGISTRY_MAX) {
        return NULL;
    }
    registry->list[registry->count] = *line;
    return &registry->list[registry->count++];
}

static const struct registry_line *find_path(const struct registry *registry, const char *path)
{
    for (size_t i = 0; i < registry->count; i++) {
        if (strcmp(registry->list[i].path, path) == 0) {
            return &registry->list[i];
        }
    }
    return NULL;
}

static enum error fail(struct registry *registry, struct registry_line *line, enum error error)
{
    line->state = REGISTRY_ERROR;
    line->error = error;
    return add_line(registry, line) ? error : E_LIMIT;
}

static enum error encode(const struct task *task, struct registry_line *line)
{
    struct buffer buffer = {.max = MANIFEST_MAX};
    enum error error = manifest_encode(line->family, task->choice->host, &buffer);
    if (error == E_OK) {
        line->bytes.data = arena_copy(task->registry->arena, buffer_view(&buffer));
        line->bytes.len = buffer.len;
        error = line->bytes.data ? E_OK : E_LIMIT;
    }
    buffer_finish(&buffer);
    return error;
}

static enum registry_state state_of(enum deploy_state state)
{
    static const enum registry_state states[] = {
        [DEPLOY_WRITTEN] = REGISTRY_WRITTEN,
        [DEPLOY_UNCHANGED] = REGISTRY_UNCHANGED,
        [DEPLOY_REMOVED] = REGISTRY_REMOVED,
        [DEPLOY_ABSENT] = REGISTRY_ABSENT,
    };
    return states[state];
}

static enum error serve_place(const struct task *task, const struct deploy_place *place,
                              struct registry_line *line)
{
    char path[PATHS_MAX];
    enum deploy_state state = DEPLOY_ABSENT;
    struct deploy_file file = {.place = *place,
                               .name = MANIFEST_FILE,
                               .is_ours = is_ours,
                               .data = &line->family,
                               .dry = task->choice->dry};
    enum error error = deploy_path(place, MANIFEST_FILE, path);
    if (error == E_OK && task->remove && find_path(task->registry, path)) {
        return E_OK;
    }
    line->path = error == E_OK ? arena_copy(task->registry->arena, view_of(path)) : "";
    if (!line->path) {
        return E_LIMIT;
    }
    if (error == E_OK && !task->remove) {
        error = encode(task, line);
    }
    if (error == E_OK) {
        error =
            task->remove ? deploy_remove(&file, &state) : deploy_write(&file, line->bytes, &state);
    }
    if (error != E_OK) {
        return fail(task->registry, line, error);
    }
    line->state = state_of(state);
    return add_line(task->registry, line) ? E_OK : E_LIMIT;
}

static enum error serve_pattern(const struct task *task, const char *pattern,
                                const struct registry_line *line)
{
    struct deploy_place place;
    struct registry_line copy = *line;
    enum error error = deploy_find_place(pattern, &place);
    return error == E_OK ? serve_place(task, &place, &copy) : fail(task->registry, &copy, error);
}

/* The folder for 64-bit libraries is a second name of the first in some systems, and unused in
 * others: it is served where something made it. */
static bool is_used_place(const char *folder)
{
    char above[PATHS_MAX];
    char *last = NULL;
    if (strncmp(folder, "/usr/lib64/", strlen("/usr/lib64/")) != 0 ||
        strlen(folder) >= sizeof above) {
        return false;
    }
    memcpy(above, folder, strlen(folder) + 1);
    last = strrchr(above, '/');
    *last = '\0';
    return access(above, F_OK) == 0;
}

static enum error serve_system(const struct task *task, const struct registry_line *line)
{
    enum error first = E_OK;
    for (size_t i = 0; i < BROWSER_PLACES && line->browser->system[i]; i++) {
        const char *folder = line->browser->system[i];
        if (i == 0 || task->remove || is_used_place(folder)) {
            enum error error = serve_pattern(task, folder, line);
            first = first == E_OK ? error : first;
        }
    }
    return first;
}

static enum error doubt(int number)
{
    return found_is_doubt(number) ? E_OUTPUT : E_OK;
}

static enum error read_text(const char *path, char text[MANIFEST_MAX], size_t *ret_len)
{
    *ret_len = 0;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return doubt(errno);
    }
    ssize_t len = read(fd, text, MANIFEST_MAX);
    enum error error = len < 0 ? doubt(errno) : E_OK;
    *ret_len = len > 0 ? (size_t)len : 0;
    close(fd);
    return error;
}

static enum error look_whether_host(const char *path, const char *host, bool *ret_same)
{
    char canonical[PATHS_MAX];
    if (!realpath(path, canonical)) {
        return doubt(errno);
    }
    *ret_same = strcmp(canonical, host) == 0;
    return E_OK;
}

static enum error look_where_to(const char *path, enum family family, const char *host,
                                bool *ret_leads)
{
    char text[MANIFEST_MAX];
    size_t len = 0;
    struct arena arena = {0};
    struct manifest manifest = {.fault = MANIFEST_NOT_JSON};
    enum error error = read_text(path, text, &len);
    if (error == E_OK && len > 0 &&
        manifest_read((struct view){text, len}, family, &arena, &manifest) == E_OK &&
        manifest.fault == MANIFEST_SOUND) {
        error = look_whether_host(manifest.path, host, ret_leads);
    }
    arena_finish(&arena);
    return error;
}

static enum error take_for_all(const struct task *task, const char *path,
                               struct registry_line *line)
{
    const char *copy = arena_copy(task->registry->arena, view_of(path));
    if (!copy) {
        return E_LIMIT;
    }
    line->path = copy;
    return look_where_to(path, line->family, task->choice->host, &line->for_all);
}

/* What a package shipped for everybody: a file of the person's own would outlive the package. */
static enum error look_for_all(const struct task *task, struct registry_line *line)
{
    char own[PATHS_MAX];
    char path[PATHS_MAX];
    struct deploy_place place;
    if (deploy_find_place(line->browser->manifests, &place) != E_OK ||
        deploy_path(&place, MANIFEST_FILE, own) != E_OK || access(own, F_OK) == 0) {
        return E_OK;
    }
    enum error error = doubt(errno);
    for (size_t i = 0; error == E_OK && i < BROWSER_PLACES && line->browser->system[i]; i++) {
        if (deploy_find_place(line->browser->system[i], &place) != E_OK ||
            deploy_path(&place, MANIFEST_FILE, path) != E_OK) {
            continue;
        }
        if (access(path, F_OK) == 0) {
            return take_for_all(task, path, line);
        }
        error = doubt(errno);
    }
    return error;
}

static bool is_below_snap(const char *host)
{
    char snap[PATHS_MAX];
    char resolved[PATHS_MAX];
    size_t len = 0;
    if (found_place("%H/snap", snap) != E_OK || !realpath(snap, resolved)) {
        return false;
    }
    len = strlen(resolved);
    return strncmp(host, resolved, len) == 0 && host[len] == '/';
}

/* Ubuntu's portal starts a host for Firefox's snap; no other snap or Flatpak has one. */
static enum error look_at_package(const struct task *task, const struct found_browser *found,
                                  struct registry_line *line)
{
    if (found_is_there(found) || (!found->snap && !found->flatpak)) {
        return E_OK;
    }
    line->package = found->snap ? FOUND_SNAP : FOUND_FLATPAK;
    if (found->snap && line->family == FAMILY_FIREFOX) {
        return is_below_snap(task->choice->host) ? E_HOST_PATH : E_OK;
    }
    line->state = REGISTRY_UNSUPPORTED;
    return E_UNSUPPORTED;
}

/* In the person's own folder, unless one for everybody does. */
static enum error serve_person(const struct task *task, struct registry_line *line)
{
    const struct registry_choice *choice = task->choice;
    enum error error = choice->user || choice->browser ? E_OK : look_for_all(task, line);
    if (error != E_OK) {
        return fail(task->registry, line, error);
    }
    if (line->for_all) {
        line->state = REGISTRY_UNCHANGED;
        return add_line(task->registry, line) ? E_OK : E_LIMIT;
    }
    return serve_pattern(task, line->browser->manifests, line);
}

static enum error add_browser(const struct task *task, const struct browser *browser)
{
    const struct registry_choice *choice = task->choice;
    struct registry_line line = {.browser = browser, .family = browser->family, .path = ""};
    struct found_browser found;
    found_look(browser, &found);
    bool here = found_is_there(&found) || found.snap || found.flatpak;
    line.missing = !here;
    if (!here && !choice->browser) {
        return found.doubtful ? fail(task->registry, &line, E_OUTPUT) : E_OK;
    }
    enum error error = look_at_package(task, &found, &line);
    if (error == E_UNSUPPORTED) {
        line.error = choice->browser ? E_UNSUPPORTED : E_OK;
        return add_line(task->registry, &line) ? line.error : E_LIMIT;
    }
    if (error != E_OK) {
        return fail(task->registry, &line, error);
    }
    if (choice->system) {
        return serve_system(task, &line);
    }
    return serve_person(task, &line);
}

/* Another browser that is there and reads the same file. */
static const struct browser *find_sharer(const struct browser *browser)
{
    struct found_browser found;
    for (size_t i = 0; i < browser_count; i++) {
        if (&browsers[i] != browser && strcmp(browsers[i].manifests, browser->manifests) == 0) {
            found_look(&browsers[i], &found);
            if (found_is_there(&found) || found.doubtful) {
                return &browsers[i];
            }
        }
    }
    return NULL;
}

static enum error remove_browser(const struct task *task, const struct browser *browser)
{
    struct registry_line line = {.browser = browser, .family = browser->family, .path = ""};
    if (task->choice->system) {
        return serve_system(task, &line);
    }
    line.shared = task->choice->browser ? find_sharer(browser) : NULL;
    if (line.shared) {
        line.state = REGISTRY_UNCHANGED;
        return add_line(task->registry, &line) ? E_OK : E_LIMIT;
    }
    return serve_pattern(task, browser->manifests, &line);
}

static enum error run_folder(const struct task *task)
{
    struct deploy_place place;
    struct registry_line line = {.family = task->choice->family, .path = ""};
    /* Where the folder above is not there, no browser is. */
    return deploy_find_folder(task->choice->dir, &place) == E_OK ? serve_place(task, &place, &line)
                                                                 : E_NO_BROWSER;
}

static enum error run(const struct task *task)
{
    const struct registry_choice *choice = task->choice;
    enum error first = E_OK;
    if (choice->dir) {
        return run_folder(task);
    }
    for (size_t i = 0; i < browser_count; i++) {
        if (choice->browser && choice->browser != &browsers[i]) {
            continue;
        }
        enum error error =
            task->remove ? remove_browser(task, &browsers[i]) : add_browser(task, &browsers[i]);
        first = first == E_OK ? error : first;
    }
    return first;
}

enum error registry_add(const struct registry_choice *choice, struct registry *registry)
{
    struct task task = {.choice = choice, .registry = registry};
    bool any = false;
    enum error error = run(&task);
    for (size_t i = 0; i < registry->count; i++) {
        any = any || registry->list[i].state != REGISTRY_UNSUPPORTED;
    }
    return error == E_OK && !any ? E_NO_BROWSER : error;
}

enum error registry_remove(const struct registry_choice *choice, struct registry *registry)
{
    struct task task = {.choice = choice, .registry = registry, .remove = true};
    return run(&task);
}
