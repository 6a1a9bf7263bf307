package dev.peristyle.internal.fixedwidth;

import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Statistics;

/**
 * The records {@code [first, end)} of a file, which begin in one of its windows.
 *
 * @param file which one of the scan
 * @param window its number
 * @param first counted from 0 in the file
 * @param end the record after the last one
 */
record RecordMorsel(RecordFile file, long window, long first, long end) implements Morsel {

    @Override
    public Statistics statistics() {
        return Statistics.unknown().withRowCount(end - first);
    }
}
