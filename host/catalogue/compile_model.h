/*
 * compile_model: the catalogue between its JSON and its C tables. Build tool only.
 *
 * In      settings.json and languages/<tag>.json, loaded
 * Out     the same, checked; labels and words folded and sorted
 * Units   settings and languages are indexes: settings as listed, languages sorted by tag
 * Limits  the MODEL_ constants; more is a fault
 * Errors  counted in faults, each said once on stderr
 * Source  base/text folds, here as at run time
 */
#ifndef OPTWATCH_CATALOGUE_COMPILE_MODEL_H
#define OPTWATCH_CATALOGUE_COMPILE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <jansson.h>

struct place;

#define MODEL_SETTINGS  64
#define MODEL_LANGUAGES 64
#define MODEL_EXITS     16 /* of a setting: what a guide tells */
#define MODEL_LABELS    4096
#define MODEL_WORDS     1024
#define MODEL_TERMS     8192

struct label_entry {
    const char *folded; /* borrowed from model.kept, like place */
    const char *place;
    const char *kind; /* "title", "toggle", "not"; borrowed from the language's JSON */
    bool seen;
    size_t setting, language;
};

struct word_entry {
    const char *folded;
    bool on, seen;
    size_t language;
};

struct language_file {
    const char *file;
    json_t *root; /* owned */
};

/* Zeroed is valid and empty. */
struct model {
    size_t faults;
    const char *settings_file;
    json_t *settings; /* owned: the root of settings.json */
    struct language_file languages[MODEL_LANGUAGES];
    size_t language_count;
    size_t english;
    json_t *texts; /* borrowed: English texts, whose keys are all the text ids */
    struct label_entry labels[MODEL_LABELS];
    size_t label_count;
    struct word_entry words[MODEL_WORDS];
    size_t word_count;
    const char *terms[MODEL_TERMS]; /* folded, sorted, each once; borrowed from kept */
    size_t term_count;
    json_t *kept; /* owned: list of the strings made here */
};

/*
 * Reads settings.json and the languages, files[0] and those after it, into a model of zeros from
 * the heap. False where a file cannot be read, is no JSON, or none of them is English: all are
 * said. The files' names are borrowed.
 */
bool model_load(struct model *model, char **files, size_t count);

/* Looks at all of it. False where anything is wrong: all of it is said. */
bool model_check(struct model *model);

/* Frees the model itself, too. */
void model_destroy(struct model *model);

/* The list of settings; borrowed. */
json_t *model_settings(const struct model *model);

/* The setting with this slug; false if there is none. */
bool model_find_setting(const struct model *model, const char *slug, size_t *ret_index);

/* A copy of text that lives as long as the model. */
const char *model_keep(struct model *model, const char *text);

/* Complains of whatever is wrong in settings.json. */
void model_check_settings(struct model *model);

/* Complains of whatever is wrong in one language, and takes its labels and words. */
void model_check_language(struct model *model, size_t language);

/* Complains of an id, order or placeholder in the "texts" of one language. */
void model_check_texts(const struct place *at, json_t *value, struct model *model);

/* Sorts labels and words, and complains of those that contradict each other. */
void model_check_labels(struct model *model);

/* Takes the words of labels, On and Off words, keys and paths. */
void model_take_terms(struct model *model);

/* Write the generated files. Whether every byte was written is ferror's to say. */
void write_header(FILE *out, const struct model *model);
void write_tables(FILE *out, const struct model *model);

/* Pieces that the two writers share. */
void write_string(FILE *out, const char *text);
void write_text_name(FILE *out, const char *id);
void write_settings(FILE *out, const struct model *model);
void write_terms(FILE *out, const struct model *model);
void write_languages(FILE *out, const struct model *model);

#endif
