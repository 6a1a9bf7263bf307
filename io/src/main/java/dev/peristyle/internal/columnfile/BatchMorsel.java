package dev.peristyle.internal.columnfile;

import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Statistics;
import java.util.List;

/**
 * The rows {@code [from, to)} of a batch.
 *
 * @param number of the batch in the file
 * @param rows of the whole batch
 * @param layout of the batch, or null if its message has not been read
 */
record BatchMorsel(ColumnFileScan scan, int number, long rows, long from, long to, BatchLayout layout)
        implements Morsel {

    @Override
    public Statistics statistics() {
        return statistics(scan.metadata, scan.read, number, from, to);
    }

    /**
     * What is known of rows {@code [from, to)} of a batch.
     *
     * @param read the positions in the file of the columns that matter
     */
    static Statistics statistics(FileMetadata metadata, List<Integer> read, int number, long from, long to) {
        Statistics statistics = Statistics.unknown().withRowCount(to - from);
        ZoneMaps zones = metadata.zones();
        if (zones == null) {
            return statistics;
        }
        boolean isWhole = to - from == zones.rows(number);
        for (int position : read) {
            statistics = statistics.withColumn(
                    metadata.columns().get(position).name(), zones.column(number, position, isWhole));
        }
        return statistics;
    }
}
