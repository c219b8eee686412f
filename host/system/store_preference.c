#include "system/query.h"
#include "system/store.h"

enum error store_load_preferences(struct store *store, struct preferences *ret)
{
    preference_init(ret);
    struct query query = query_make(store, "SELECT name, value FROM preference");
    while (query_next(&query)) {
        enum preference which = PREFERENCE_COUNT;
        enum error error = preference_find(query_get_text(&query, 0), &which);
        /* What another version knew is left in the file, and means nothing here. */
        if (error == E_OK) {
            error = preference_set(ret, which, query_get_text(&query, 1));
        }
        (void)error;
    }
    return query_end(&query);
}

enum error store_put_preference(struct store *store, enum preference which, const char *value)
{
    struct query query =
        query_make(store, "INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)");
    query_text(&query, view_of(preference_rows[which].name));
    query_text(&query, view_of(value));
    return query_end(&query);
}
