/*
 * lookup: what several tests of the catalogue look up in it.
 */
#ifndef OPTWATCH_TESTS_LOOKUP_H
#define OPTWATCH_TESTS_LOOKUP_H

#include "catalogue/catalogue.h"

#define LOOKUP_PRIMARY "data-for-ai-improvement"
#define LOOKUP_ORIGIN  "https://www.linkedin.com/"

const struct setting *lookup_primary(void);

int lookup_language(const char *tag);

#endif
