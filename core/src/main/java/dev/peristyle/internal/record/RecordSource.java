package dev.peristyle.internal.record;

import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Records as a source. */
public final class RecordSource implements Source {

    private final RecordColumns columns;
    private final Records records;
    private final Schema schema;

    /** Compiled for a selection of columns, and as good for the next run. */
    private final Map<List<String>, List<ColumnFill>> fills = new ConcurrentHashMap<>();

    /** Where the records come from. */
    public interface Records {

        /**
         * Begins to read them.
         *
         * @return the records
         * @throws IllegalStateException if they can be read once and have been
         */
        Iterator<?> open();

        /**
         * Says whether they can be read once only.
         *
         * @return true if so; false unless this is overridden
         */
        default boolean isReadOnce() {
            return false;
        }

        /**
         * Returns how many there are, as far as that is known without reading them.
         *
         * @return -1 if it is not, which is so unless this is overridden
         */
        default long count() {
            return -1;
        }

        /** Called when a reading has ended, has failed or was left. */
        default void close() {}
    }

    /**
     * A source of records.
     *
     * @param columns what they become
     * @param records where they come from
     */
    public RecordSource(RecordColumns columns, Records records) {
        this.columns = Objects.requireNonNull(columns, "columns");
        this.records = Objects.requireNonNull(records, "records");
        this.schema = columns.schema();
    }

    @Override
    public Statistics statistics() {
        long count = records.count();
        return count < 0 ? Statistics.unknown() : Statistics.unknown().withRowCount(count);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return "records of " + columns.name();
    }

    @Override
    public boolean isReadOnce() {
        return records.isReadOnce();
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        Schema wanted = schema.select(request.columns());
        List<ColumnFill> own = fills.computeIfAbsent(wanted.names(), columns::fills);
        Iterator<?> iterator = records.open();
        if (iterator instanceof LentIterator<?> lent) {
            lent.lend();
        }
        return new RecordScan(columns, wanted, own, iterator, records::close, context);
    }
}
