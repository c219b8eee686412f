/*
 * opener: shows an address of the catalogue in the person's browser, which outlives this program
 * and inherits nothing of its confinement.
 *
 * In      a constant address; the browser that reported last
 * Out     whether somebody took it
 * Units   bytes
 * Limits  OPENER_LIMIT_MS, whatever the bus does
 * Errors  none: false
 * Source  org.freedesktop.systemd1(5): a transient service is started by the user's manager, where
 *         a scope or a child would be inside our unit, without network, and end with it;
 *         org.freedesktop.portal.OpenURI for who is in a unit and sees no manager
 */
#ifndef OPTWATCH_DESKTOP_OPENER_H
#define OPTWATCH_DESKTOP_OPENER_H

#include <stdbool.h>

#include "system/store.h"

#define OPENER_LIMIT_MS 6000

/*
 * Where the browser cannot be started any more, the family's usual programs in PATH; where nothing
 * is known of it or nothing is there, whatever the desktop opens addresses with.
 */
bool opener_open(const char *url, const struct kept_program *browser);

#endif
