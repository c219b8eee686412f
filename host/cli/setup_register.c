#include <stdio.h>
#include <string.h>

#include "cli/checkup.h"
#include "cli/cli.h"
#include "cli/registry.h"
#include "cli/setup.h"
#include "desktop/hostpath.h"

#define NAMES_MAX 512

static struct setup_result fail(enum error error, const char *text)
{
    return (struct setup_result){SETUP_FAILED, error, NULL, text};
}

/* Such as "Chromium, Firefox": the browsers with a line of this state. */
static const char *list(struct checkup *checkup, const struct registry *registry,
                        enum registry_state state)
{
    char names[NAMES_MAX] = "";
    size_t len = 0;
    for (size_t i = 0; i < registry->count && len < sizeof names; i++) {
        const struct registry_line *line = &registry->list[i];
        if (line->state == state && line->browser) {
            len += (size_t)snprintf(names + len, sizeof names - len, "%s%s", len > 0 ? ", " : "",
                                    line->browser->name);
        }
    }
    return checkup_text(checkup, "%s", names);
}

static const char *tell_unsupported(struct checkup *checkup, const struct registry *registry)
{
    const char *names = list(checkup, registry, REGISTRY_UNSUPPORTED);
    return names[0] == '\0' ? ""
                            : checkup_text(checkup,
                                           " A snap or a Flatpak, which cannot start "
                                           "the host: %s.",
                                           names);
}

static struct setup_result tell(struct checkup *checkup, const struct registry *registry)
{
    const char *written = list(checkup, registry, REGISTRY_WRITTEN);
    const char *before = list(checkup, registry, REGISTRY_UNCHANGED);
    struct setup_result result = {.state = SETUP_DONE};
    if (written[0] != '\0') {
        result.done = checkup_text(checkup, "Told where the host is: %s.", written);
    }
    const char *known = before[0] == '\0'
                            ? "The browsers here know the host."
                            : checkup_text(checkup, "These know the host already: %s.", before);
    result.text = checkup_text(checkup, "%s%s", known, tell_unsupported(checkup, registry));
    return result;
}

static struct setup_result tell_error(struct checkup *checkup, const struct registry *registry,
                                      enum error error)
{
    if (error == E_NO_BROWSER) {
        return (struct setup_result){
            SETUP_LATER, error, NULL,
            checkup_text(checkup,
                         "No browser that can start the host is here.%s Once one is, run "
                         "optwatch register.",
                         tell_unsupported(checkup, registry))};
    }
    const char *names = list(checkup, registry, REGISTRY_ERROR);
    return fail(error, checkup_text(checkup, "Not told where the host is: %s. %s",
                                    names[0] == '\0' ? "the browsers" : names, error_hint(error)));
}

static enum error find_host(struct checkup *checkup, char host[PATHS_MAX], const char **ret_text)
{
    char found[PATHS_MAX];
    enum error error = found_host(found);
    if (error != E_OK) {
        return error;
    }
    if (hostpath_is_build(found)) {
        *ret_text = checkup_text(checkup,
                                 "%s is in a build folder, which does not last: "
                                 "packaging/install --user installs Optwatch.",
                                 found);
        return E_HOST_PATH;
    }
    enum hostpath_fault fault = hostpath_look(found, host);
    if (fault != HOSTPATH_SOUND) {
        *ret_text = checkup_text(checkup, "%s: %s.", found, hostpath_fault_text(fault));
        return E_HOST_PATH;
    }
    return E_OK;
}

struct setup_result setup_register(struct cli *cli, struct checkup *checkup)
{
    char host[PATHS_MAX];
    const char *why = NULL;
    enum error error = find_host(checkup, host, &why);
    if (error != E_OK) {
        return fail(error, why);
    }
    struct registry registry = {.arena = &cli->arena};
    struct registry_choice choice = {.host = host};
    error = registry_add(&choice, &registry);
    return error == E_OK ? tell(checkup, &registry) : tell_error(checkup, &registry, error);
}
