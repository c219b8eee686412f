/* Any bytes as an export; what is taken is merged into a scratch history. */
#include <stdint.h>

#include "scratch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct archive *archive = NULL;
    if (archive_open((struct view){(const char *)data, size}, &archive) != E_OK) {
        require(!archive);
        return 0;
    }
    struct store *store = scratch_open();
    require(store_begin(store) == E_OK);
    enum error error = scratch_merge(archive, store);
    require(error == E_OK || error == E_EXPORT);
    if (error == E_OK) {
        scratch_check(store, archive);
    }
    store_rollback(store);
    archive_close(archive);
    return 0;
}
