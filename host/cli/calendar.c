#include "cli/calendar.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "cli/outfile.h"
#include "cli/output.h"
#include "cli/words.h"
#include "core/phrase.h"
#include "desktop/calendar.h"
#include "service/ahead.h"
#include "system/paths.h"

#define DESCRIPTION_MAX 4096 /* a phrase and an address */

struct writing {
    struct calendar *calendar;
    const char *title; /* of what the person gave no name */
    size_t count;
};

static enum error add(void *self, const struct ahead_instance *instance)
{
    struct writing *writing = self;
    const struct told_reminder *reminder = instance->reminder;
    const char *url = catalogue_settings[reminder->setting].url;
    const char *text = reminder->text ? reminder->text : "";
    struct buffer description = {.max = DESCRIPTION_MAX};
    buffer_print(&description, "%s", text);
    /* Not every program shows an event's own address. */
    if (!strstr(text, url)) {
        buffer_print(&description, "\n%s", url);
    }
    buffer_put_byte(&description, '\0');
    calendar_add(writing->calendar,
                 &(struct calendar_entry){
                     .uid = instance->uid,
                     .start_s = instance->due_s,
                     .created_s = instance->created_s,
                     .revision = instance->revision,
                     .summary = *reminder->name ? reminder->name : writing->title,
                     .description = description.data,
                     .url = url,
                 });
    writing->count++;
    buffer_finish(&description);
    return E_OK;
}

static enum error tell(const char *path, size_t count)
{
    struct buffer line = {.max = (size_t)PATHS_MAX * TEXT_SHOWN_MAX + 64};
    buffer_print(&line, "%zu %s  ", count, count == 1 ? "date" : "dates");
    words_put(&line, view_of(path));
    buffer_put_text(&line, "\n");
    enum error error = output_bytes(buffer_view(&line));
    buffer_finish(&line);
    return error;
}

static enum error put(const struct cli *cli, const struct writing *writing, const char *path)
{
    struct buffer buffer = {.max = CALENDAR_BYTES_MAX};
    bool shown = strcmp(path, "-") == 0;
    enum error error = calendar_print(writing->calendar, &buffer);
    if (error == E_OK) {
        struct view bytes = buffer_view(&buffer);
        error =
            shown ? output_bytes(bytes) : outfile_put(path, bytes, cli_value(cli, "force") != NULL);
    }
    buffer_finish(&buffer);
    return error == E_OK && !shown ? tell(path, writing->count) : error;
}

enum error calendar_write(struct cli *cli, int64_t now_ms, const char *path)
{
    struct answer answer = {0};
    const struct request request = {.command = COMMAND_REMIND,
                                    .report = {.locale = output_locale()}};
    enum error error = service_answer(&cli->service, &request, now_ms, &answer);
    if (error != E_OK) {
        return error;
    }
    struct phrase_context context = service_context(&cli->service, &request.report);
    const char *title = phrase_make(&context, TEXT_NOTIFY_TITLE);
    struct writing writing = {.calendar = calendar_create(), .title = title ? title : "Optwatch"};
    error = ahead_list(&cli->service, add, &writing);
    if (error == E_OK) {
        error = put(cli, &writing, path);
    }
    calendar_destroy(writing.calendar);
    return error;
}
