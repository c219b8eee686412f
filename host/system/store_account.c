#include "system/store.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "system/query.h"

/* An intent of a later version counts as the first, which silences nothing. */
static enum intent find_intent(struct view name)
{
    for (int i = INTENT_WANT_OFF; i <= INTENT_UNDECIDED; i++) {
        if (view_equal(name, view_of(standing_intent_name((enum intent)i)))) {
            return (enum intent)i;
        }
    }
    return INTENT_WANT_OFF;
}

/* A file that others wrote may hold what a terminal must not be told. */
static void read_account(struct query *query, struct account *ret)
{
    *ret = (struct account){.id = query_get_number(query, 0)};
    ret->intent = find_intent(query_get_text(query, 1));
    struct view name = query_get_text(query, 2);
    if (name.len > 0 && name.len <= STORE_NAME_MAX && text_is_line(name)) {
        memcpy(ret->name, name.data, name.len);
    }
}

enum error store_get_account(struct store *store, int64_t id, struct account *ret)
{
    *ret = (struct account){.id = 0};
    struct query query = query_make(store, "SELECT id, intent, name FROM account WHERE id = ?");
    query_number(&query, id);
    if (query_next(&query)) {
        read_account(&query, ret);
    }
    enum error error = query_end(&query);
    return error == E_OK && ret->id == 0 ? E_UNKNOWN_ID : error;
}

/* Two questions that SQLite need not plan, in place of a join. */
enum error store_find_account(struct store *store, struct view instance, struct account *ret)
{
    *ret = (struct account){.id = 0};
    struct query query = query_make(store, "SELECT account FROM instance WHERE uuid = ?");
    query_text(&query, instance);
    int64_t id = query_next(&query) ? query_get_number(&query, 0) : 0;
    enum error error = query_end(&query);
    if (error != E_OK || id == 0) {
        return error;
    }
    error = store_get_account(store, id, ret);
    return error == E_UNKNOWN_ID ? E_OK : error;
}

static enum error add_account(struct store *store, int64_t now_ms, struct account *ret)
{
    struct query query = query_make(store, "INSERT INTO account (created_ms) VALUES (?)");
    query_number(&query, now_ms);
    enum error error = query_end(&query);
    ret->id = query_inserted(store);
    return error;
}

enum error store_take_account(struct store *store, struct view instance, enum family family,
                              int64_t now_ms, struct account *ret)
{
    enum error error = store_find_account(store, instance, ret);
    if (error == E_OK && ret->id == 0) {
        error = add_account(store, now_ms, ret);
    }
    if (error != E_OK) {
        return error;
    }
    struct query query = query_make(
        store, "INSERT INTO instance (uuid, account, family, first_ms, last_ms)"
               " VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT (uuid) DO UPDATE SET last_ms = ?4");
    query_text(&query, instance);
    query_number(&query, ret->id);
    query_text(&query, view_of(page_family_name(family)));
    query_number(&query, now_ms);
    return query_end(&query);
}

enum error store_note_program(struct store *store, struct view instance, const char *program)
{
    struct view path = view_of(program);
    if (path.len == 0 || path.data[0] != '/' || path.len > STORE_PROGRAM_MAX ||
        !text_is_valid(path)) {
        return E_OK;
    }
    struct query query =
        query_make(store, "UPDATE instance SET program = ?1 WHERE uuid = ?2 AND program <> ?1");
    query_text(&query, path);
    query_text(&query, instance);
    return query_end(&query);
}

static enum family find_family(struct view name)
{
    return view_equal(name, view_of(page_family_name(FAMILY_FIREFOX))) ? FAMILY_FIREFOX
                                                                       : FAMILY_CHROMIUM;
}

enum error store_find_program(struct store *store, struct kept_program *ret)
{
    struct query query = query_make(
        store, "SELECT family, program FROM instance ORDER BY last_ms DESC, uuid LIMIT 1");
    *ret = (struct kept_program){.found = query_next(&query)};
    if (ret->found) {
        ret->family = find_family(query_get_text(&query, 0));
        struct view path = query_get_text(&query, 1);
        if (path.len > 0 && path.data[0] == '/' && path.len <= STORE_PROGRAM_MAX) {
            memcpy(ret->path, path.data, path.len);
        }
    }
    return query_end(&query);
}

enum error store_list_accounts(struct store *store, struct account *ret, size_t max,
                               size_t *ret_count)
{
    struct query query = query_make(store, "SELECT id, intent, name FROM account ORDER BY id");
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        read_account(&query, &ret[(*ret_count)++]);
    }
    return query_end(&query);
}

enum error store_list_profiles(struct store *store, struct profile *ret, size_t max,
                               size_t *ret_count)
{
    struct query query = query_make(store, "SELECT account, family, first_ms, last_ms FROM instance"
                                           " ORDER BY account, first_ms, uuid");
    *ret_count = 0;
    while (*ret_count < max && query_next(&query)) {
        ret[(*ret_count)++] = (struct profile){
            .account = query_get_number(&query, 0),
            .family = find_family(query_get_text(&query, 1)),
            .first_ms = query_get_number(&query, 2),
            .last_ms = query_get_number(&query, 3),
        };
    }
    return query_end(&query);
}

enum error store_put_account(struct store *store, const struct account *account)
{
    struct query query = query_make(store, "UPDATE account SET name = ?, intent = ? WHERE id = ?");
    query_text(&query, view_of(account->name));
    query_text(&query, view_of(standing_intent_name(account->intent)));
    query_number(&query, account->id);
    return query_end(&query);
}

/*
 * account.separate names the youngest of the older accounts that this one is not: questions are
 * asked from the oldest on, so one number tells where they stopped.
 */
enum error store_separate_accounts(struct store *store, int64_t a, int64_t b)
{
    struct query query =
        query_make(store, "UPDATE account SET separate = max(separate, ?) WHERE id = ?");
    query_number(&query, a < b ? a : b);
    query_number(&query, a < b ? b : a);
    return query_end(&query);
}

/* Nearly everybody has one account, and SQLite takes longer to plan the question than to count. */
static enum error has_several(struct store *store, bool *ret)
{
    struct query query = query_make(store, "SELECT count(*) FROM account");
    *ret = query_next(&query) && query_get_number(&query, 0) > 1;
    return query_end(&query);
}

enum error store_find_question(struct store *store, int64_t ret[2])
{
    bool several = false;
    ret[0] = 0;
    ret[1] = 0;
    enum error error = has_several(store, &several);
    if (error != E_OK || !several) {
        return error;
    }
    struct query query =
        query_make(store, "SELECT a.id, b.id FROM account b JOIN account a"
                          " ON a.id < b.id AND a.id > b.separate"
                          " WHERE EXISTS (SELECT 1 FROM instance WHERE account = a.id)"
                          " AND EXISTS (SELECT 1 FROM instance WHERE account = b.id)"
                          " ORDER BY b.id, a.id LIMIT 1");
    bool found = query_next(&query);
    ret[0] = found ? query_get_number(&query, 0) : 0;
    ret[1] = found ? query_get_number(&query, 1) : 0;
    return query_end(&query);
}
