/*
 * timing: how long a piece of work takes at growing sizes, and how straight the line is.
 *
 * In      series of points: the same work on subjects of growing size
 * Out     per point a median; per series the line through the medians; a table, or JSON
 * Units   microseconds of this thread's processor time, so that what else runs here counts less
 * Limits  TIMING_POINTS points a series
 * Errors  none: a program of the bench ends where it cannot go on
 * Source  rounds take all points in turn, so that a slow moment of the machine falls on all of them
 */
#ifndef OPTWATCH_BENCH_TIMING_H
#define OPTWATCH_BENCH_TIMING_H

#include <stddef.h>

#define TIMING_POINTS 8

struct point {
    double size;
    void *subject; /* borrowed: what the work is done on */
    double median_us;
    double spread; /* half the distance of the quartiles, as a share of the median */
};

struct series {
    const char *name;
    const char *says; /* what the work said of its subject, or "" */
    struct point points[TIMING_POINTS];
    size_t count;
    /* The line fixed_us + slope_us * size that least squares of the relative deviations give. */
    double fixed_us;
    double slope_us;
    double deviation; /* of the point farthest from the line, as a share */
};

struct bench {
    const char *name;
    const char *unit; /* what a size counts: "items" */
    const char *one;  /* one of it: "item" */
    void (*work)(const void *subject);
    struct series *series;
    size_t count;
};

/* Measures and prints as argv says: [--json] [--rounds N]. The program's exit status. */
int timing_main(struct bench *bench, int argc, char **argv);

/* The line's value at a size, in microseconds. */
double timing_line(const struct series *series, double size);

/* Prints the tables, or one JSON object. */
void timing_print(const struct bench *bench);
void timing_print_json(const struct bench *bench);

#endif
