package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Fills chunks for those who read rows one after the other. What does not fit a column's type is an exception where it is
 * added, and a column that has fewer rows than the others where the chunk is built. Memory is used again for the next chunk.
 * Not thread-safe.
 *
 * <pre>{@code
 * ChunkBuilder rows = new ChunkBuilder(schema, 4096, pool, "numbers");
 * IntegerWriter id = rows.integers("id");
 * BytesWriter name = rows.bytes("name");
 *
 * public boolean next() {
 *     rows.clear();
 *     int count = 0;
 *     while (count < rows.capacity() && input.next()) {
 *         id.add(input.id());
 *         name.add(input.name());
 *         count++;
 *     }
 *     rows.build(count);
 *     context.advance(0, count);
 *     return count > 0;
 * }
 * }</pre>
 */
public final class ChunkBuilder implements AutoCloseable {

    private final Schema schema;
    private final int capacity;
    private final List<ColumnWriter> writers = new ArrayList<>();
    private final ChunkWriter chunk;
    private boolean closed;

    /**
     * A builder of a chunk without rows.
     *
     * @param schema the names and types of the columns
     * @param capacity the most rows of a chunk, 1 or more; a few thousand are right
     * @param pool where memory comes from
     * @param owner who holds it, shown in reports
     * @throws IllegalArgumentException when the capacity is not positive
     */
    public ChunkBuilder(Schema schema, int capacity, MemoryPool pool, String owner) {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(owner, "owner");
        if (capacity < 1) {
            throw new IllegalArgumentException("a chunk needs room for a row, but the capacity is " + capacity);
        }
        this.schema = schema;
        this.capacity = capacity;
        List<ColumnBuffer> buffers = new ArrayList<>();
        for (Field field : schema.fields()) {
            ColumnBuffer buffer = new ColumnBuffer(pool, owner, field.type());
            buffers.add(buffer);
            writers.add(writer(field, buffer, pool, owner));
        }
        this.chunk = ChunkWriter.over(schema, buffers);
        try {
            clear();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private static ColumnWriter writer(Field field, ColumnBuffer buffer, MemoryPool pool, String owner) {
        return switch (field.type().family()) {
            case BOOLEAN -> new BooleanWriter(field, buffer);
            case INTEGER -> new IntegerWriter(field, buffer);
            case FLOATING -> new DoubleWriter(field, buffer);
            case DECIMAL -> new DecimalWriter(field, buffer);
            case DATE, TIME, TIMESTAMP, DURATION -> new TimeWriter(field, buffer);
            case STRING, BINARY -> new BytesWriter(field, buffer, pool, owner);
        };
    }

    /**
     * Returns how many rows a chunk can have.
     *
     * @return rows
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Begins a chunk: all columns are empty again.
     *
     * @throws IllegalStateException when the builder is closed
     */
    public void clear() {
        if (closed) {
            throw new IllegalStateException("the chunk builder is closed");
        }
        chunk.invalidate();
        writers.forEach(writer -> writer.begin(capacity));
    }

    /**
     * Shows the rows that were added.
     *
     * @param rows rows that every column has
     * @return always the same chunk, valid until {@link #clear} or {@link #close}
     * @throws IllegalStateException when a column has another number of rows
     */
    public Chunk build(int rows) {
        if (closed || rows < 0 || rows > capacity) {
            throw new IllegalStateException(
                    closed
                            ? "the chunk builder is closed"
                            : "a chunk of at most " + capacity + " rows cannot have " + rows);
        }
        for (ColumnWriter writer : writers) {
            if (writer.rowCount() != rows) {
                throw new IllegalStateException("column '" + writer.field.name() + "' has " + writer.rowCount()
                        + " rows, but its chunk is to have " + rows);
            }
            writer.publish();
        }
        chunk.publish(rows);
        return chunk.chunk();
    }

    /**
     * Returns what was built last.
     *
     * @return always the same chunk
     */
    public Chunk chunk() {
        return chunk.chunk();
    }

    /**
     * Returns the writer of a column of booleans.
     *
     * @param name its name
     * @return always the same object
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public BooleanWriter booleans(String name) {
        return typed(name, BooleanWriter.class);
    }

    /**
     * Returns the writer of a column of integers.
     *
     * @param name its name
     * @return always the same object
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public IntegerWriter integers(String name) {
        return typed(name, IntegerWriter.class);
    }

    /**
     * Returns the writer of a column of floating-point numbers.
     *
     * @param name its name
     * @return always the same object
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public DoubleWriter doubles(String name) {
        return typed(name, DoubleWriter.class);
    }

    /**
     * Returns the writer of a column of decimals.
     *
     * @param name its name
     * @return always the same object
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public DecimalWriter decimals(String name) {
        return typed(name, DecimalWriter.class);
    }

    /**
     * Returns the writer of a column of dates, times of day, timestamps or durations.
     *
     * @param name its name
     * @return always the same object
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public TimeWriter times(String name) {
        return typed(name, TimeWriter.class);
    }

    /**
     * Returns the writer of a column of text or bytes.
     *
     * @param name its name
     * @return always the same object
     * @throws IllegalArgumentException when there is none of this name and type
     */
    public BytesWriter bytes(String name) {
        return typed(name, BytesWriter.class);
    }

    /**
     * Returns the writer of a column by position.
     *
     * @param position 0 to {@code schema.size() - 1}
     * @return always the same object
     */
    public ColumnWriter column(int position) {
        return writers.get(position);
    }

    private <T extends ColumnWriter> T typed(String name, Class<T> wanted) {
        ColumnWriter writer = writers.get(schema.indexOf(name));
        if (!wanted.isInstance(writer)) {
            DataType type = writer.field.type();
            throw new IllegalArgumentException("column '" + name + "' is of type " + type + ", which a "
                    + wanted.getSimpleName() + " does not write");
        }
        return wanted.cast(writer);
    }

    /** Frees the memory; nothing can be added any more. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        chunk.invalidate();
        writers.forEach(ColumnWriter::close);
    }
}
