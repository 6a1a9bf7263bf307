package dev.peristyle.internal.record;

import dev.peristyle.spi.Morsel;

/**
 * Records that were taken from an iterator together.
 *
 * @param records the first {@code count} are records
 * @param before how many records there were before them
 * @param failure what came instead of the record after them; null if there is none or they are not the last
 */
record RecordBatch(Object[] records, int count, long before, Throwable failure) implements Morsel {}
