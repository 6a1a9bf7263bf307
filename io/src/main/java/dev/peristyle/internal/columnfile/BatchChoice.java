package dev.peristyle.internal.columnfile;

import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.ColumnStatistics.Order;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stretch of batches that the order of columns leaves. Of these, each is still asked for what its own zone map says.
 *
 * @param from the first one
 * @param to the one after the last
 * @param sorted the names of the columns whose order was used
 */
record BatchChoice(int from, int to, List<String> sorted) {

    /**
     * Searches in all columns that are known sorted and in a condition.
     *
     * @param read the positions in the file of the columns that matter
     */
    static BatchChoice of(FileMetadata metadata, List<Integer> read, List<Predicate> conditions) {
        int from = 0;
        int to = metadata.batches().size();
        Set<String> used = new LinkedHashSet<>();
        if (metadata.zones() == null) {
            return new BatchChoice(from, to, List.of());
        }
        for (int position : read) {
            String name = metadata.columns().get(position).name();
            SortedSearch search = search(metadata.zones(), position, name);
            for (Predicate condition : conditions) {
                if (search != null && from < to && condition.columns().contains(name)) {
                    from = search.first(condition, from, to);
                    to = search.end(condition, from, to);
                    used.add(name);
                }
            }
        }
        return new BatchChoice(from, to, List.copyOf(used));
    }

    private static SortedSearch search(ZoneMaps zones, int position, String name) {
        ColumnStatistics total = zones.total(position);
        if (total.order() == Order.UNKNOWN || total.nullCount().orElse(-1) != 0) {
            return null;
        }
        return new SortedSearch(name, total.order(), new SortedSearch.Values() {
            @Override
            public Object min(int batch) {
                return zones.column(batch, position, true).min();
            }

            @Override
            public Object max(int batch) {
                return zones.column(batch, position, true).max();
            }
        });
    }

    /** What a reading of a file leaves out, for plans. */
    static String describe(FileMetadata metadata, List<Integer> read, List<Predicate> conditions) {
        BatchChoice choice = of(metadata, read, conditions);
        int batches = metadata.batches().size();
        List<Integer> left = new ArrayList<>();
        for (int batch = choice.from; batch < choice.to; batch++) {
            Statistics known = BatchMorsel.statistics(
                    metadata, read, batch, 0, metadata.zones().rows(batch));
            if (conditions.stream().allMatch(condition -> condition.canHold(known))) {
                left.add(batch);
            }
        }
        long bytes = left.stream()
                .mapToLong(batch -> metadata.batches().get(batch).body())
                .sum();
        long allBytes =
                metadata.batches().stream().mapToLong(ArrowMessages.Place::body).sum();
        return "zone maps: " + (batches - left.size()) + " of " + batches + " batches skipped, " + bytes + " of "
                + allBytes + " bytes left"
                + (choice.sorted.isEmpty() ? "" : "; binary search in " + choice.sorted + ", which are sorted");
    }
}
