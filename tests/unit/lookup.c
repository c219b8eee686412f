#include "lookup.h"

const struct setting *lookup_primary(void)
{
    return &catalogue_settings[catalogue_find_slug(view_of(LOOKUP_PRIMARY))];
}

int lookup_language(const char *tag)
{
    return catalogue_find_language(view_of(tag));
}
