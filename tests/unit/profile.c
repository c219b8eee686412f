#include "profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

struct made_profile profile;

static bool open_profile(void)
{
    return store_open(STORE_WRITE, &profile.store) == E_OK && store_begin(profile.store) == E_OK &&
           store_take_account(profile.store, view_of(PROFILE_INSTANCE), FAMILY_CHROMIUM, 1000,
                              &profile.account) == E_OK;
}

int profile_begin(void **state)
{
    return support_make_home(state) == 0 && open_profile() ? 0 : -1;
}

int profile_end(void **state)
{
    store_close(profile.store);
    profile.store = NULL;
    return support_drop_home(state);
}

int64_t profile_ask(const char *sql)
{
    assert_int_equal(store_commit(profile.store), E_OK);
    int64_t number = support_number(PROFILE_FILE, sql);
    assert_int_equal(store_begin(profile.store), E_OK);
    return number;
}
