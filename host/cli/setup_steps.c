#include <stdio.h>

#include "cli/checkup.h"
#include "cli/keeping.h"
#include "cli/sealing.h"
#include "cli/setup.h"
#include "desktop/autostart.h"
#include "desktop/manager.h"
#include "system/clock.h"
#include "system/store.h"

static struct setup_result fail(enum error error)
{
    return (struct setup_result){.state = SETUP_FAILED, .error = error};
}

/* ---- the key ---- */

static const char *tell_done(const struct keeping *did)
{
    if (did->made) {
        return "A key was made and put in your keyring. Make a copy of it: optwatch key export "
               "FILE. Without key or copy nobody can read what is sealed.";
    }
    if (did->adopted) {
        return "The key in your keyring is this history's now.";
    }
    return did->proven ? "The keyring gave the key back after a new log-in." : NULL;
}

static enum error seal_history(struct store *store, struct setup_result *ret)
{
    struct keeping did;
    struct sealing sealing;
    enum error error = keeping_advance(store, false, clock_now_ms(), &did);
    fputs(did.unused ? SEALING_UNUSED : "", stderr);
    if (error == E_OK) {
        error = sealing_look(store, &sealing);
    }
    if (error == E_OK) {
        *ret = (struct setup_result){did.later == E_OK ? SETUP_DONE : SETUP_LATER, did.later,
                                     tell_done(&did), sealing_sentence(&sealing)};
    }
    return error;
}

struct setup_result setup_seal(struct cli *cli, struct checkup *checkup)
{
    struct setup_result result = {.state = SETUP_DONE};
    struct store *store = NULL;
    (void)cli;
    (void)checkup;
    enum error error = store_open(STORE_WRITE, &store);
    if (error == E_OK) {
        error = seal_history(store, &result);
    }
    store_close(store);
    return error == E_OK ? result : fail(error);
}

/* ---- the timer ---- */

static struct setup_result name_entry(struct checkup *checkup)
{
    struct autostart entry;
    autostart_find(&entry);
    if (!entry.found || entry.hidden || !entry.starts) {
        return (struct setup_result){SETUP_LATER, E_NO_MANAGER, NULL,
                                     "No systemd of yours answers here, and no entry for the "
                                     "log-in looks for reminders."};
    }
    return (struct setup_result){
        SETUP_DONE, E_OK, NULL,
        checkup_text(checkup,
                     "No systemd of yours answers here: %s looks for reminders at each log-in.",
                     entry.path)};
}

static struct setup_result tell_missing(struct checkup *checkup)
{
    struct manager_timer timer;
    manager_look_at_timer(&timer);
    struct setup_result result = fail(E_UNWELL);
    result.text = checkup_text(checkup, "Your systemd could not start " MANAGER_TIMER " (%s).",
                               timer.answers ? timer.load : "no answer");
    return result;
}

struct setup_result setup_timer(struct cli *cli, struct checkup *checkup)
{
    bool changed = false;
    (void)cli;
    enum error error = manager_enable_timer(&changed);
    if (error == E_NO_MANAGER) {
        return name_entry(checkup);
    }
    if (error != E_OK) {
        return tell_missing(checkup);
    }
    return (struct setup_result){SETUP_DONE, E_OK,
                                 changed ? MANAGER_TIMER " was enabled and started." : NULL,
                                 "Reminders are looked for every hour."};
}
