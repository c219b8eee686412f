#include "system/store.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "system/query.h"

/* The columns, but for the account, that make two readings equal. */
#define EQUAL                                                                                      \
    "k.instance = g.instance AND k.setting = g.setting AND k.state = g.state"                      \
    " AND k.locked = g.locked AND k.load = g.load AND k.touched = g.touched"                       \
    " AND k.rules = g.rules AND k.wording = g.wording"

/*
 * ?1 stays, ?2 goes. What both have is made one first; then the rest changes hands, and what could
 * not is dropped as told already.
 */
static const char *const steps[] = {
    "UPDATE reading AS k SET first_ms = min(k.first_ms, g.first_ms),"
    " last_ms = max(k.last_ms, g.last_ms), visits = k.visits + g.visits FROM reading g"
    " WHERE k.account = ?1 AND g.account = ?2 AND " EQUAL,
    "UPDATE memory SET reading = k.id FROM reading k, reading g"
    " WHERE memory.reading = g.id AND k.account = ?1 AND g.account = ?2 AND " EQUAL,
    "DELETE FROM reading AS g WHERE g.account = ?2"
    " AND EXISTS (SELECT 1 FROM reading k WHERE k.account = ?1 AND " EQUAL ")",
    "UPDATE reading SET account = ?1 WHERE account = ?2",
    "UPDATE instance SET account = ?1 WHERE account = ?2",
    "UPDATE change SET account = ?1 WHERE account = ?2",
    "UPDATE reminder SET account = ?1 WHERE account = ?2",
    "UPDATE note SET account = ?1 WHERE account = ?2",
    "UPDATE drift SET account = ?1 WHERE account = ?2",
    "UPDATE tick AS k SET at_ms = min(k.at_ms, g.at_ms) FROM tick g"
    " WHERE k.account = ?1 AND g.account = ?2 AND k.exit = g.exit",
    "UPDATE OR IGNORE tick SET account = ?1 WHERE account = ?2",
    "DELETE FROM tick WHERE account = ?2 AND ?1 > 0",
    "UPDATE wording_seen AS k SET first_ms = min(k.first_ms, g.first_ms),"
    " last_ms = max(k.last_ms, g.last_ms) FROM wording_seen g WHERE k.account = ?1"
    " AND g.account = ?2 AND k.setting = g.setting AND k.lang = g.lang AND k.hash = g.hash",
    "UPDATE OR IGNORE wording_seen SET account = ?1 WHERE account = ?2",
    "DELETE FROM wording_seen WHERE account = ?2 AND ?1 > 0",
    /* Of two counts the one that went on last holds: the next on or off ends it in any case. */
    "DELETE FROM unread AS k WHERE k.account = ?1 AND EXISTS (SELECT 1 FROM unread g"
    " WHERE g.account = ?2 AND g.setting = k.setting AND g.last_day > k.last_day)",
    "UPDATE OR IGNORE unread SET account = ?1 WHERE account = ?2",
    "DELETE FROM unread WHERE account = ?2 AND ?1 > 0",
    /* What either of them was shown last. */
    "UPDATE shown AS k SET at_ms = max(k.at_ms, g.at_ms) FROM shown g"
    " WHERE k.account = ?1 AND g.account = ?2 AND k.warn = g.warn",
    "UPDATE OR IGNORE shown SET account = ?1 WHERE account = ?2",
    "DELETE FROM shown WHERE account = ?2 AND ?1 > 0",
    /* Standings of settings that this catalogue does not know. */
    "UPDATE OR IGNORE standing SET account = ?1 WHERE account = ?2",
    "DELETE FROM standing WHERE account = ?2 AND ?1 > 0",
    /* Younger accounts that were told apart from the one that goes are apart from the other too. */
    "UPDATE account SET separate = max(separate, ?1) WHERE id > ?1"
    " AND (separate >= ?2 AND id > ?2"
    " OR id < ?2 AND id <= (SELECT separate FROM account WHERE id = ?2))",
    "UPDATE account AS k SET created_ms = min(k.created_ms, g.created_ms),"
    " name = CASE WHEN k.name = '' THEN g.name ELSE k.name END"
    " FROM account g WHERE k.id = ?1 AND g.id = ?2",
    "DELETE FROM account WHERE id = ?2 AND ?1 > 0",
};

static enum error run_step(struct store *store, const char *sql, int64_t keep, int64_t gone)
{
    struct query query = query_make(store, sql);
    query_number(&query, keep);
    query_number(&query, gone);
    return query_end(&query);
}

/* No visit wrote the joined standing: the next look of any builds on it instead of on its own past.
 */
static void join_kept(struct kept_standing *keep, const struct kept_standing *gone)
{
    bool later = gone->standing.last_seen_ms > keep->standing.last_seen_ms;
    keep->standing = standing_join(&keep->standing, &gone->standing);
    memset(keep->visit, 0, sizeof keep->visit);
    if (later) {
        memcpy(keep->wording, gone->wording, sizeof keep->wording);
    }
    if (gone->wording_changed_ms > keep->wording_changed_ms) {
        keep->wording_changed_ms = gone->wording_changed_ms;
    }
}

struct joining {
    int64_t keep, gone, now_ms;
};

/*
 * What nobody saw happen, and the history would not explain: the other's profiles told of it. Where
 * keep had not stood at all, the changes that come along with gone tell it.
 */
static enum error note_join(struct store *store, int setting, const struct joining *joining,
                            enum standing_state from, enum standing_state to)
{
    struct kept_memory none = {.reading = 0};
    const struct kept_change change = {.account = joining->keep,
                                       .setting = setting,
                                       .visit = view_of(""),
                                       .from = from,
                                       .to = to,
                                       .now_ms = joining->now_ms};
    return from == STANDING_UNKNOWN ? E_OK : store_note_change(store, &change, false, &none);
}

static enum error join_standing(struct store *store, int setting, const struct joining *joining)
{
    struct kept_standing kept = {.visit = ""};
    struct kept_standing other = {.visit = ""};
    enum error error = store_find_standing(store, joining->keep, setting, &kept);
    if (error == E_OK) {
        error = store_find_standing(store, joining->gone, setting, &other);
    }
    if (error != E_OK || other.standing.state == STANDING_UNKNOWN) {
        return error;
    }
    enum standing_state before = kept.standing.state;
    join_kept(&kept, &other);
    error = note_join(store, setting, joining, before, kept.standing.state);
    return error == E_OK ? store_put_standing(store, joining->keep, setting, &kept) : error;
}

enum error store_join_accounts(struct store *store, int64_t keep, int64_t gone, int64_t now_ms)
{
    const struct joining joining = {keep, gone, now_ms};
    enum error error = E_OK;
    for (size_t i = 0; error == E_OK && i < catalogue_setting_count; i++) {
        error = join_standing(store, (int)i, &joining);
    }
    for (size_t i = 0; error == E_OK && i < sizeof steps / sizeof steps[0]; i++) {
        error = run_step(store, steps[i], keep, gone);
    }
    return error;
}
