/* Private to policy*.c: files of policies as JSON, and the rules on extensions that both families
 * have. */
#ifndef OPTWATCH_CLI_POLICY_FILE_H
#define OPTWATCH_CLI_POLICY_FILE_H

#include <jansson.h>
#include <stdbool.h>

#include "cli/policy.h"

#define POLICY_HOST     "optwatch"
#define POLICY_ANY      "*"
#define POLICY_SETTINGS "ExtensionSettings"

/* One rule noted: the last one told of holds. */
void policy_note(struct policy *policy, enum policy_rule rule, const char *file, const char *key,
                 struct arena *arena);

/* An object, owned by the caller; NULL where the file is none that a browser of that family heeds.
 * *ret_there: there is a file, good or not. */
json_t *policy_load(const char *path, enum family family, bool *ret_there);

/* Whether list, if it is one, has text among its items. */
bool policy_lists(const json_t *list, const char *text);

enum policy_mode { POLICY_UNSAID, POLICY_ALLOWED, POLICY_FORBIDDEN };

/* What ExtensionSettings says of the extension id, or of POLICY_ANY. */
enum policy_mode policy_mode_of(const json_t *settings, const char *id);

void policy_read_chromium(const struct browser *browser, struct arena *arena, struct policy *ret);
void policy_read_firefox(const struct browser *browser, const char *distribution,
                         struct arena *arena, struct policy *ret);

#endif
