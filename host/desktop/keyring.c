#include "desktop/keyring.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>
#include <libsecret/secret.h>

#include "desktop/bus.h"
#include "desktop/deadline.h"
#include "desktop/provider.h"

#define HEX_LEN      ((size_t)2 * SEAL_KEY_LEN)
#define CONTENT_TYPE "text/plain"
#define LABEL        "Optwatch: opens the sealed part of the history"

/* Attributes are not encrypted: they name the program and the purpose, and nobody. */
static const SecretSchema schema = {
    .name = "org.optwatch.HistoryKey",
    .flags = SECRET_SCHEMA_NONE,
    .attributes = {{"purpose", SECRET_SCHEMA_ATTRIBUTE_STRING}, {NULL, 0}},
};

/* ---- a service that never prompts, whatever a provider asks for ---- */

typedef struct {
    SecretService parent;
} QuietService;
typedef struct {
    SecretServiceClass parent;
} QuietServiceClass;

static GType quiet_service_get_type(void);
G_DEFINE_TYPE(QuietService, quiet_service, SECRET_TYPE_SERVICE)

static void refuse_prompt(SecretService *self, SecretPrompt *prompt, const GVariantType *type,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
    (void)prompt;
    (void)type;
    GTask *task = g_task_new(self, cancellable, callback, data);
    g_task_return_new_error(task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "would prompt");
    g_object_unref(task);
}

static GVariant *refuse_prompt_finish(SecretService *self, GAsyncResult *result, GError **error)
{
    (void)self;
    return g_task_propagate_pointer(G_TASK(result), error);
}

static GVariant *refuse_prompt_sync(SecretService *self, SecretPrompt *prompt,
                                    GCancellable *cancellable, const GVariantType *type,
                                    GError **error)
{
    (void)self;
    (void)prompt;
    (void)cancellable;
    (void)type;
    g_set_error_literal(error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "would prompt");
    return NULL;
}

static void quiet_service_class_init(QuietServiceClass *klass)
{
    klass->parent.prompt_async = refuse_prompt;
    klass->parent.prompt_finish = refuse_prompt_finish;
    klass->parent.prompt_sync = refuse_prompt_sync;
}

static void quiet_service_init(QuietService *self)
{
    (void)self;
}

/* ---- one call ---- */

enum task { TASK_FIND, TASK_KEEP, TASK_REMOVE };

struct call {
    enum task task;
    enum keyring_start start;
    unsigned char key[SEAL_KEY_LEN]; /* to be kept */
    struct keyring_answer answer;
};

/* What one attempt holds of the desktop's. */
struct attempt {
    struct call *call;
    GCancellable *cancellable;
    struct provider provider;
    SecretService *service;
    GHashTable *attributes;
    GList *items;
    GError *error;
};

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The key is kept as lower-case hexadecimal digits, which any keyring can show. */
static bool read_key(SecretValue *value, unsigned char ret[SEAL_KEY_LEN])
{
    gsize len = 0;
    const char *text = value ? secret_value_get(value, &len) : NULL;
    bool well = text && len == HEX_LEN;
    for (size_t i = 0; well && i < SEAL_KEY_LEN; i++) {
        int high = hex_value(text[2 * i]);
        int low = hex_value(text[2 * i + 1]);
        well = high >= 0 && low >= 0;
        ret[i] = (unsigned char)((unsigned)high << 4U | (unsigned)low);
    }
    return well;
}

static enum keyring_state judge_absence(const struct attempt *attempt)
{
    if (!attempt->provider.has_default) {
        return KEYRING_NO_DEFAULT;
    }
    return attempt->provider.default_locked ? KEYRING_LOCKED : KEYRING_EMPTY;
}

/* A locked item shows no secret; an unlocked one is the key, or nothing of ours. */
static enum keyring_state judge_items(struct attempt *attempt, unsigned char key[SEAL_KEY_LEN])
{
    enum keyring_state state = judge_absence(attempt);
    for (GList *at = attempt->items; at; at = at->next) {
        SecretItem *item = at->data;
        SecretValue *value = secret_item_get_secret(item);
        if (secret_item_get_locked(item)) {
            state = KEYRING_LOCKED;
        } else {
            state = read_key(value, key) ? KEYRING_FOUND : KEYRING_DAMAGED;
        }
        if (value) {
            secret_value_unref(value);
        }
        if (state == KEYRING_FOUND) {
            break;
        }
    }
    return state;
}

static bool search(struct attempt *attempt)
{
    struct keyring_answer *answer = &attempt->call->answer;
    g_list_free_full(attempt->items, g_object_unref);
    attempt->items = secret_service_search_sync(
        attempt->service, &schema, attempt->attributes,
        (SecretSearchFlags)(SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS), attempt->cancellable,
        &attempt->error);
    if (attempt->error) {
        return false;
    }
    answer->state = judge_items(attempt, answer->key);
    answer->other_locked = attempt->provider.other_locked;
    return true;
}

static SecretValue *make_value(const unsigned char key[SEAL_KEY_LEN])
{
    static const char digits[] = "0123456789abcdef";
    char text[HEX_LEN + 1];
    for (size_t i = 0; i < SEAL_KEY_LEN; i++) {
        text[2 * i] = digits[key[i] >> 4U];
        text[2 * i + 1] = digits[key[i] & 15U];
    }
    text[HEX_LEN] = '\0';
    SecretValue *value = secret_value_new(text, (gssize)HEX_LEN, CONTENT_TYPE);
    seal_wipe(text, sizeof text);
    return value;
}

/* Without "replace": a key that came in between stays, beside this one. */
static bool keep(struct attempt *attempt)
{
    SecretCollection *collection = secret_collection_for_alias_sync(
        attempt->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, attempt->cancellable,
        &attempt->error);
    if (!collection) {
        return false;
    }
    SecretValue *value = make_value(attempt->call->key);
    SecretItem *item =
        secret_item_create_sync(collection, &schema, attempt->attributes, LABEL, value,
                                SECRET_ITEM_CREATE_NONE, attempt->cancellable, &attempt->error);
    secret_value_unref(value);
    g_object_unref(collection);
    if (item) {
        g_object_unref(item);
    }
    return item && search(attempt);
}

static bool remove_items(struct attempt *attempt)
{
    for (GList *at = attempt->items; at; at = at->next) {
        if (!secret_item_get_locked(at->data) &&
            !secret_item_delete_sync(at->data, attempt->cancellable, &attempt->error)) {
            return false;
        }
    }
    return search(attempt);
}

static bool act(struct attempt *attempt)
{
    enum keyring_state state = attempt->call->answer.state;
    if (attempt->call->task == TASK_KEEP && state == KEYRING_EMPTY) {
        return keep(attempt);
    }
    if (attempt->call->task == TASK_REMOVE &&
        (state == KEYRING_FOUND || state == KEYRING_DAMAGED)) {
        return remove_items(attempt);
    }
    return true;
}

/* The service is opened anew each time: a session of a provider that has ended is of no use. */
static bool open_service(struct attempt *attempt)
{
    attempt->service =
        secret_service_open_sync(quiet_service_get_type(), NULL, SECRET_SERVICE_OPEN_SESSION,
                                 attempt->cancellable, &attempt->error);
    attempt->attributes = secret_attributes_build(&schema, "purpose", "history", NULL);
    return attempt->service != NULL;
}

static bool run_steps(struct attempt *attempt)
{
    struct provider *provider = &attempt->provider;
    /* The answer is that of one provider: the same one before and after. */
    return provider_connect(provider) &&
           provider_find(provider, attempt->call->start == KEYRING_START) &&
           provider_read_locks(provider) && open_service(attempt) && search(attempt) &&
           act(attempt) && provider_is_same(provider);
}

static enum keyring_state judge_error(const struct attempt *attempt)
{
    const GError *error = attempt->error ? attempt->error : attempt->provider.error;
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
        return KEYRING_TIMEOUT;
    }
    if (!attempt->provider.bus) {
        return KEYRING_NO_BUS;
    }
    if (provider_is_absent(&attempt->provider)) {
        return KEYRING_NO_PROVIDER;
    }
    return g_error_matches(error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ? KEYRING_LOCKED
                                                                        : KEYRING_FAILED;
}

/* False if trying again may help: the provider ended in between. */
static bool try_once(struct call *call, GCancellable *cancellable)
{
    struct attempt attempt = {
        .call = call, .cancellable = cancellable, .provider = {.cancellable = cancellable}};
    call->answer = (struct keyring_answer){.state = KEYRING_FAILED};
    if (run_steps(&attempt)) {
        memcpy(call->answer.provider, attempt.provider.name, sizeof attempt.provider.name);
    } else {
        keyring_finish(&call->answer);
        call->answer.state = judge_error(&attempt);
    }
    g_clear_error(&attempt.error);
    g_list_free_full(attempt.items, g_object_unref);
    g_clear_pointer(&attempt.attributes, g_hash_table_unref);
    g_clear_object(&attempt.service);
    provider_finish(&attempt.provider);
    return call->answer.state != KEYRING_FAILED;
}

static void run_call(void *data, void *cancellable)
{
    struct call *call = data;
    if (!try_once(call, cancellable)) {
        (void)try_once(call, cancellable);
    }
}

static void drop_call(void *data)
{
    seal_wipe(data, sizeof(struct call));
    free(data);
}

static void run(enum task task, enum keyring_start start, const unsigned char *key,
                struct keyring_answer *ret)
{
    static const struct deadline_work work = {run_call, drop_call};
    *ret = (struct keyring_answer){.state = KEYRING_NO_BUS};
    if (!bus_is_there()) {
        return;
    }
    struct call *call = calloc(1, sizeof *call);
    if (!call) {
        abort();
    }
    call->task = task;
    call->start = start;
    if (key) {
        memcpy(call->key, key, SEAL_KEY_LEN);
    }
    ret->state = KEYRING_TIMEOUT;
    if (deadline_run(&work, call, KEYRING_WAIT_MS)) {
        *ret = call->answer;
        drop_call(call);
    }
}

void keyring_find(enum keyring_start start, struct keyring_answer *ret)
{
    run(TASK_FIND, start, NULL, ret);
}

void keyring_keep(const unsigned char key[SEAL_KEY_LEN], struct keyring_answer *ret)
{
    run(TASK_KEEP, KEYRING_START, key, ret);
}

void keyring_remove(struct keyring_answer *ret)
{
    run(TASK_REMOVE, KEYRING_START, NULL, ret);
}

void keyring_finish(struct keyring_answer *answer)
{
    seal_wipe(answer->key, sizeof answer->key);
}

const char *keyring_state_name(enum keyring_state state)
{
    static const char *const names[] = {
        [KEYRING_NO_BUS] = "no_bus",   [KEYRING_NO_PROVIDER] = "no_provider",
        [KEYRING_LOCKED] = "locked",   [KEYRING_NO_DEFAULT] = "no_default",
        [KEYRING_EMPTY] = "empty",     [KEYRING_FOUND] = "found",
        [KEYRING_DAMAGED] = "damaged", [KEYRING_TIMEOUT] = "timeout",
        [KEYRING_FAILED] = "failed"};
    return names[state];
}
