#include "service/wording.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "core/archive.h"
#include "system/seal.h"
#include "system/wording.h"

/* Long enough for a folded name or description of the wire's greatest length, or it has no hash. */
#define FOLDED_MAX 8192

void wording_hash(const struct page *page, const struct reading *reading,
                  unsigned char ret[STORE_WORDING_LEN])
{
    char name[FOLDED_MAX];
    char description[FOLDED_MAX];
    size_t name_len = 0;
    size_t description_len = 0;
    memset(ret, 0, STORE_WORDING_LEN);
    if (!reading->control || !text_fold(reading->control->name, name, sizeof name, &name_len) ||
        !text_fold(reading->control->description, description, sizeof description,
                   &description_len)) {
        return;
    }
    const struct view texts[] = {view_of(catalogue_settings[reading->setting].slug),
                                 page->lang,
                                 {name, name_len},
                                 {description, description_len}};
    seal_hash(texts, sizeof texts / sizeof texts[0], ret);
}

/* Whether the control is the setting's own, and all of its text was seen. */
static bool is_proven(const struct page *page, const struct reading *reading)
{
    static const uint64_t proofs = REASON_BIT(KEY) | REASON_BIT(LABEL) | REASON_BIT(HEADING);
    static const uint64_t doubts = REASON_BIT(OTHER_SETTING) | REASON_BIT(SEVERAL_SWITCHES) |
                                   REASON_BIT(TRUNCATED) | REASON_BIT(HIDDEN);
    bool state = reading->state == READING_ON || reading->state == READING_OFF ||
                 reading->state == READING_UNCLEAR;
    return state && reading->control && page->steady_ms >= PAGE_STEADY_MS && !page->truncated &&
           (reading->reasons & proofs) != 0 && (reading->reasons & doubts) == 0;
}

/* The page's own word for its language is kept in clear, so only what is a tag is kept. */
static struct view clean_tag(struct view lang)
{
    static const struct archive_column tag = {"lang", ARCHIVE_TAG, NULL};
    return archive_allows(&tag, lang) ? lang : view_of("");
}

enum error wording_record(struct service *service, struct store *store, const struct report *report,
                          const struct reading *reading, const struct noted_wording *noted)
{
    static const unsigned char none[STORE_WORDING_LEN] = {0};
    if (!is_proven(&report->page, reading) || memcmp(noted->hash, none, sizeof none) == 0 ||
        reading->control->name.len + reading->control->description.len == 0) {
        return E_OK;
    }
    struct kept_standing *kept = &service->kept[reading->setting];
    struct wording wording = {
        .account = service->account.id,
        .setting = view_of(catalogue_settings[reading->setting].slug),
        .lang = clean_tag(report->page.lang),
        .name = reading->control->name,
        .description = reading->control->description,
        .visit = report->page.visit,
        .again = noted->again,
        .touched = report->page.touched != TOUCHED_NO,
        .now_ms = service->now_ms,
    };
    memcpy(wording.hash, noted->hash, sizeof wording.hash);
    enum error error = wording_keep(store, &wording);
    if (error == E_OK) {
        error = wording_see(store, &wording, &kept->wording_changed_ms);
    }
    memcpy(kept->wording, noted->hash, sizeof kept->wording);
    return error;
}
