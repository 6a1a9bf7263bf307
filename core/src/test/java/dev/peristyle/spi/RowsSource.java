package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link NumberedRows} as somebody outside of the library would offer them, with nothing but the SPI: morsels of any sizes,
 * which are made when they are asked for, conditions translated or used for a rough choice, statistics for each morsel.
 */
public final class RowsSource implements Source {

    final int rows;
    private final int[] morselRows;
    private final FilterSupport support;
    private final boolean statistics;
    private final int maxReaders;
    final AtomicInteger open = new AtomicInteger();
    final Set<Long> morselsRead = ConcurrentHashMap.newKeySet();

    /**
     * Describes rows.
     *
     * @param rows how many
     * @param morselRows rows of the first morsel, of the second and so on, over and over; 0 makes an empty one
     * @param support what it does with conditions that it understands
     * @param statistics whether it tells what it knows of a morsel
     * @param maxReaders 1 for an input that cannot be split
     */
    public RowsSource(int rows, int[] morselRows, FilterSupport support, boolean statistics, int maxReaders) {
        this.rows = rows;
        this.morselRows = morselRows;
        this.support = support;
        this.statistics = statistics;
        this.maxReaders = maxReaders;
    }

    @Override
    public Schema schema() {
        return NumberedRows.SCHEMA;
    }

    @Override
    public String describe() {
        return "numbered rows";
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return support == FilterSupport.EXACT && !RowConditions.isKnown(predicate.condition())
                ? FilterSupport.NONE
                : support;
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        open.incrementAndGet();
        return new Scan() {
            private long next;
            private int taken;

            @Override
            public Schema schema() {
                return NumberedRows.SCHEMA.select(request.columns());
            }

            @Override
            public Morsel nextMorsel() {
                if (next >= rows) {
                    return null;
                }
                long from = next;
                next = Math.min(rows, from + morselRows[taken++ % morselRows.length]);
                return new Rows(from, next, statistics);
            }

            @Override
            public int maxReaders() {
                return maxReaders;
            }

            @Override
            public MorselReader reader(MemoryPool pool) {
                return new Reader(request, context, pool);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    private record Rows(long from, long to, boolean known) implements Morsel {
        @Override
        public Statistics statistics() {
            if (!known || from == to) {
                return Statistics.unknown();
            }
            long nulls = 0;
            for (long id = from; id < to; id++) {
                nulls += NumberedRows.row(id)[4] == null ? 1 : 0;
            }
            return Statistics.unknown()
                    .withRowCount(to - from)
                    .withColumn(
                            "id",
                            ColumnStatistics.unknown()
                                    .withRange(from, to - 1)
                                    .withNullCount(0)
                                    .withOrder(ColumnStatistics.Order.ASCENDING))
                    .withColumn(
                            "day",
                            ColumnStatistics.unknown()
                                    .withRange(LocalDate.ofEpochDay(from / 10), LocalDate.ofEpochDay((to - 1) / 10)))
                    .withColumn("name", ColumnStatistics.unknown().withNullCount(nulls));
        }
    }

    private final class Reader implements MorselReader {

        private final ScanRequest request;
        private final RunContext context;
        private final ChunkBuilder chunk;
        private final List<ColumnWriter> writers = new ArrayList<>();
        private long next;
        private long end;

        Reader(ScanRequest request, RunContext context, MemoryPool pool) {
            this.request = request;
            this.context = context;
            this.chunk = new ChunkBuilder(NumberedRows.SCHEMA.select(request.columns()), 10, pool, "numbered rows");
            for (int position = 0; position < request.columns().size(); position++) {
                writers.add(chunk.column(position));
            }
            open.incrementAndGet();
        }

        @Override
        public void begin(Morsel morsel) {
            next = ((Rows) morsel).from;
            end = ((Rows) morsel).to;
            morselsRead.add(next);
        }

        @Override
        public boolean next() {
            chunk.clear();
            if (next == end) {
                return false;
            }
            int count = 0;
            int read = 0;
            while (next < end && count < chunk.capacity()) {
                Object[] row = NumberedRows.row(next++);
                read++;
                if (passes(row)) {
                    add(row);
                    count++;
                }
            }
            chunk.build(count);
            context.advance(0, read);
            return true;
        }

        private boolean passes(Object[] row) {
            return switch (support) {
                case EXACT ->
                    request.predicates().stream()
                            .allMatch(predicate -> RowConditions.isTrue(predicate.condition(), row));
                case INEXACT ->
                    request.predicates().stream().allMatch(predicate -> RowConditions.isWithin(predicate, row));
                case NONE -> true;
            };
        }

        private void add(Object[] row) {
            for (int position = 0; position < writers.size(); position++) {
                Object value = row[NumberedRows.SCHEMA.indexOf(request.columns().get(position))];
                ColumnWriter writer = writers.get(position);
                if (value == null) {
                    writer.addNull();
                } else if (writer instanceof IntegerWriter integers) {
                    integers.add((Long) value);
                } else if (writer instanceof DoubleWriter doubles) {
                    doubles.add((Double) value);
                } else if (writer instanceof DecimalWriter decimals) {
                    decimals.add((BigDecimal) value);
                } else if (writer instanceof TimeWriter times) {
                    times.add((LocalDate) value);
                } else {
                    ((BytesWriter) writer).add((String) value);
                }
            }
        }

        @Override
        public Chunk chunk() {
            return chunk.chunk();
        }

        @Override
        public void close() {
            open.decrementAndGet();
            chunk.close();
        }
    }
}
