package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.RowOutput;
import dev.peristyle.internal.ground.TextBytes;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.TimeWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Rows that a user writes, as chunks: as many as are needed for what one call adds. Not thread-safe. */
public final class RowsWriter implements RowOutput, AutoCloseable {

    static final int CHUNK = 4096;

    private final MemoryPool pool;
    private final String owner;
    private final Schema schema;
    private final int most;
    private final TextBytes text = new TextBytes();
    private final List<ChunkBuilder> builders = new ArrayList<>();
    private final Deque<Integer> sizes = new ArrayDeque<>();
    private ChunkBuilder current;
    private int rows;
    private int written;
    private int shown;

    RowsWriter(MemoryPool pool, String owner, Schema schema) {
        this(pool, owner, schema, CHUNK);
    }

    /** Writes chunks of at most so many rows; takes memory when it is {@linkplain #clear() cleared}. */
    public RowsWriter(MemoryPool pool, String owner, Schema schema, int most) {
        this.pool = pool;
        this.owner = owner;
        this.schema = schema;
        this.most = most;
    }

    /** Forgets what was shown. */
    public void clear() {
        sizes.clear();
        written = 0;
        shown = 0;
        rows = 0;
        begin();
    }

    private void begin() {
        if (written == builders.size()) {
            builders.add(new ChunkBuilder(schema, most, pool, owner));
        }
        current = builders.get(written);
        current.clear();
    }

    /** Whether a chunk is full, so that it is better shown before more is written. */
    boolean isFull() {
        return written > 0 || rows == most;
    }

    /** What is left is a chunk, also an empty one where there is no other. */
    void finish() {
        if (rows > 0 || written == 0) {
            end();
        }
    }

    private void end() {
        sizes.add(rows);
        written++;
        rows = 0;
    }

    /** The next chunk that was ended; null if there is none. */
    Chunk next() {
        Integer size = sizes.poll();
        return size == null ? null : builders.get(shown++).build(size);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    private ColumnWriter unset(int column) {
        ColumnWriter writer = current.column(column);
        if (writer.rowCount() > rows) {
            throw new IllegalArgumentException(
                    "column " + named(column) + " is set already; add() begins the next row");
        }
        return writer;
    }

    private String named(int column) {
        return "'" + schema.field(column).name() + "' of type "
                + schema.field(column).type();
    }

    private IllegalArgumentException mismatch(int column, String what) {
        return new IllegalArgumentException("column " + named(column) + " does not take " + what);
    }

    @Override
    public void setBoolean(int column, boolean value) {
        if (!(unset(column) instanceof BooleanWriter writer)) {
            throw mismatch(column, "a boolean");
        }
        writer.add(value);
    }

    @Override
    public void setLong(int column, long value) {
        if (!(unset(column) instanceof IntegerWriter writer)) {
            throw mismatch(column, "an integer");
        }
        writer.add(value);
    }

    @Override
    public void setDouble(int column, double value) {
        if (!(unset(column) instanceof DoubleWriter writer)) {
            throw mismatch(column, "a double");
        }
        writer.add(value);
    }

    @Override
    public void setText(int column, CharSequence value) {
        if (!(unset(column) instanceof BytesWriter writer)
                || !(schema.field(column).type() instanceof DataType.Utf8)) {
            throw mismatch(column, "a text");
        }
        int length = text.encode(value);
        writer.add(text.bytes(), 0, length);
    }

    @Override
    public void set(int column, Object value) {
        ColumnWriter writer = unset(column);
        if (value == null) {
            writer.addNull();
        } else if (value instanceof Boolean flag) {
            setBoolean(column, flag);
        } else if (value instanceof CharSequence characters) {
            setText(column, characters);
        } else if (writer instanceof BytesWriter bytes && value instanceof byte[] array) {
            bytes.add(array, 0, array.length);
        } else if (writer instanceof DoubleWriter doubles && value instanceof Number number) {
            doubles.add(number.doubleValue());
        } else if (writer instanceof IntegerWriter integers && value instanceof BigInteger integer) {
            integers.add(integer);
        } else if (writer instanceof IntegerWriter integers && isInteger(value)) {
            integers.add(((Number) value).longValue());
        } else if (writer instanceof DecimalWriter decimals && decimal(value) != null) {
            decimals.add(decimal(value));
        } else if (!(writer instanceof TimeWriter times && setTime(times, value))) {
            throw mismatch(column, "a " + value.getClass().getSimpleName());
        }
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return isInteger(value) ? BigDecimal.valueOf(((Number) value).longValue()) : null;
    }

    private static boolean setTime(TimeWriter times, Object value) {
        if (value instanceof LocalDate date) {
            times.add(date);
        } else if (value instanceof LocalTime time) {
            times.add(time);
        } else if (value instanceof LocalDateTime timestamp) {
            times.add(timestamp);
        } else if (value instanceof Instant instant) {
            times.add(instant);
        } else if (value instanceof Duration duration) {
            times.add(duration);
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void add() {
        fill();
        rows++;
        if (rows == most) {
            end();
            begin();
        }
    }

    /** The row that was set and not added, with nulls where nothing was set; the only one since {@link #clear()}. */
    public Chunk only() {
        if (rows > 0 || written > 0) {
            throw new IllegalStateException("a result is set and not added; leave add() out");
        }
        fill();
        return current.build(1);
    }

    private void fill() {
        for (int column = 0; column < schema.size(); column++) {
            ColumnWriter writer = current.column(column);
            if (writer.rowCount() == rows) {
                writer.addNull();
            }
        }
    }

    /** Whether columns of a row are set that was not added. */
    boolean hasUnfinishedRow() {
        for (int column = 0; column < schema.size(); column++) {
            if (current.column(column).rowCount() > rows) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        builders.forEach(ChunkBuilder::close);
    }
}
