#include "system/archive.h"

#include "catalogue/catalogue.h"
#include "system/query.h"

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The name as the store reads names: what it does not know promises nothing. */
static struct standing read_theirs(const struct archive_row *row)
{
    struct standing standing = {
        .rules = (int)row->cells[STANDINGS_RULES].number,
        .since_ms = row->cells[STANDINGS_SINCE].number,
        .last_seen_ms = row->cells[STANDINGS_LAST].number,
        .confirmed_ms = row->cells[STANDINGS_CONFIRMED].number,
        .last_on_ms = row->cells[STANDINGS_LAST_ON].number,
    };
    for (int i = STANDING_UNKNOWN; i <= STANDING_OFF_CONFIRMED; i++) {
        if (view_equal(row->cells[STANDINGS_STATE].text,
                       view_of(standing_name((enum standing_state)i)))) {
            standing.state = (enum standing_state)i;
        }
    }
    return standing;
}

static bool is_on(enum standing_state state)
{
    return state == STANDING_ON || state == STANDING_TURNED_BACK_ON;
}

/* Any where there is none, seen later, and at the same time an on against what is no on. */
static bool is_better(const struct standing *theirs, const struct standing *ours)
{
    if (ours->state == STANDING_UNKNOWN) {
        return true;
    }
    if (theirs->last_seen_ms != ours->last_seen_ms) {
        return theirs->last_seen_ms > ours->last_seen_ms;
    }
    return is_on(theirs->state) && !is_on(ours->state);
}

static enum error put_theirs(struct store *store, const struct archive_row *row, int64_t account)
{
    struct query query = query_make(
        store, "INSERT OR REPLACE INTO standing (account, setting, state, cause, rules, since_ms,"
               " last_seen_ms, confirmed_ms, last_on_ms, visit, wording, wording_changed_ms)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)");
    query_number(&query, account);
    query_text(&query, row->cells[STANDINGS_SETTING].text);
    query_text(&query, row->cells[STANDINGS_STATE].text);
    query_text(&query, row->cells[STANDINGS_CAUSE].text);
    for (int i = STANDINGS_RULES; i <= STANDINGS_LAST_ON; i++) {
        query_number(&query, row->cells[i].number);
    }
    query_bytes(&query, row->cells[STANDINGS_WORDING].text.data, STORE_WORDING_LEN);
    query_number(&query, row->cells[STANDINGS_WORDING_CHANGED].number);
    return query_end(&query);
}

/* The last on that anybody saw; an off that was confirmed before it is confirmed no more. */
static enum error put_last_on(struct store *store, const struct archive_row *row, int64_t account,
                              int64_t last_on_ms)
{
    struct query query = query_make(
        store, "UPDATE standing SET last_on_ms = ?1, state = CASE WHEN state = 'off_confirmed' AND"
               " confirmed_ms <= ?1 THEN 'off_unconfirmed' ELSE state END"
               " WHERE account = ?2 AND setting = ?3 AND (last_on_ms < ?1 OR"
               " (state = 'off_confirmed' AND confirmed_ms <= ?1))");
    query_number(&query, last_on_ms);
    query_number(&query, account);
    query_text(&query, row->cells[STANDINGS_SETTING].text);
    return query_end(&query);
}

static enum error find_ours(struct store *store, const struct archive_row *row, int64_t account,
                            struct standing *ret)
{
    int setting = catalogue_find_slug(row->cells[STANDINGS_SETTING].text);
    struct kept_standing kept = {.visit = ""};
    enum error error =
        setting == CATALOGUE_NONE ? E_OK : store_find_standing(store, account, setting, &kept);
    *ret = kept.standing;
    return error;
}

enum error merge_standing(struct merge *merge, const struct archive_row *row, int64_t account)
{
    struct standing theirs = read_theirs(row);
    struct standing ours = {.state = STANDING_UNKNOWN};
    int64_t limit_ms = merge->now_ms + ARCHIVE_AHEAD_MS;
    /* A setting that this catalogue does not know is no standing that anybody would be told. */
    bool known = catalogue_find_slug(row->cells[STANDINGS_SETTING].text) != CATALOGUE_NONE;
    if (!known || theirs.state == STANDING_UNKNOWN ||
        later(theirs.last_seen_ms, later(theirs.confirmed_ms, theirs.last_on_ms)) > limit_ms) {
        return E_OK;
    }
    enum error error = find_ours(merge->store, row, account, &ours);
    if (error == E_OK && is_better(&theirs, &ours)) {
        error = put_theirs(merge->store, row, account);
    }
    int64_t last_on_ms = later(theirs.last_on_ms, ours.last_on_ms);
    return error == E_OK ? put_last_on(merge->store, row, account, last_on_ms) : error;
}
