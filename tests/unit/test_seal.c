#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "system/payload.h"
#include "system/seal.h"
#include "system/store_seal.h"

#define FILE_PATH "optwatch/optwatch.db"
#define TEXT      "the objection form was sent on the 3rd"

static const struct seal_place here = {"note", 7, SEAL_VERSION};

static struct seal_key key;
static unsigned char box[SEAL_TEXT_MAX + SEAL_OVERHEAD];
static size_t box_len;

static int seal_text(void **state)
{
    (void)state;
    return seal_make_key(&key) == E_OK &&
                   seal_close(key.open, &here, view_of(TEXT), box, &box_len) == E_OK
               ? 0
               : -1;
}

static void refuses(const struct seal_key *with, const struct seal_place *place, size_t len)
{
    char text[sizeof box];
    size_t text_len = 99;
    assert_int_equal(seal_open(with, place, box, len, text, &text_len), E_SEAL);
    assert_int_equal(text_len, 99);
}

static void opens_where_it_was_sealed(void **state)
{
    (void)state;
    char text[sizeof box];
    size_t len = 0;
    assert_int_equal(box_len, strlen(TEXT) + SEAL_OVERHEAD);
    assert_null(memmem(box, box_len, "objection", 9));
    assert_int_equal(seal_open(&key, &here, box, box_len, text, &len), E_OK);
    assert_int_equal(len, strlen(TEXT));
    assert_memory_equal(text, TEXT, len);
}

static void opens_in_no_other_place(void **state)
{
    (void)state;
    refuses(&key, &(struct seal_place){"wording", 7, SEAL_VERSION}, box_len);
    refuses(&key, &(struct seal_place){"notes", 7, SEAL_VERSION}, box_len);
    refuses(&key, &(struct seal_place){"note", 8, SEAL_VERSION}, box_len);
    refuses(&key, &(struct seal_place){"note", 7 + (INT64_C(1) << 32), SEAL_VERSION}, box_len);
    refuses(&key, &(struct seal_place){"note", -7, SEAL_VERSION}, box_len);
    refuses(&key, &(struct seal_place){"note", 7, SEAL_VERSION + 1}, box_len);
    refuses(&key, &(struct seal_place){"note", 7, 0}, box_len);
}

static void opens_for_no_other_key(void **state)
{
    (void)state;
    struct seal_key other;
    assert_int_equal(seal_make_key(&other), E_OK);
    refuses(&other, &here, box_len);
    /* Nor with halves of two pairs. */
    memcpy(other.secret, key.secret, SEAL_KEY_LEN);
    refuses(&other, &here, box_len);
}

static void notices_each_changed_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < box_len; i++) {
        box[i] ^= 0x40;
        refuses(&key, &here, box_len);
        box[i] ^= 0x40;
    }
    for (size_t len = 0; len < box_len; len++) {
        refuses(&key, &here, len);
    }
    box[box_len] = 0;
    refuses(&key, &here, box_len + 1);
}

/* Both boxes are whole and ours: only the place inside tells them apart. */
static void notices_swapped_rows(void **state)
{
    (void)state;
    unsigned char other[sizeof box];
    size_t other_len = 0;
    char text[sizeof box];
    size_t len = 0;
    const struct seal_place there = {"note", 8, SEAL_VERSION};
    assert_int_equal(seal_close(key.open, &there, view_of(TEXT), other, &other_len), E_OK);
    assert_int_equal(seal_open(&key, &there, other, other_len, text, &len), E_OK);
    assert_int_equal(seal_open(&key, &here, other, other_len, text, &len), E_SEAL);
    refuses(&key, &there, box_len);
}

static void takes_any_length_up_to_its_limit(void **state)
{
    (void)state;
    static char text[SEAL_TEXT_MAX + 1];
    static char back[sizeof box];
    size_t len = 99;
    memset(text, 'x', sizeof text);
    assert_int_equal(seal_close(key.open, &here, (struct view){NULL, 0}, box, &box_len), E_OK);
    assert_int_equal(seal_open(&key, &here, box, box_len, back, &len), E_OK);
    assert_int_equal(len, 0);
    struct view most = {text, SEAL_TEXT_MAX};
    assert_int_equal(seal_close(key.open, &here, most, box, &box_len), E_OK);
    assert_int_equal(seal_open(&key, &here, box, box_len, back, &len), E_OK);
    assert_int_equal(len, SEAL_TEXT_MAX);
    most.len++;
    assert_int_equal(seal_close(key.open, &here, most, box, &box_len), E_LIMIT);
    const struct seal_place nowhere = {"a_table_of_too_long_a_name", 1, SEAL_VERSION};
    assert_int_equal(seal_close(key.open, &nowhere, view_of(TEXT), box, &box_len), E_LIMIT);
}

static void finds_the_pair_of_a_secret(void **state)
{
    (void)state;
    struct seal_key found;
    struct seal_key gone = {.secret = {1, 2, 3}};
    assert_int_equal(seal_find_key(key.secret, &found), E_OK);
    assert_true(seal_equal(found.open, key.open));
    found.open[31] ^= 1;
    assert_false(seal_equal(found.open, key.open));
    seal_wipe(&gone, sizeof gone);
    for (size_t i = 0; i < sizeof gone; i++) {
        assert_int_equal(((const unsigned char *)&gone)[i], 0);
    }
}

static void copies_a_key_under_a_passphrase(void **state)
{
    (void)state;
    unsigned char copy[SEAL_COPY_LEN];
    struct seal_key back = {.open = {0}};
    struct view phrase = view_of("correct horse battery");
    assert_int_equal(seal_lock_copy(&key, phrase, copy), E_OK);
    assert_null(memmem(copy, sizeof copy, key.secret, SEAL_KEY_LEN));
    assert_int_equal(seal_unlock_copy(copy, view_of("correct horse batterz"), &back), E_PASSPHRASE);
    assert_int_equal(seal_unlock_copy(copy, view_of(""), &back), E_PASSPHRASE);
    copy[3] ^= 1;
    assert_int_equal(seal_unlock_copy(copy, phrase, &back), E_PASSPHRASE);
    copy[3] ^= 1;
    assert_false(seal_equal(back.open, key.open));
    assert_int_equal(seal_unlock_copy(copy, phrase, &back), E_OK);
    assert_memory_equal(&back, &key, sizeof key);
    assert_int_equal(seal_lock_copy(&key, view_of("short"), copy), E_BAD_PASSPHRASE);
}

/* ---- the history's rows ---- */

static struct store *store;

static int begin(void **state)
{
    return support_make_home(state) == 0 && store_open(STORE_WRITE, &store) == E_OK &&
                   seal_text(state) == 0
               ? 0
               : -1;
}

static int end(void **state)
{
    store_close(store);
    store = NULL;
    return support_drop_home(state);
}

static void put_key(enum seal_state how, bool forget)
{
    struct kept_seal seal = {.found = true, .forget = forget, .state = how, .made_ms = 5};
    snprintf(seal.provider, sizeof seal.provider, "bus :1.2");
    memcpy(seal.open, key.open, SEAL_KEY_LEN);
    assert_int_equal(store_put_seal(store, &seal), E_OK);
}

/* A row of wording, as payload_pack has it. */
static void put_row(int64_t row)
{
    struct payload payload = {.len = 0};
    char sql[2 * PAYLOAD_MAX + 256];
    char hex[2 * PAYLOAD_MAX + 1] = "";
    assert_int_equal(payload_pack(store, "wording", row, view_of(TEXT), &payload), E_OK);
    for (size_t i = 0; i < payload.len; i++) {
        snprintf(hex + 2 * i, 3, "%02x", payload.data[i]);
    }
    snprintf(sql, sizeof sql,
             "INSERT INTO wording VALUES (%lld, x'%02llx', 's', 'en', x'%s', %d, 1)",
             (long long)row, (unsigned long long)row, hex, payload.sealed);
    support_sql(FILE_PATH, sql);
}

static void counts(int64_t plain, int64_t sealed)
{
    struct seal_counts got;
    assert_int_equal(store_count_seals(store, &got), E_OK);
    assert_int_equal(got.plain, plain);
    assert_int_equal(got.sealed, sealed);
}

static bool shows_text(void)
{
    size_t len = 0;
    char *data = support_read(FILE_PATH, &len);
    bool shown = memmem(data, len, TEXT, strlen(TEXT)) != NULL;
    free(data);
    return shown;
}

static void keeps_its_row(void **state)
{
    (void)state;
    struct kept_seal got;
    assert_int_equal(store_find_seal(store, &got), E_OK);
    assert_false(got.found);
    assert_int_equal(store_forget_seal(store), E_OK);
    put_key(SEAL_PENDING, false);
    assert_int_equal(store_find_seal(store, &got), E_OK);
    assert_true(got.found && got.state == SEAL_PENDING && !got.forget && got.made_ms == 5);
    assert_string_equal(got.provider, "bus :1.2");
    assert_memory_equal(got.open, key.open, SEAL_KEY_LEN);
    assert_int_equal(store_forget_seal(store), E_OK);
    assert_int_equal(store_find_seal(store, &got), E_OK);
    assert_true(got.forget);
    assert_int_equal(store_drop_seal(store), E_OK);
    assert_int_equal(store_find_seal(store, &got), E_OK);
    assert_false(got.found);
    support_sql(FILE_PATH, "INSERT INTO seal VALUES (1, x'00', 1, '', 0, 0)");
    assert_int_equal(store_find_seal(store, &got), E_NOT_A_STORE);
}

static void seals_new_rows_for_a_proven_key_only(void **state)
{
    (void)state;
    put_row(1);
    put_key(SEAL_PENDING, false);
    put_row(2);
    put_key(SEAL_OFF, false);
    put_row(3);
    put_key(SEAL_PROVEN, true);
    put_row(4);
    counts(4, 0);
    put_key(SEAL_PROVEN, false);
    put_row(5);
    counts(4, 1);
}

static void seals_and_opens_all_rows(void **state)
{
    (void)state;
    int64_t count = 0;
    for (int64_t row = 1; row <= 40; row++) {
        put_row(row);
    }
    assert_true(shows_text());
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(store_seal_rows(store, key.open, &count), E_OK);
    assert_int_equal(store_commit(store), E_OK);
    assert_int_equal(count, 40);
    assert_int_equal(store_compact(store), E_OK);
    assert_false(shows_text());
    counts(0, 40);
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(store_unseal_rows(store, &key, &count), E_OK);
    assert_int_equal(store_commit(store), E_OK);
    assert_int_equal(count, 40);
    counts(40, 0);
    assert_int_equal(support_number(FILE_PATH,
                                    "SELECT count(*) FROM wording WHERE payload = CAST('" TEXT
                                    "' AS BLOB)"),
                     40);
}

static void opens_no_row_that_was_moved(void **state)
{
    (void)state;
    int64_t count = 99;
    put_key(SEAL_PROVEN, false);
    put_row(1);
    put_row(2);
    support_sql(FILE_PATH, "UPDATE wording SET payload ="
                           " (SELECT payload FROM wording AS o WHERE o.id <> wording.id)");
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(store_unseal_rows(store, &key, &count), E_SEAL);
    store_rollback(store);
    assert_int_equal(count, 99);
    counts(0, 2);
}

static void unpacks_what_it_may(void **state)
{
    (void)state;
    struct payload payload;
    char text[PAYLOAD_TEXT_MAX];
    size_t len = 0;
    assert_int_equal(payload_pack(store, "note", 3, view_of(TEXT), &payload), E_OK);
    assert_int_equal(payload_unpack(NULL, "note", 3, &payload, text, &len), E_OK);
    assert_int_equal(len, strlen(TEXT));
    put_key(SEAL_PROVEN, false);
    assert_int_equal(payload_pack(store, "note", 3, view_of(TEXT), &payload), E_OK);
    assert_int_equal(payload.sealed, SEAL_VERSION);
    assert_int_equal(payload_unpack(NULL, "note", 3, &payload, text, &len), E_LOCKED);
    assert_int_equal(payload_unpack(&key, "note", 4, &payload, text, &len), E_SEAL);
    assert_int_equal(payload_unpack(&key, "note", 3, &payload, text, &len), E_OK);
    assert_memory_equal(text, TEXT, len);
    payload.sealed = SEAL_VERSION + 1;
    assert_int_equal(payload_unpack(&key, "note", 3, &payload, text, &len), E_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(opens_where_it_was_sealed, seal_text),
        cmocka_unit_test_setup(opens_in_no_other_place, seal_text),
        cmocka_unit_test_setup(opens_for_no_other_key, seal_text),
        cmocka_unit_test_setup(notices_each_changed_byte, seal_text),
        cmocka_unit_test_setup(notices_swapped_rows, seal_text),
        cmocka_unit_test_setup(takes_any_length_up_to_its_limit, seal_text),
        cmocka_unit_test_setup(finds_the_pair_of_a_secret, seal_text),
        cmocka_unit_test_setup(copies_a_key_under_a_passphrase, seal_text),
        cmocka_unit_test_setup_teardown(keeps_its_row, begin, end),
        cmocka_unit_test_setup_teardown(seals_new_rows_for_a_proven_key_only, begin, end),
        cmocka_unit_test_setup_teardown(seals_and_opens_all_rows, begin, end),
        cmocka_unit_test_setup_teardown(opens_no_row_that_was_moved, begin, end),
        cmocka_unit_test_setup_teardown(unpacks_what_it_may, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
