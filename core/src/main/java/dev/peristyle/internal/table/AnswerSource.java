package dev.peristyle.internal.table;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.TimeWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** One row that is known without reading what it is about. */
public final class AnswerSource implements Source {

    private final Source about;
    private final Schema schema;
    private final List<Object> values;

    /**
     * An answer.
     *
     * @param about what was asked
     * @param schema the columns of the row
     * @param values as {@link dev.peristyle.spi.ColumnStatistics} has them, or null
     */
    public AnswerSource(Source about, Schema schema, List<Object> values) {
        this.about = about;
        this.schema = schema;
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return "what is known of " + about.describe() + " without reading it";
    }

    @Override
    public Set<Object> reads() {
        return about.reads();
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        return new RowScan(schema.select(request.columns()), context);
    }

    private static void add(ColumnWriter writer, Object value) {
        if (value == null) {
            writer.addNull();
        } else if (writer instanceof IntegerWriter integers) {
            if (value instanceof BigDecimal large) {
                integers.add(large.toBigIntegerExact());
            } else {
                integers.add(((Number) value).longValue());
            }
        } else if (writer instanceof DoubleWriter doubles) {
            doubles.add(((Number) value).doubleValue());
        } else if (writer instanceof DecimalWriter decimals) {
            decimals.add((BigDecimal) value);
        } else if (writer instanceof BooleanWriter booleans) {
            booleans.add((Boolean) value);
        } else if (writer instanceof TimeWriter times) {
            if (value instanceof LocalDate day) {
                times.add(day);
            } else if (value instanceof Instant instant) {
                times.add(instant);
            } else {
                times.add((LocalDateTime) value);
            }
        } else {
            ((BytesWriter) writer).add((String) value);
        }
    }

    private final class RowScan implements Scan {
        private final Schema columns;
        private final RunContext context;
        private boolean isHandedOut;

        RowScan(Schema columns, RunContext context) {
            this.columns = columns;
            this.context = context;
        }

        @Override
        public Schema schema() {
            return columns;
        }

        @Override
        public Morsel nextMorsel() {
            if (isHandedOut) {
                return null;
            }
            isHandedOut = true;
            return new Morsel() {};
        }

        @Override
        public int maxReaders() {
            return 1;
        }

        @Override
        public MorselReader reader(MemoryPool pool) {
            return new RowReader(columns, context, pool);
        }

        @Override
        public void close() {}
    }

    private final class RowReader implements MorselReader {
        private final Schema columns;
        private final RunContext context;
        private final ChunkBuilder chunk;
        private boolean isRead;

        RowReader(Schema columns, RunContext context, MemoryPool pool) {
            this.columns = columns;
            this.context = context;
            this.chunk = new ChunkBuilder(columns, 1, pool, "answer");
        }

        @Override
        public void begin(Morsel morsel) {
            isRead = false;
        }

        @Override
        public boolean next() {
            chunk.clear();
            if (isRead) {
                return false;
            }
            isRead = true;
            for (int position = 0; position < columns.size(); position++) {
                add(
                        chunk.column(position),
                        values.get(schema.indexOf(columns.field(position).name())));
            }
            chunk.build(1);
            context.advance(0, 1);
            return true;
        }

        @Override
        public Chunk chunk() {
            return chunk.chunk();
        }

        @Override
        public void close() {
            chunk.close();
        }
    }
}
