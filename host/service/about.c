#include "service/about.h"

#include "system/store_seal.h"

#define S_PER_MS 1000

enum error about_load(struct service *service, struct store *store)
{
    struct told_about *about = &service->about;
    struct kept_change changes[TOLD_CHANGES_MAX];
    struct kept_seal seal;
    enum error error = store_find_seal(store, &seal);
    if (error == E_OK) {
        about->sealing = store_seal_name(&seal);
        error = store_list_changes(store, service->account.id, service->primary, changes,
                                   TOLD_CHANGES_MAX, &about->change_count);
    }
    for (size_t i = 0; error == E_OK && i < about->change_count; i++) {
        about->changes[i] =
            (struct told_change){changes[i].now_ms / S_PER_MS, changes[i].to, changes[i].setting};
    }
    return error;
}

void about_tell(struct service *service, const struct phrase_context *context)
{
    struct told_about *about = &service->about;
    about->language = catalogue_languages[context->language].tag;
    about->region = service->preferences.values[PREFERENCE_REGION];
    about->account = service->account.id;
    about->name = service->account.name;
    about->intent = service->account.intent;
}
