/*
 * library: jansson, set up for these programs.
 *
 * Once, in main, before any JSON is read or written: from then on what jansson gets no memory for
 * ends the program. Left to itself jansson 2.14 drops a byte of a long text that it reads, and
 * leaves a member out of what is written (tests/faults/memory refuses each allocation).
 */
#ifndef OPTWATCH_WIRE_LIBRARY_H
#define OPTWATCH_WIRE_LIBRARY_H

void library_prepare(void);

#endif
