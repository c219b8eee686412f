#include "system/store.h"

#include "system/query.h"
#include "system/store_seal.h"

/* Children before the tables that they refer to. */
static const char erase[] =
    "DELETE FROM memory; DELETE FROM visit; DELETE FROM reading; DELETE FROM change;"
    "DELETE FROM standing; DELETE FROM outcome; DELETE FROM delivery; DELETE FROM act;"
    "DELETE FROM pause; DELETE FROM reminder; DELETE FROM tick; DELETE FROM note;"
    "DELETE FROM drift; DELETE FROM wording_seen; DELETE FROM wording; DELETE FROM unread;"
    "DELETE FROM shown; DELETE FROM preference; DELETE FROM instance; DELETE FROM account;";

static enum error find_key(struct store *store, bool *ret)
{
    struct query query = query_make(store, "SELECT 1 FROM seal");
    *ret = query_next(&query);
    return query_end(&query);
}

enum error store_forget(struct store *store, bool *ret_key)
{
    enum error error = store_begin(store);
    if (error != E_OK) {
        return error;
    }
    error = find_key(store, ret_key);
    if (error == E_OK) {
        error = query_run(store, erase);
    }
    if (error == E_OK) {
        error = store_forget_seal(store);
    }
    if (error == E_OK) {
        error = store_commit(store);
    }
    if (error != E_OK) {
        store_rollback(store);
        return error;
    }
    /* secure_delete has zeroed what was erased: this only gives the room back, and may wait. */
    error = query_run(store, "VACUUM");
    return error == E_BUSY || error == E_FULL ? E_OK : error;
}
