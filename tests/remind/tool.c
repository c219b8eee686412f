/*
 * Shows one notification of the test's own words: TITLE TEXT WAIT_S. Prints "later", or "shown" and
 * then what was answered; what was left is retired.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "desktop/notify.h"

static const char *const names[] = {
    [NOTIFY_NONE] = "none",     [NOTIFY_LEFT] = "left",     [NOTIFY_OPEN] = "open",
    [NOTIFY_SNOOZE] = "snooze", [NOTIFY_SLOWER] = "slower", [NOTIFY_DONE] = "done",
};

int main(int argc, char **argv)
{
    struct notify *notify = NULL;
    if (argc != 4) {
        return EXIT_FAILURE;
    }
    const struct notify_text text = {
        .title = argv[1],
        .text = argv[2],
        .by_hand = "By hand: a > b",
        .buttons = {{NOTIFY_OPEN, "Open"}, {NOTIFY_SNOOZE, "Later"}},
        .button_count = 2,
    };
    if (notify_show(&text, &notify) != E_OK) {
        puts("later");
        return EXIT_SUCCESS;
    }
    puts("shown");
    (void)fflush(stdout);
    enum notify_answer answer = notify_wait(notify, (int)strtoimax(argv[3], NULL, 10));
    puts(names[answer]);
    if (answer == NOTIFY_LEFT) {
        notify_retire(notify);
    } else {
        notify_destroy(notify);
    }
    return EXIT_SUCCESS;
}
