#include "timing.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Odd, so that the median is one of the samples. */
#define ROUNDS     31
#define ROUNDS_MAX 1001
/* One sample lasts at least this long, or the clock itself would be measured. */
#define SAMPLE_US 300.0

static double now_us(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) {
        abort();
    }
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static double time_us(const struct bench *bench, const struct point *point, int repeats)
{
    double start = now_us();
    for (int i = 0; i < repeats; i++) {
        bench->work(point->subject);
    }
    return (now_us() - start) / repeats;
}

static int find_repeats(const struct bench *bench, const struct point *point)
{
    int repeats = 1;
    while (repeats < INT_MAX / 2 && time_us(bench, point, repeats) * repeats < SAMPLE_US) {
        repeats *= 2;
    }
    return repeats;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void settle_point(struct point *point, double *samples, size_t rounds)
{
    qsort(samples, rounds, sizeof samples[0], compare);
    point->median_us = samples[rounds / 2];
    point->spread = (samples[rounds * 3 / 4] - samples[rounds / 4]) / 2 / point->median_us;
}

/* Weighted by 1/t²: a share of the time is as bad at one control as at 64. */
static void fit_line(struct series *series)
{
    double w = 0;
    double wx = 0;
    double wy = 0;
    double wxx = 0;
    double wxy = 0;
    for (size_t i = 0; i < series->count; i++) {
        double x = series->points[i].size;
        double y = series->points[i].median_us;
        double weight = 1 / (y * y);
        w += weight;
        wx += weight * x;
        wy += weight * y;
        wxx += weight * x * x;
        wxy += weight * x * y;
    }
    series->slope_us = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    series->fixed_us = (wy - series->slope_us * wx) / w;
}

double timing_line(const struct series *series, double size)
{
    return series->fixed_us + series->slope_us * size;
}

static void find_deviation(struct series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        const struct point *point = &series->points[i];
        double share = point->median_us / timing_line(series, point->size) - 1;
        share = share < 0 ? -share : share;
        series->deviation = share > series->deviation ? share : series->deviation;
    }
}

/* Where a point's samples lie: points of all series in one row, those that are not there unused. */
static struct point *point_at(const struct bench *bench, size_t at)
{
    struct series *series = &bench->series[at / TIMING_POINTS];
    size_t place = at % TIMING_POINTS;
    return place < series->count ? &series->points[place] : NULL;
}

static void take_round(const struct bench *bench, int *repeats, double *samples, size_t rounds)
{
    for (size_t at = 0; at < bench->count * TIMING_POINTS; at++) {
        const struct point *point = point_at(bench, at);
        if (point) {
            repeats[at] = repeats[at] > 0 ? repeats[at] : find_repeats(bench, point);
            samples[at * rounds] = time_us(bench, point, repeats[at]);
        }
    }
}

static void measure(struct bench *bench, size_t rounds)
{
    size_t all = bench->count * TIMING_POINTS;
    double *samples = calloc(all * rounds, sizeof *samples);
    int *repeats = calloc(all, sizeof *repeats);
    if (!samples || !repeats) {
        abort();
    }
    for (size_t round = 0; round < rounds; round++) {
        take_round(bench, repeats, samples + round, rounds);
    }
    for (size_t at = 0; at < all; at++) {
        struct point *point = point_at(bench, at);
        if (point) {
            settle_point(point, &samples[at * rounds], rounds);
        }
    }
    free(samples);
    free(repeats);
}

struct options {
    bool json;
    long rounds;
};

static bool parse(int argc, char **argv, struct options *ret)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            ret->json = true;
        } else if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) {
            ret->rounds = strtol(argv[++i], NULL, 10);
        } else {
            return false;
        }
    }
    return ret->rounds >= 1 && ret->rounds <= ROUNDS_MAX;
}

int timing_main(struct bench *bench, int argc, char **argv)
{
    struct options options = {.json = false, .rounds = ROUNDS};
    if (!parse(argc, argv, &options)) {
        fprintf(stderr, "usage: %s [--json] [--rounds N]\n", argv[0]);
        return 2;
    }
    measure(bench, (size_t)options.rounds);
    for (size_t i = 0; i < bench->count; i++) {
        fit_line(&bench->series[i]);
        find_deviation(&bench->series[i]);
    }
    if (options.json) {
        timing_print_json(bench);
    } else {
        timing_print(bench);
    }
    return 0;
}
