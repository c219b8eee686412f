#include "system/archive.h"

#include "system/query.h"

#define OF_REMINDER                                                                                \
    "coalesce(r.account, 0), r.setting, r.kind, r.rule, r.anchor_s, r.created_s, r.id"

/* In the order of the section's columns. What an export tells twice is told in the same order. */
static const char *const selects[ARCHIVE_SECTION_COUNT] = {
    [ARCHIVE_ACCOUNTS] = "SELECT id, name, intent, separate, created_ms FROM account"
                         " ORDER BY id",
    [ARCHIVE_INSTANCES] = "SELECT uuid, account, family, first_ms, last_ms FROM instance"
                          " ORDER BY first_ms, uuid",
    [ARCHIVE_READINGS] = "SELECT r.account, r.instance, i.family, r.setting, r.state, r.locked,"
                         " r.load, r.touched, r.rules, r.catalogue, r.wording, r.first_ms,"
                         " r.last_ms, r.visits FROM reading r JOIN instance i"
                         " ON i.uuid = r.instance ORDER BY r.first_ms, r.last_ms, r.account,"
                         " r.instance, r.setting, r.state, r.locked, r.load, r.touched, r.rules,"
                         " r.wording",
    [ARCHIVE_CHANGES] = "SELECT account, setting, from_state, to_state, at_ms FROM change"
                        " ORDER BY at_ms, account, setting, from_state, to_state",
    [ARCHIVE_STANDINGS] = "SELECT account, setting, state, cause, rules, since_ms, last_seen_ms,"
                          " confirmed_ms, last_on_ms, wording, wording_changed_ms FROM standing"
                          " ORDER BY account, setting",
    [ARCHIVE_REMINDERS] =
        "SELECT coalesce(account, 0), setting, kind, rule, anchor_s, after_s,"
        " created_s, ended_s, name, id, first + 1 FROM reminder ORDER BY created_s, id",
    [ARCHIVE_DELIVERIES] = "SELECT " OF_REMINDER ", d.number, d.due_s, d.at_s, d.carrier"
                           " FROM delivery d JOIN reminder r ON r.id = d.reminder"
                           " ORDER BY d.at_s, d.due_s, d.reminder, d.number",
    [ARCHIVE_OUTCOMES] = "SELECT " OF_REMINDER ", o.number, o.due_s, o.shown_s, o.settled_s,"
                         " o.snoozed_s, o.snooze_set_s FROM outcome o JOIN reminder r"
                         " ON r.id = o.reminder ORDER BY o.reminder, o.number",
    [ARCHIVE_TICKS] = "SELECT account, exit, at_ms FROM tick ORDER BY account, exit",
    [ARCHIVE_DRIFTS] = "SELECT account, setting, lang, from_hash, to_hash, at_ms FROM drift"
                       " ORDER BY at_ms, account, setting, lang, from_hash, to_hash",
    [ARCHIVE_WORDINGS] = "SELECT hash, setting, lang, first_ms, 1, NULL, NULL, id, payload, sealed"
                         " FROM wording ORDER BY first_ms, hash",
    [ARCHIVE_WORDINGS_SEEN] = "SELECT account, setting, lang, hash, first_ms, last_ms"
                              " FROM wording_seen ORDER BY account, setting, lang, hash",
    [ARCHIVE_PREFERENCES] = "SELECT name, value FROM preference ORDER BY name",
    [ARCHIVE_NOTES] = "SELECT account, subject, made_ms, 1, NULL, id, payload, sealed FROM note"
                      " ORDER BY made_ms, account, subject, id",
    /* Where an on or off came since, nothing is left to tell. */
    [ARCHIVE_UNREAD] = "SELECT account, setting, days, last_day, raised_ms FROM unread"
                       " WHERE days > 0 ORDER BY account, setting",
};

static bool is_text(enum archive_kind kind)
{
    return kind == ARCHIVE_SLUG || kind == ARCHIVE_CHOICE || kind == ARCHIVE_UUID ||
           kind == ARCHIVE_TAG || kind == ARCHIVE_NAME || kind == ARCHIVE_TEXT ||
           kind == ARCHIVE_NOTE;
}

static void read_row(struct query *query, const struct archive_shape *shape,
                     struct archive_row *ret)
{
    for (int i = 0; i < (int)shape->column_count; i++) {
        struct archive_cell *cell = &ret->cells[i];
        if (shape->columns[i].kind == ARCHIVE_HASH) {
            cell->text = query_get_blob(query, i);
        } else if (is_text(shape->columns[i].kind)) {
            cell->text = query_get_text(query, i);
        } else {
            cell->number = query_get_number(query, i);
        }
    }
    int next = (int)shape->column_count;
    ret->id = query_get_number(query, next);
    if (ret->section == ARCHIVE_WORDINGS || ret->section == ARCHIVE_NOTES) {
        ret->payload = query_get_blob(query, next + 1);
        ret->sealed = (int)query_get_number(query, next + 2);
    }
}

enum error archive_hand(struct query *query, enum archive_section section, archive_take take,
                        void *self)
{
    enum error taken = E_OK;
    while (taken == E_OK && query_next(query)) {
        struct archive_row row = {.section = section};
        read_row(query, archive_shape_of(section), &row);
        taken = take(self, &row);
    }
    enum error error = query_end(query);
    return taken == E_OK ? error : taken;
}

enum error archive_read(struct store *store, enum archive_section section, archive_take take,
                        void *self)
{
    if (!selects[section]) {
        return E_OK;
    }
    struct query query = query_make(store, selects[section]);
    return archive_hand(&query, section, take, self);
}
