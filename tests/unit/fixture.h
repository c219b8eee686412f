/*
 * fixture: a page under construction, for the tests of what detection says of it.
 */
#ifndef OPTWATCH_TESTS_FIXTURE_H
#define OPTWATCH_TESTS_FIXTURE_H

#include "core/detect.h"

#define AI_PAGE       "/mypreferences/d/settings/data-for-ai-improvement"
#define AI_KEY        "allowDataForGenerativeAI"
#define AI_TOGGLE     "Use my data for training content creation AI models"
#define AI_TITLE      "Data for Generative AI Improvement"
#define RESEARCH_PAGE "/mypreferences/d/settings/policy-and-academic-research"
#define RESEARCH_KEY  "allowAnonymizedDataResearch"
#define PRIVACY_PAGE  "/mypreferences/d/categories/privacy"

/* The AI setting's own page or another, settled, in English, with nothing on it yet. */
struct fixture {
    struct page page;
    struct control controls[4];
    struct row rows[4];
};

struct fixture fixture_at(const char *path);

/* A visible native switch; key may be NULL. Borrowed from the fixture, to be changed. */
struct control *add_switch(struct fixture *f, const char *key, const char *name,
                           enum signal checked);
void add_row(struct fixture *f, const char *path, const char *name, const char *word);

struct reading read_setting(struct fixture *f, const char *slug);
struct reading read_ai(struct fixture *f);

#define assert_state(reading, expected)                                                            \
    assert_string_equal(detect_state_name((reading).state), detect_state_name(expected))
#define assert_reason(reading, reason) assert_true(((reading).reasons & REASON_BIT(reason)) != 0)

#endif
