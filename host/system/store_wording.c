#include "system/wording.h"

#include <stdio.h>
#include <string.h>

#include "system/payload.h"
#include "system/query.h"

/* A name's length in bytes, a colon, the name, the description: no text can move the border. */
static size_t join(const struct wording *wording, char text[PAYLOAD_TEXT_MAX])
{
    int head = snprintf(text, PAYLOAD_TEXT_MAX, "%zu:", wording->name.len);
    size_t len = (size_t)head;
    const struct view parts[] = {wording->name, wording->description};
    for (size_t i = 0; i < 2; i++) {
        if (parts[i].len > PAYLOAD_TEXT_MAX - len) {
            return 0;
        }
        if (parts[i].len > 0) {
            memcpy(text + len, parts[i].data, parts[i].len);
        }
        len += parts[i].len;
    }
    return len;
}

bool wording_split(struct view text, struct view *ret_name, struct view *ret_description)
{
    size_t len = 0;
    size_t at = 0;
    while (at < text.len && at < 5 && text.data[at] >= '0' && text.data[at] <= '9') {
        len = len * 10 + (size_t)(text.data[at++] - '0');
    }
    if (at == 0 || at == text.len || text.data[at] != ':' || len > text.len - at - 1) {
        return false;
    }
    *ret_name = (struct view){text.data + at + 1, len};
    *ret_description = (struct view){text.data + at + 1 + len, text.len - at - 1 - len};
    return true;
}

static enum error is_kept(struct store *store, const struct wording *wording, bool *ret)
{
    struct query query = query_make(store, "SELECT 1 FROM wording WHERE hash = ?");
    query_bytes(&query, wording->hash, sizeof wording->hash);
    *ret = query_next(&query);
    return query_end(&query);
}

/* The row comes first: a sealed payload holds the row that it belongs to. */
static enum error add_row(struct store *store, const struct wording *wording, int64_t *ret_id)
{
    struct query query =
        query_make(store, "INSERT INTO wording (hash, setting, lang, payload, sealed, first_ms)"
                          " VALUES (?, ?, ?, x'', 0, ?)");
    query_bytes(&query, wording->hash, sizeof wording->hash);
    query_text(&query, wording->setting);
    query_text(&query, wording->lang);
    query_number(&query, wording->now_ms);
    enum error error = query_end(&query);
    *ret_id = query_inserted(store);
    return error;
}

static enum error put_payload(struct store *store, int64_t id, const struct payload *payload)
{
    struct query query =
        query_make(store, "UPDATE wording SET payload = ?, sealed = ? WHERE id = ?");
    query_bytes(&query, payload->data, payload->len);
    query_number(&query, payload->sealed);
    query_number(&query, id);
    return query_end(&query);
}

enum error wording_keep(struct store *store, const struct wording *wording)
{
    char text[PAYLOAD_TEXT_MAX];
    struct payload payload;
    bool kept = false;
    int64_t id = 0;
    size_t len = join(wording, text);
    enum error error = len == 0 ? E_LIMIT : is_kept(store, wording, &kept);
    if (error != E_OK || kept) {
        return error;
    }
    error = add_row(store, wording, &id);
    if (error == E_OK) {
        error = payload_pack(store, "wording", id, (struct view){text, len}, &payload);
    }
    return error == E_OK ? put_payload(store, id, &payload) : error;
}

/* Five values, as ?1 to ?5: what all statements about one look begin with. */
static void bind_look(struct query *query, const struct wording *wording)
{
    query_number(query, wording->account);
    query_text(query, wording->setting);
    query_text(query, wording->lang);
    query_bytes(query, wording->hash, sizeof wording->hash);
    query_text(query, wording->visit);
}

static enum error run_look(struct store *store, const struct wording *wording, const char *sql)
{
    struct query query = query_make(store, sql);
    bind_look(&query, wording);
    return query_end(&query);
}

static enum error take_back(struct store *store, const struct wording *wording)
{
    enum error error =
        run_look(store, wording,
                 "DELETE FROM drift WHERE account = ?1 AND setting = ?2 AND lang = ?3"
                 " AND to_hash <> ?4 AND visit = ?5");
    return error == E_OK
               ? run_look(store, wording,
                          "DELETE FROM wording_seen WHERE account = ?1 AND setting = ?2 AND"
                          " lang = ?3 AND hash <> ?4 AND first_visit = ?5 AND last_visit = ?5")
               : error;
}

static enum error see_again(struct store *store, const struct wording *wording, bool *ret_known)
{
    struct query query = query_make(
        store, "UPDATE wording_seen SET last_ms = max(last_ms, ?6), last_visit = ?5"
               " WHERE account = ?1 AND setting = ?2 AND lang = ?3 AND hash = ?4 RETURNING 1");
    bind_look(&query, wording);
    query_number(&query, wording->now_ms);
    *ret_known = query_next(&query);
    while (*ret_known && query_next(&query)) {
    }
    return query_end(&query);
}

/* From the wording seen last, unless it is this visit's and the member has moved the switch. */
static enum error note_drift(struct store *store, const struct wording *wording)
{
    struct query query = query_make(
        store, "INSERT INTO drift (account, setting, lang, from_hash, to_hash, at_ms, visit)"
               " SELECT ?1, ?2, ?3, last.hash, ?4, ?6, ?5 FROM (SELECT hash, last_visit"
               "  FROM wording_seen WHERE account = ?1 AND setting = ?2 AND lang = ?3"
               "  ORDER BY last_ms DESC, first_ms DESC LIMIT 1) AS last"
               " WHERE NOT (?7 AND last.last_visit = ?5)");
    bind_look(&query, wording);
    query_number(&query, wording->now_ms);
    query_number(&query, wording->touched);
    return query_end(&query);
}

static enum error see_first(struct store *store, const struct wording *wording)
{
    enum error error = note_drift(store, wording);
    if (error != E_OK) {
        return error;
    }
    struct query query = query_make(
        store, "INSERT INTO wording_seen (account, setting, lang, hash, first_ms, last_ms,"
               " first_visit, last_visit) VALUES (?1, ?2, ?3, ?4, ?6, ?6, ?5, ?5)");
    bind_look(&query, wording);
    query_number(&query, wording->now_ms);
    return query_end(&query);
}

static enum error put_in_standing(struct store *store, const struct wording *wording,
                                  int64_t *ret_changed_ms)
{
    struct query find = query_make(
        store, "SELECT coalesce(max(at_ms), 0) FROM drift WHERE account = ? AND setting = ?");
    query_number(&find, wording->account);
    query_text(&find, wording->setting);
    *ret_changed_ms = query_next(&find) ? query_get_number(&find, 0) : 0;
    enum error error = query_end(&find);
    if (error != E_OK) {
        return error;
    }
    struct query query = query_make(store, "UPDATE standing SET wording = ?, wording_changed_ms = ?"
                                           " WHERE account = ? AND setting = ?");
    query_bytes(&query, wording->hash, sizeof wording->hash);
    query_number(&query, *ret_changed_ms);
    query_number(&query, wording->account);
    query_text(&query, wording->setting);
    return query_end(&query);
}

enum error wording_see(struct store *store, const struct wording *wording, int64_t *ret_changed_ms)
{
    bool known = false;
    bool corrects = wording->again && !wording->touched;
    enum error error = corrects ? take_back(store, wording) : E_OK;
    if (error == E_OK) {
        error = see_again(store, wording, &known);
    }
    if (error == E_OK && !known) {
        error = see_first(store, wording);
    }
    return error == E_OK ? put_in_standing(store, wording, ret_changed_ms) : error;
}
