/*
 * about: of whom an answer tells, in which language, whether the text is sealed, and what changed
 * last.
 *
 * In      service->account and primary; an open store
 * Out     service->about
 * Units   UTC seconds
 * Limits  TOLD_CHANGES_MAX changes
 * Errors  the store's
 * Source  host/README.md, "The wire"
 */
#ifndef OPTWATCH_SERVICE_ABOUT_H
#define OPTWATCH_SERVICE_ABOUT_H

#include "service/service.h"

enum error about_load(struct service *service, struct store *store) MUST_CHECK;

/* The account, and the language of the context. */
void about_tell(struct service *service, const struct phrase_context *context);

#endif
