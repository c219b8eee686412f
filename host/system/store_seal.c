#include "system/store_seal.h"

#include <string.h>

#include "system/payload.h"
#include "system/query.h"

bool store_seals(const struct kept_seal *seal)
{
    return seal->found && seal->state == SEAL_PROVEN && !seal->forget;
}

const char *store_seal_name(const struct kept_seal *seal)
{
    static const char *const names[] = {
        [SEAL_PENDING] = "pending", [SEAL_PROVEN] = "sealed", [SEAL_OFF] = "off"};
    if (!seal->found) {
        return "none";
    }
    return seal->forget ? "forgotten" : names[seal->state];
}

static enum seal_state state_of(int64_t number)
{
    /* An unknown number promises least. */
    return number == SEAL_PROVEN || number == SEAL_OFF ? (enum seal_state)number : SEAL_PENDING;
}

enum error store_find_seal(struct store *store, struct kept_seal *ret)
{
    *ret = (struct kept_seal){.found = false};
    bool whole = true;
    struct query query = query_make(
        store, "SELECT public, length(public), proven, provider, made_ms, forget FROM seal");
    if (query_next(&query)) {
        struct view provider = query_get_text(&query, 3);
        size_t len = provider.len < STORE_PROVIDER_MAX ? provider.len : STORE_PROVIDER_MAX;
        ret->found = true;
        query_get_bytes(&query, 0, ret->open, sizeof ret->open);
        whole = query_get_number(&query, 1) == SEAL_KEY_LEN;
        ret->state = state_of(query_get_number(&query, 2));
        if (len > 0) {
            memcpy(ret->provider, provider.data, len);
        }
        ret->made_ms = query_get_number(&query, 4);
        ret->forget = query_get_number(&query, 5) != 0;
    }
    enum error error = query_end(&query);
    return error == E_OK && !whole ? E_NOT_A_STORE : error;
}

enum error store_put_seal(struct store *store, const struct kept_seal *seal)
{
    struct query query = query_make(
        store, "INSERT OR REPLACE INTO seal (id, public, proven, provider, made_ms, forget)"
               " VALUES (1, ?, ?, ?, ?, ?)");
    query_bytes(&query, seal->open, sizeof seal->open);
    query_number(&query, seal->state);
    query_text(&query, view_of(seal->provider));
    query_number(&query, seal->made_ms);
    query_number(&query, seal->forget);
    return query_end(&query);
}

enum error store_drop_seal(struct store *store)
{
    return query_run(store, "DELETE FROM seal");
}

enum error store_forget_seal(struct store *store)
{
    return query_run(store, "UPDATE seal SET forget = 1, proven = 0");
}

enum error store_count_seals(struct store *store, struct seal_counts *ret)
{
    *ret = (struct seal_counts){0, 0};
    struct query query = query_make(
        store, "SELECT count(*) FILTER (WHERE sealed = 0), count(*) FILTER (WHERE sealed <> 0)"
               " FROM (SELECT sealed FROM note UNION ALL SELECT sealed FROM wording)");
    if (query_next(&query)) {
        ret->plain = query_get_number(&query, 0);
        ret->sealed = query_get_number(&query, 1);
    }
    return query_end(&query);
}

/* A few rows at a time: how many there are does not say how much memory they take. */
#define BATCH 8

struct kept_row {
    int64_t id;
    struct payload payload;
};

/* A table's statements, for rows that are plain or that are sealed, from an id on. */
struct sealed_table {
    const char *name, *list_plain, *list_sealed, *update;
};

static const struct sealed_table tables[] = {
    {"note", "SELECT id, payload, sealed FROM note WHERE sealed = 0 AND id > ? ORDER BY id LIMIT ?",
     "SELECT id, payload, sealed FROM note WHERE sealed <> 0 AND id > ? ORDER BY id LIMIT ?",
     "UPDATE note SET payload = ?, sealed = ? WHERE id = ?"},
    {"wording",
     "SELECT id, payload, sealed FROM wording WHERE sealed = 0 AND id > ? ORDER BY id LIMIT ?",
     "SELECT id, payload, sealed FROM wording WHERE sealed <> 0 AND id > ? ORDER BY id LIMIT ?",
     "UPDATE wording SET payload = ?, sealed = ? WHERE id = ?"},
};

/* One pass over the tables: key opens what is sealed; without it, open seals what is plain. */
struct pass {
    struct store *store;
    const unsigned char *open;
    const struct seal_key *key;
    int64_t count;
};

static enum error read_row(struct query *query, struct kept_row *ret)
{
    /* SQLite gives a BLOB's bytes as they are, with their number. */
    struct view data = query_get_text(query, 1);
    if (data.len > sizeof ret->payload.data) {
        return E_NOT_A_STORE;
    }
    ret->id = query_get_number(query, 0);
    if (data.len > 0) {
        memcpy(ret->payload.data, data.data, data.len);
    }
    ret->payload.len = data.len;
    ret->payload.sealed = (int)query_get_number(query, 2);
    return E_OK;
}

static enum error read_batch(const struct pass *pass, const struct sealed_table *table,
                             int64_t after, struct kept_row rows[BATCH], size_t *ret_count)
{
    enum error error = E_OK;
    struct query query =
        query_make(pass->store, pass->key ? table->list_sealed : table->list_plain);
    query_number(&query, after);
    query_number(&query, BATCH);
    *ret_count = 0;
    while (error == E_OK && *ret_count < BATCH && query_next(&query)) {
        error = read_row(&query, &rows[(*ret_count)++]);
    }
    enum error ended = query_end(&query);
    return error == E_OK ? ended : error;
}

/* Seals or opens one row in place. */
static enum error turn_row(const struct pass *pass, const struct sealed_table *table,
                           struct kept_row *row)
{
    char text[PAYLOAD_TEXT_MAX];
    size_t len = 0;
    enum error error = payload_unpack(pass->key, table->name, row->id, &row->payload, text, &len);
    if (error == E_OK && pass->key) {
        memcpy(row->payload.data, text, len);
        row->payload.len = len;
        row->payload.sealed = 0;
    } else if (error == E_OK) {
        const struct seal_place place = {table->name, row->id, SEAL_VERSION};
        row->payload.sealed = SEAL_VERSION;
        error = seal_close(pass->open, &place, (struct view){text, len}, row->payload.data,
                           &row->payload.len);
    }
    seal_wipe(text, sizeof text);
    return error;
}

static enum error write_row(const struct pass *pass, const struct sealed_table *table,
                            const struct kept_row *row)
{
    struct query query = query_make(pass->store, table->update);
    query_bytes(&query, row->payload.data, row->payload.len);
    query_number(&query, row->payload.sealed);
    query_number(&query, row->id);
    return query_end(&query);
}

static enum error turn_batch(struct pass *pass, const struct sealed_table *table,
                             struct kept_row *rows, size_t count)
{
    enum error error = E_OK;
    for (size_t i = 0; error == E_OK && i < count; i++) {
        error = turn_row(pass, table, &rows[i]);
        if (error == E_OK) {
            error = write_row(pass, table, &rows[i]);
        }
        pass->count++;
    }
    return error;
}

static enum error turn_table(struct pass *pass, const struct sealed_table *table)
{
    struct kept_row rows[BATCH];
    size_t count = BATCH;
    int64_t after = INT64_MIN;
    enum error error = E_OK;
    while (error == E_OK && count == BATCH) {
        error = read_batch(pass, table, after, rows, &count);
        if (error == E_OK && count > 0) {
            after = rows[count - 1].id;
            error = turn_batch(pass, table, rows, count);
        }
    }
    seal_wipe(rows, sizeof rows);
    return error;
}

static enum error turn_tables(struct pass *pass, int64_t *ret_count)
{
    enum error error = E_OK;
    for (size_t i = 0; error == E_OK && i < sizeof tables / sizeof tables[0]; i++) {
        error = turn_table(pass, &tables[i]);
    }
    if (error == E_OK) {
        *ret_count = pass->count;
    }
    return error;
}

enum error store_seal_rows(struct store *store, const unsigned char open[SEAL_KEY_LEN],
                           int64_t *ret_count)
{
    struct pass pass = {.store = store, .open = open};
    return turn_tables(&pass, ret_count);
}

enum error store_unseal_rows(struct store *store, const struct seal_key *key, int64_t *ret_count)
{
    struct pass pass = {.store = store, .key = key};
    return turn_tables(&pass, ret_count);
}

enum error store_compact(struct store *store)
{
    return query_run(store, "VACUUM");
}
