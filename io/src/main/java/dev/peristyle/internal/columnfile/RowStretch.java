package dev.peristyle.internal.columnfile;

import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.ColumnStatistics.Order;
import dev.peristyle.spi.Predicate;
import java.util.List;

/**
 * The rows of a morsel that are left when what its sorted columns rule out is not looked at. Some values are read for that, each alone, so that
 * little of a large batch is touched. Not thread-safe.
 */
final class RowStretch {
    /** Fewer rows are read as they are. */
    private static final int MIN_ROWS = 256;

    private final BatchMorsel morsel;
    private final ZoneMaps zones;
    private long from;
    private long to;

    RowStretch(BatchMorsel morsel) {
        this.morsel = morsel;
        this.zones = morsel.scan().metadata.zones();
        this.from = morsel.from();
        this.to = morsel.to();
    }

    /** Leaves out what conditions on a column rule out, if it is known sorted and without nulls. */
    void narrow(FileColumn column, List<Predicate> conditions) {
        if (zones == null || morsel.to() - morsel.from() < MIN_ROWS) {
            return;
        }
        String name = column.plan.name();
        ColumnStatistics known = null;
        for (Predicate condition : conditions) {
            if (!condition.columns().contains(name)) {
                continue;
            }
            if (known == null) {
                int position = morsel.scan().metadata.columns().indexOf(column.plan);
                known = zones.column(morsel.number(), position, true);
            }
            if (known.order() != Order.UNKNOWN && known.nullCount().orElse(-1) == 0) {
                narrow(new SortedSearch(name, known.order(), new Rows(column, from)), condition);
            }
        }
    }

    private void narrow(SortedSearch search, Predicate condition) {
        int rows = (int) (to - from);
        int first = search.first(condition, 0, rows);
        int end = search.end(condition, first, rows);
        to = from + end;
        from += first;
    }

    /** The first row that is left. */
    long from() {
        return from;
    }

    /** The row after the last that is left. */
    long to() {
        return to;
    }

    /** Single values of a column. */
    private record Rows(FileColumn column, long first) implements SortedSearch.Values {
        @Override
        public Object min(int row) {
            return value(row);
        }

        @Override
        public Object max(int row) {
            return value(row);
        }

        /** A value that cannot be read is not known here: who reads its row is told. */
        private Object value(int row) {
            column.at(first + row);
            return column.load(0, 1) == FileColumn.ALL_READ ? FileValues.first(column.column()) : null;
        }
    }
}
