#include "system/archive.h"

#include <string.h>

#include "system/query.h"
#include "system/wording.h"

/* By what tells it from others: its number in the export says nothing here. */
#define THE_REMINDER                                                                               \
    "(SELECT min(id) AS id FROM reminder WHERE account IS nullif(?1, 0) AND setting = ?2"          \
    " AND kind = ?3 AND rule = ?4 AND anchor_s = ?5 AND created_s = ?6 AND ?7 IS NOT NULL) r"      \
    " WHERE r.id IS NOT NULL"

/*
 * One statement a section, its columns as ?1, ?2, … with the account already ours. Where a row is
 * there, the wider span of time and the greater count hold, so that a second time changes nothing.
 */
static const char *const merges[ARCHIVE_SECTION_COUNT] = {
    [ARCHIVE_INSTANCES] = "INSERT INTO instance (uuid, account, family, first_ms, last_ms)"
                          " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (uuid) DO UPDATE SET"
                          " first_ms = min(first_ms, ?4), last_ms = max(last_ms, ?5)"
                          " WHERE first_ms > ?4 OR last_ms < ?5",
    [ARCHIVE_READINGS] =
        "INSERT INTO reading (account, instance, setting, state, locked, load, touched, rules,"
        " catalogue, wording, first_ms, last_ms, visits) SELECT ?1, uuid, ?4, ?5, ?6, ?7, ?8, ?9,"
        " ?10, ?11, ?12, ?13, ?14 FROM instance WHERE uuid = ?2 AND family = ?3"
        " ON CONFLICT (account, instance, setting, state, locked, load, touched, rules, wording)"
        " DO UPDATE SET first_ms = min(first_ms, ?12), last_ms = max(last_ms, ?13),"
        " visits = max(visits, ?14)"
        " WHERE first_ms > ?12 OR last_ms < ?13 OR visits < ?14",
    [ARCHIVE_CHANGES] =
        "INSERT INTO change (account, setting, from_state, to_state, visit, at_ms)"
        " SELECT ?1, ?2, ?3, ?4, '', ?5 WHERE NOT EXISTS (SELECT 1 FROM change WHERE account = ?1"
        " AND setting = ?2 AND from_state = ?3 AND to_state = ?4 AND at_ms = ?5)",
    /* One reminder of a kind is enough: an open one is not joined by a second. */
    [ARCHIVE_REMINDERS] =
        "INSERT INTO reminder (account, setting, kind, rule, anchor_s, after_s, created_s, ended_s,"
        " name, first) SELECT nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11 - 1 WHERE"
        " ?10 IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM reminder WHERE account IS nullif(?1, 0) AND setting = ?2"
        " AND kind = ?3 AND ((rule = ?4 AND anchor_s = ?5 AND created_s = ?7) OR"
        " (?8 = 0 AND ended_s = 0 AND ?3 IN ('opt_out', 'recheck'))))",
    [ARCHIVE_DELIVERIES] =
        "INSERT INTO delivery (reminder, number, due_s, at_s, carrier, lease)"
        " SELECT r.id, ?8, ?9, ?10, ?11, '' FROM " THE_REMINDER " AND NOT EXISTS (SELECT 1"
        " FROM delivery d WHERE d.reminder = r.id AND d.number = ?8 AND d.at_s = ?10)",
    /* What came of an instance here holds. */
    [ARCHIVE_OUTCOMES] =
        "INSERT OR IGNORE INTO outcome (reminder, number, due_s, shown_s, settled_s, snoozed_s,"
        " snooze_set_s, leased_s) SELECT r.id, ?8, ?9, ?10, ?11, ?12, ?13, 0 FROM " THE_REMINDER,
    [ARCHIVE_TICKS] = "INSERT INTO tick (account, exit, at_ms) VALUES (?1, ?2, ?3)"
                      " ON CONFLICT (account, exit) DO NOTHING",
    [ARCHIVE_DRIFTS] =
        "INSERT INTO drift (account, setting, lang, from_hash, to_hash, at_ms, visit)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, '' WHERE NOT EXISTS (SELECT 1 FROM drift WHERE"
        " account = ?1 AND setting = ?2 AND lang = ?3 AND from_hash = ?4 AND to_hash = ?5"
        " AND at_ms = ?6)",
    [ARCHIVE_WORDINGS_SEEN] =
        "INSERT INTO wording_seen (account, setting, lang, hash, first_ms, last_ms, first_visit,"
        " last_visit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', '')"
        " ON CONFLICT (account, setting, lang, hash) DO UPDATE SET first_ms = min(first_ms, ?5),"
        " last_ms = max(last_ms, ?6) WHERE first_ms > ?5 OR last_ms < ?6",
    /* What the person set here holds. */
    [ARCHIVE_PREFERENCES] = "INSERT INTO preference (name, value) VALUES (?1, ?2)"
                            " ON CONFLICT (name) DO NOTHING",
    /*
     * The count that went on last holds, unless an on or off was read after its last day: that
     * ended it. The day is a local one, and the earliest zone ends it half a day after UTC does.
     */
    [ARCHIVE_UNREAD] =
        "INSERT INTO unread (account, setting, days, last_day, raised_ms)"
        " SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM standing WHERE account = ?1"
        " AND setting = ?2 AND last_seen_ms >= (?4 + 1) * 86400000 + 43200000)"
        " ON CONFLICT (account, setting) DO UPDATE SET days = ?3, last_day = ?4, raised_ms = ?5"
        " WHERE last_day < ?4",
};

static struct merge_account *find(struct merge *merge, int64_t theirs)
{
    for (size_t i = 0; i < merge->account_count; i++) {
        if (merge->accounts[i].theirs == theirs) {
            return &merge->accounts[i];
        }
    }
    return NULL;
}

static enum error find_or_add(struct merge *merge, int64_t theirs, struct merge_account **ret)
{
    *ret = find(merge, theirs);
    if (*ret) {
        return E_OK;
    }
    if (merge->account_count == ARCHIVE_ACCOUNTS_MAX) {
        return E_EXPORT;
    }
    *ret = &merge->accounts[merge->account_count++];
    **ret = (struct merge_account){.theirs = theirs};
    return E_OK;
}

enum error merge_meet(void *self, const struct archive_row *row)
{
    struct merge *merge = self;
    struct merge_account *account = NULL;
    struct account here = {.id = 0};
    enum error error = find_or_add(merge, row->cells[INSTANCES_ACCOUNT].number, &account);
    if (error == E_OK) {
        error = store_find_account(merge->store, row->cells[INSTANCES_INSTANCE].text, &here);
    }
    if (error == E_OK && here.id != 0) {
        account->ambiguous = account->ambiguous || (account->ours != 0 && account->ours != here.id);
        account->ours = account->ours != 0 ? account->ours : here.id;
    }
    return error;
}

/* An account without a profile that is known here: the one made in the same millisecond. */
static enum error find_made_at(struct store *store, int64_t created_ms, int64_t *ret_id)
{
    struct query query =
        query_make(store, "SELECT min(id) FROM account WHERE created_ms = ? HAVING count(*) = 1");
    query_number(&query, created_ms);
    *ret_id = query_next(&query) ? query_get_number(&query, 0) : 0;
    return query_end(&query);
}

/* Whether this is a history that is being restored: all accounts so far have the number they had.
 */
static bool keeps_numbers(const struct merge *merge)
{
    bool keeps = true;
    for (size_t i = 0; i < merge->account_count; i++) {
        const struct merge_account *account = &merge->accounts[i];
        keeps = keeps && (account->ours == 0 || account->ours == account->theirs);
    }
    return keeps;
}

/* With its own number where that is free. account.separate is a number of an account as well. */
static enum error add_account(const struct merge *merge, const struct archive_row *row,
                              int64_t *ret_id)
{
    int64_t theirs = row->cells[ACCOUNTS_ACCOUNT].number;
    bool keeps = keeps_numbers(merge);
    struct query query = query_make(
        merge->store,
        "INSERT INTO account (id, name, intent, separate, created_ms) VALUES ("
        "CASE WHEN ?1 BETWEEN 1 AND 1000000 AND NOT EXISTS (SELECT 1 FROM account WHERE id = ?1)"
        " THEN ?1 END, ?2, ?3, ?4, ?5)");
    query_number(&query, keeps ? theirs : 0);
    query_text(&query, row->cells[ACCOUNTS_NAME].text);
    query_text(&query, row->cells[ACCOUNTS_INTENT].text);
    query_number(&query, keeps ? row->cells[ACCOUNTS_SEPARATE].number : 0);
    query_number(&query, row->cells[ACCOUNTS_CREATED].number);
    enum error error = query_end(&query);
    *ret_id = query_inserted(merge->store);
    return error;
}

/* What the person has said here holds; a name is taken where there is none. */
static enum error name_account(struct store *store, const struct archive_row *row, int64_t id)
{
    struct query query =
        query_make(store, "UPDATE account SET name = ?1 WHERE id = ?2 AND name = '' AND ?1 <> ''");
    query_text(&query, row->cells[ACCOUNTS_NAME].text);
    query_number(&query, id);
    return query_end(&query);
}

enum error merge_account(void *self, const struct archive_row *row)
{
    struct merge *merge = self;
    struct merge_account *account = NULL;
    enum error error = find_or_add(merge, row->cells[ACCOUNTS_ACCOUNT].number, &account);
    if (error == E_OK && (account->told || account->theirs == 0)) {
        return E_EXPORT;
    }
    if (error == E_OK) {
        account->told = true;
    }
    if (error == E_OK && account->ours == 0) {
        error = find_made_at(merge->store, row->cells[ACCOUNTS_CREATED].number, &account->ours);
    }
    if (error != E_OK) {
        return error;
    }
    return account->ours == 0 ? add_account(merge, row, &account->ours)
                              : name_account(merge->store, row, account->ours);
}

static void bind_cell(struct query *query, const struct archive_column *column,
                      const struct archive_cell *cell)
{
    switch (column->kind) {
    case ARCHIVE_NUMBER:
    case ARCHIVE_FLAG:
    case ARCHIVE_TIME:
    case ARCHIVE_SECONDS:
        query_number(query, cell->number);
        break;
    case ARCHIVE_HASH:
        query_bytes(query, cell->text.data, cell->text.len);
        break;
    case ARCHIVE_SLUG:
    case ARCHIVE_CHOICE:
    case ARCHIVE_UUID:
    case ARCHIVE_TAG:
    case ARCHIVE_NAME:
    case ARCHIVE_TEXT:
    case ARCHIVE_NOTE:
        query_text(query, cell->text);
        break;
    }
}

static enum error merge_plain(struct merge *merge, const struct archive_row *row, int64_t account)
{
    const struct archive_shape *shape = archive_shape_of(row->section);
    int place = archive_account_column(row->section);
    struct query query = query_make(merge->store, merges[row->section]);
    for (int i = 0; i < (int)shape->column_count; i++) {
        const struct archive_cell mapped = {.number = account};
        bind_cell(&query, &shape->columns[i], i == place ? &mapped : &row->cells[i]);
    }
    return query_end(&query);
}

/* What the export could not open stays out: there is nothing to keep. */
static enum error merge_wording(struct merge *merge, const struct archive_row *row)
{
    struct wording wording = {
        .setting = row->cells[WORDINGS_SETTING].text,
        .lang = row->cells[WORDINGS_LANG].text,
        .name = row->cells[WORDINGS_NAME].text,
        .description = row->cells[WORDINGS_DESCRIPTION].text,
        .now_ms = row->cells[WORDINGS_FIRST].number,
    };
    memcpy(wording.hash, row->cells[WORDINGS_HASH].text.data, sizeof wording.hash);
    merge->sealed += row->cells[WORDINGS_SEALED].number;
    return row->cells[WORDINGS_SEALED].number ? E_OK : wording_keep(merge->store, &wording);
}

static enum error has_note(struct store *store, const struct archive_row *row, int64_t account,
                           bool *ret)
{
    struct query query =
        query_make(store, "SELECT 1 FROM note WHERE account = ? AND subject = ? AND made_ms = ?");
    query_number(&query, account);
    query_text(&query, row->cells[NOTES_SUBJECT].text);
    query_number(&query, row->cells[NOTES_MADE].number);
    *ret = query_next(&query);
    return query_end(&query);
}

/* Known again by its moment, since a text that is sealed here can't be compared. */
static enum error merge_note(struct merge *merge, const struct archive_row *row, int64_t account)
{
    bool there = false;
    enum error error = has_note(merge->store, row, account, &there);
    merge->sealed += row->cells[NOTES_SEALED].number;
    if (error != E_OK || there || row->cells[NOTES_SEALED].number) {
        return error;
    }
    return store_add_note(merge->store, account, row->cells[NOTES_SUBJECT].text,
                          row->cells[NOTES_TEXT].text, row->cells[NOTES_MADE].number);
}

/* A profile that the export tells of two accounts is nobody's. */
static enum error merge_instance(struct merge *merge, const struct archive_row *row,
                                 const struct merge_account *account)
{
    struct account here = {.id = 0};
    enum error error = merge_plain(merge, row, account->ours);
    if (error == E_OK) {
        error = store_find_account(merge->store, row->cells[INSTANCES_INSTANCE].text, &here);
    }
    return error == E_OK && here.id != account->ours && !account->ambiguous ? E_EXPORT : error;
}

/* The profile of a reading has to be there; it tells the account where the export's is several. */
static enum error merge_reading(struct merge *merge, const struct archive_row *row,
                                const struct merge_account *account)
{
    struct account here = {.id = account->ours};
    struct query query =
        query_make(merge->store, "SELECT 1 FROM instance WHERE uuid = ? AND family = ?");
    query_text(&query, row->cells[READINGS_INSTANCE].text);
    query_text(&query, row->cells[READINGS_FAMILY].text);
    bool found = query_next(&query);
    enum error error = query_end(&query);
    if (error == E_OK && account->ambiguous) {
        error = store_find_account(merge->store, row->cells[READINGS_INSTANCE].text, &here);
    }
    if (error != E_OK || !found) {
        return error != E_OK ? error : E_EXPORT;
    }
    return merge_plain(merge, row, here.id);
}

static bool may_be_nobodys(enum archive_section section)
{
    return section == ARCHIVE_REMINDERS || section == ARCHIVE_DELIVERIES ||
           section == ARCHIVE_OUTCOMES;
}

static enum error merge_known(struct merge *merge, const struct archive_row *row,
                              const struct merge_account *account)
{
    if (row->section == ARCHIVE_STANDINGS) {
        return account->ambiguous ? E_OK : merge_standing(merge, row, account->ours);
    }
    if (row->section == ARCHIVE_INSTANCES) {
        return merge_instance(merge, row, account);
    }
    if (row->section == ARCHIVE_NOTES) {
        return merge_note(merge, row, account->ours);
    }
    return row->section == ARCHIVE_READINGS ? merge_reading(merge, row, account)
                                            : merge_plain(merge, row, account->ours);
}

enum error merge_row(void *self, const struct archive_row *row)
{
    struct merge *merge = self;
    int place = archive_account_column(row->section);
    if (row->section == ARCHIVE_WORDINGS) {
        return merge_wording(merge, row);
    }
    if (place < 0) {
        return merge_plain(merge, row, 0);
    }
    /* A reminder may be of no account, and then it is of none here. */
    bool nobodys = row->cells[place].number == 0 && may_be_nobodys(row->section);
    if (nobodys) {
        return merge_plain(merge, row, 0);
    }
    const struct merge_account *account = find(merge, row->cells[place].number);
    if (!account || account->ours == 0) {
        return E_EXPORT;
    }
    return merge_known(merge, row, account);
}
