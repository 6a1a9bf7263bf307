package dev.peristyle.internal.table;

import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Statistics;

/**
 * Rows {@code [from, to)} of a table.
 *
 * @param to the row after the last one
 */
record TableMorsel(long from, long to) implements Morsel {

    @Override
    public Statistics statistics() {
        return Statistics.unknown().withRowCount(to - from);
    }
}
