#include "base/error.h"

#include <stddef.h>

struct row {
    const char *name;
    const char *hint;
    enum error error;
    bool retry;
};

static const struct row rows[] = {
#define ERROR_ROW(symbol, number, retry, hint) {"E_" #symbol, hint, E_##symbol, retry},
    ERROR_TABLE(ERROR_ROW)
#undef ERROR_ROW
};

static const struct row *find(enum error error)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].error == error) {
            return &rows[i];
        }
    }
    return &rows[1];
}

const char *error_name(enum error error)
{
    return find(error)->name;
}

const char *error_hint(enum error error)
{
    return find(error)->hint;
}

bool error_retry(enum error error)
{
    return find(error)->retry;
}
