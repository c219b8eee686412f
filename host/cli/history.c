#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "cli/drift.h"
#include "cli/opening.h"
#include "cli/output.h"
#include "cli/words.h"
#include "service/history.h"
#include "wire/history.h"

#define MS_PER_S   INT64_C(1000)
#define OUTPUT_MAX ((size_t)16 * 1024 * 1024)

static bool read_number(const char *text, int64_t *ret)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    *ret = number;
    return errno == 0 && end != text && *end == '\0' && number > 0;
}

static int read_digits(const char *text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        number = number * 10 + text[i] - '0';
    }
    return number;
}

/* YYYY-MM-DD; *ret_ms is its first millisecond, or with last its last one. */
static bool read_date(const char *text, const struct zone *zone, bool last, int64_t *ret_ms)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof shape; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) {
            return false;
        }
    }
    struct civil day = {.year = read_digits(text, 4),
                        .month = read_digits(text + 5, 2),
                        .day = read_digits(text + 8, 2)};
    if (day.year < 1 || day.month < 1 || day.month > 12 || day.day < 1 ||
        day.day > civil_month_days(day.year, day.month)) {
        return false;
    }
    /* The next day may begin 23 or 25 hours later. */
    day.day += last;
    *ret_ms = civil_utc(zone, &day) * MS_PER_S - last;
    return true;
}

static bool is_standing(const char *name)
{
    for (int i = STANDING_UNKNOWN; i < STANDING_STALE; i++) {
        if (strcmp(name, standing_name((enum standing_state)i)) == 0) {
            return true;
        }
    }
    return false;
}

static enum error read_setting(const struct cli *cli, struct history_filter *ret)
{
    const char *setting = cli_value(cli, "setting");
    if (setting && strcmp(setting, "all") == 0) {
        return E_OK;
    }
    ret->setting = view_of(setting ? setting : catalogue_settings[cli->service.primary].slug);
    return catalogue_find_slug(ret->setting) == CATALOGUE_NONE ? E_UNKNOWN_ID : E_OK;
}

static enum error read_filter(const struct cli *cli, struct history_filter *ret)
{
    const struct zone *zone = &cli->service.zone;
    const char *account = cli_value(cli, "account");
    const char *from = cli_value(cli, "from");
    const char *to = cli_value(cli, "to");
    const char *change = cli_value(cli, "change");
    *ret = (struct history_filter){.to_ms = INT64_MAX, .changes_only = change != NULL};
    bool well = (!account || read_number(account, &ret->account)) &&
                (!from || read_date(from, zone, false, &ret->from_ms)) &&
                (!to || read_date(to, zone, true, &ret->to_ms));
    if (change && strcmp(change, "any") != 0) {
        well = well && is_standing(change);
        ret->change = view_of(change);
    }
    return well ? read_setting(cli, ret) : E_USAGE;
}

static void put_views(struct buffer *buffer, const char *const *between, const struct view *texts,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_put_text(buffer, between[i]);
        words_put(buffer, texts[i]);
    }
}

static void put_reading(const struct archive_row *row, const struct zone *zone,
                        struct buffer *buffer)
{
    char text[WORDS_TIME_MAX];
    const struct archive_cell *cells = row->cells;
    const struct view parts[] = {
        words_setting(cells[READINGS_SETTING].text), words_reading(cells[READINGS_STATE].text),
        words_family(cells[READINGS_FAMILY].text), words_load(cells[READINGS_LOAD].text),
        words_touched(cells[READINGS_TOUCHED].text)};
    static const char *const between[] = {"", ": read ", " in ", ", page ", ", "};
    put_views(buffer, between, parts, sizeof parts / sizeof parts[0]);
    buffer_print(buffer, "%s; visits: %lld, the first %s; account %lld, rules %lld\n",
                 cells[READINGS_LOCKED].number ? ", switch locked" : "",
                 (long long)cells[READINGS_COUNT].number,
                 words_time(zone, cells[READINGS_FIRST].number, false, text),
                 (long long)cells[READINGS_ACCOUNT].number,
                 (long long)cells[READINGS_RULES].number);
}

static void put_change(const struct archive_row *row, struct buffer *buffer)
{
    static const char *const between[] = {"", ": changed to \"", "\" from \""};
    const struct view parts[] = {words_setting(row->cells[CHANGES_SETTING].text),
                                 words_standing(row->cells[CHANGES_TO].text),
                                 words_standing(row->cells[CHANGES_FROM].text)};
    put_views(buffer, between, parts, sizeof parts / sizeof parts[0]);
    buffer_print(buffer, "\"; account %lld\n", (long long)row->cells[CHANGES_ACCOUNT].number);
}

static enum error put_wording(struct store *store, const struct archive_opener *opener,
                              const struct archive_row *row, struct buffer *buffer)
{
    static const struct drift_style style = {
        "                    ", words_put, {"[-", "-]", "{+", "+}"}};
    static const char *const between[] = {"", ": LinkedIn's wording changed, page language \""};
    const struct view parts[] = {words_setting(row->cells[DRIFTS_SETTING].text),
                                 row->cells[DRIFTS_LANG].text};
    put_views(buffer, between, parts, sizeof parts / sizeof parts[0]);
    buffer_print(buffer, "\"; account %lld\n", (long long)row->cells[DRIFTS_ACCOUNT].number);
    return drift_put(store, opener, row, &style, buffer);
}

static enum error put_all(const struct history *history, struct store *store,
                          const struct archive_opener *opener, const struct zone *zone,
                          struct buffer *buffer)
{
    char text[WORDS_TIME_MAX];
    enum error error = E_OK;
    buffer_put_text(buffer, history->more ? "Older entries are left out: give --to, or export.\n"
                            : history->count == 0 ? "Nothing was recorded that fits.\n"
                                                  : "");
    for (size_t i = 0; error == E_OK && i < history->count; i++) {
        const struct archive_row *row = &history->rows[i];
        buffer_print(buffer, "%s  ", words_time(zone, history_time(row), false, text));
        if (row->section == ARCHIVE_READINGS) {
            put_reading(row, zone, buffer);
        } else if (row->section == ARCHIVE_CHANGES) {
            put_change(row, buffer);
        } else if (store) {
            error = put_wording(store, opener, row, buffer);
        }
    }
    return error;
}

static enum error print_words(const struct history *history, const struct zone *zone,
                              struct buffer *buffer)
{
    struct store *store = NULL;
    struct opening opening;
    enum error error = store_open(STORE_READ, &store);
    if (error == E_OK) {
        error = opening_begin(store, &opening);
    }
    if (error == E_OK) {
        const struct archive_opener opener = opening_opener(&opening);
        error = put_all(history, store, &opener, zone, buffer);
        opening_finish(&opening);
    }
    store_close(store);
    return error == E_OK ? output_bytes(buffer_view(buffer)) : error;
}

static enum error print_json(const struct history *history, struct buffer *buffer)
{
    enum error error = history_encode(history, buffer);
    buffer_put_text(buffer, "\n");
    return error == E_OK ? output_bytes(buffer_view(buffer)) : error;
}

static enum error run(struct cli *cli)
{
    struct history_filter filter;
    struct history history;
    struct buffer buffer = {.max = OUTPUT_MAX};
    enum error error = cli->argc > 0 ? E_USAGE : read_filter(cli, &filter);
    if (error == E_OK) {
        error = history_read(&filter, HISTORY_MAX, &cli->arena, &history);
    }
    if (error == E_OK) {
        error = cli->json ? print_json(&history, &buffer)
                          : print_words(&history, &cli->service.zone, &buffer);
    }
    buffer_finish(&buffer);
    return error;
}

static const struct cli_option options[] = {
    {"setting", "SLUG|all", "of this setting, or of all; data-for-ai-improvement if not given"},
    {"account", "ID", "of this account only"},
    {"from", "YYYY-MM-DD", "from the beginning of this day, local time"},
    {"to", "YYYY-MM-DD", "to the end of this day"},
    {"change", "unknown|on|turned_back_on|off_unconfirmed|off_confirmed|any",
     "changes to this state only, or any change"},
};

const struct verb history_verb = {
    .name = "history",
    .arguments = "",
    .help = "tell what was seen and what changed, the newest last",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
