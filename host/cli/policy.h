/*
 * policy: what an administrator laid down for a browser that stands in Optwatch's way.
 *
 * In      the browser's folders of managed policies, read as it reads them
 * Out     each rule that holds, with the file and the key that make it
 * Units   none
 * Limits  POLICY_BYTES of a file; what is longer, or no JSON, the browser would not heed either
 * Errors  none: what cannot be read is told as a rule
 * Source  Chromium's config_dir_policy_loader.cc (every file of the folder, the last name wins,
 *         trailing commas and comments pass), native_messaging policies of chromeenterprise.google;
 *         Firefox's EnterprisePoliciesParent.sys.mjs and mozilla.github.io/policy-templates
 */
#ifndef OPTWATCH_CLI_POLICY_H
#define OPTWATCH_CLI_POLICY_H

#include <stddef.h>

#include "base/arena.h"
#include "desktop/browsers.h"

#define POLICY_BYTES ((size_t)1024 * 1024)

enum policy_rule {
    POLICY_USER_HOSTS_OFF,     /* manifests of the person's own are not read */
    POLICY_HOST_BLOCKED,       /* the host may not be started */
    POLICY_EXTENSION_BLOCKED,  /* the extension may not be installed */
    POLICY_PERMISSION_BLOCKED, /* it may not talk to any host */
    POLICY_UNPACKED_OFF,       /* none may be loaded from a folder; told only */
    POLICY_UNKNOWN_HERE,       /* a rule on hosts that this doctor does not know: told only */
    POLICY_IGNORED,            /* a file that the browser cannot read as policies */
    POLICY_COUNT
};

struct policy {
    struct {
        const char *file; /* NULL: the rule does not hold; in the arena, as is key */
        const char *key;
    } rules[POLICY_COUNT];
};

/* distribution is a folder beside the browser's program that Firefox reads where the system's has
 * no policies; NULL = none. */
void policy_read(const struct browser *browser, const char *distribution, struct arena *arena,
                 struct policy *ret);

#endif
