/*
 * profile: one browser profile in an open store, for the tests of what the store keeps.
 */
#ifndef OPTWATCH_TESTS_PROFILE_H
#define OPTWATCH_TESTS_PROFILE_H

#include "system/store.h"

#define PROFILE_FILE     "optwatch/optwatch.db"
#define PROFILE_INSTANCE "0b9a1f6e-3c52-4d71-9e10-aabbccddeeff"
#define PROFILE_VISIT    "5f0c8a44-1d2e-4b6f-8a90-001122334455"

struct made_profile {
    struct store *store; /* with a transaction open */
    struct account account;
};

extern struct made_profile profile;

/* cmocka's setup and teardown: a home of its own, the store opened, the profile's account taken. */
int profile_begin(void **state);
int profile_end(void **state);

/* The number that SQL finds on disk, once the transaction is there; then the next one is open. */
int64_t profile_ask(const char *sql);

#endif
