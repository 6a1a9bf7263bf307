package dev.peristyle.internal.spill;

/**
 * Which record of a run it is. Places in the file are used again; this is not.
 *
 * @param file the number of the spill file
 * @param position where it is in that
 */
record RecordId(long file, long position) {}
