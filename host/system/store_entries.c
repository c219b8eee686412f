#include "system/archive.h"

#include "system/query.h"

/*
 * The newest rows of a section, its columns and then its id. ?1 setting, ?2 account, ?3 and ?4 the
 * times, ?5 how many, ?6 the state changed to.
 */
static const char readings[] =
    "SELECT r.account, r.instance, i.family, r.setting, r.state, r.locked, r.load, r.touched,"
    " r.rules, r.catalogue, r.wording, r.first_ms, r.last_ms, r.visits, r.id"
    " FROM reading r JOIN instance i ON i.uuid = r.instance"
    " WHERE (?1 = '' OR r.setting = ?1) AND (?2 = 0 OR r.account = ?2)"
    " AND r.last_ms >= ?3 AND r.first_ms <= ?4 AND ?6 = ''"
    " ORDER BY r.last_ms DESC, r.id DESC LIMIT ?5";

static const char changes[] = "SELECT account, setting, from_state, to_state, at_ms, id FROM change"
                              " WHERE (?1 = '' OR setting = ?1) AND (?2 = 0 OR account = ?2)"
                              " AND at_ms BETWEEN ?3 AND ?4 AND (?6 = '' OR to_state = ?6)"
                              " ORDER BY at_ms DESC, id DESC LIMIT ?5";

static const char drifts[] =
    "SELECT account, setting, lang, from_hash, to_hash, at_ms, id FROM drift"
    " WHERE (?1 = '' OR setting = ?1) AND (?2 = 0 OR account = ?2)"
    " AND at_ms BETWEEN ?3 AND ?4 AND ?6 = ''"
    " ORDER BY at_ms DESC, id DESC LIMIT ?5";

static const char wordings[] = "SELECT hash, setting, lang, first_ms, 1, NULL, NULL, id, payload,"
                               " sealed FROM wording WHERE hash = ?";

static const char *select_of(enum archive_section section)
{
    return section == ARCHIVE_READINGS ? readings : section == ARCHIVE_CHANGES ? changes : drifts;
}

enum error archive_read_newest(struct store *store, enum archive_section section,
                               const struct history_filter *filter, int64_t max, archive_take take,
                               void *self)
{
    struct query query = query_make(store, select_of(section));
    query_text(&query, filter->setting);
    query_number(&query, filter->account);
    query_number(&query, filter->from_ms);
    query_number(&query, filter->to_ms);
    query_number(&query, max);
    query_text(&query, filter->change);
    return archive_hand(&query, section, take, self);
}

enum error archive_read_wording(struct store *store, struct view hash, archive_take take,
                                void *self)
{
    struct query query = query_make(store, wordings);
    query_bytes(&query, hash.data, hash.len);
    return archive_hand(&query, ARCHIVE_WORDINGS, take, self);
}
