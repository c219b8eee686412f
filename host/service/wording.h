/*
 * wording: what the switch was called on one look, on its way into the history.
 *
 * In      a report and one of its readings
 * Out     the wording's hash; rows of the history
 * Units   bytes
 * Limits  a text that has no folded form has no hash, and is not kept
 * Errors  the store's
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_SERVICE_WORDING_H
#define OPTWATCH_SERVICE_WORDING_H

#include "service/service.h"

/* Of the folded name and description of the control, in their language; zeros where there is none.
 */
void wording_hash(const struct page *page, const struct reading *reading,
                  unsigned char ret[STORE_WORDING_LEN]);

struct noted_wording {
    unsigned char hash[STORE_WORDING_LEN];
    bool again; /* this visit told of the setting before */
};

/*
 * Keeps the wording and notes that it was seen, if the look is settled and the control is proven to
 * be the setting's: a text of something else is no text of LinkedIn's about the setting.
 */
enum error wording_record(struct service *service, struct store *store, const struct report *report,
                          const struct reading *reading,
                          const struct noted_wording *noted) MUST_CHECK;

#endif
