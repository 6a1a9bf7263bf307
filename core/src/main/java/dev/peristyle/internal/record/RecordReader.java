package dev.peristyle.internal.record;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import java.util.List;

/** Adds records to their columns, column after column. Records before one that fails are delivered first. */
final class RecordReader implements MorselReader {

    private final RecordColumns columns;
    private final Schema wanted;
    private final List<ColumnFill> fills;
    private final RunContext context;
    private final ChunkBuilder chunk;
    private RecordBatch batch;

    /** Of the batch, the first record that no chunk has had. */
    private int next;

    RecordReader(
            RecordColumns columns,
            Schema wanted,
            List<ColumnFill> fills,
            int rows,
            RunContext context,
            MemoryPool pool) {
        this.columns = columns;
        this.wanted = wanted;
        this.fills = fills;
        this.context = context;
        this.chunk = new ChunkBuilder(wanted, rows, pool, "records");
    }

    @Override
    public void begin(Morsel morsel) {
        chunk.clear();
        batch = (RecordBatch) morsel;
        next = 0;
    }

    @Override
    public boolean next() {
        if (next == batch.count()) {
            chunk.clear();
            throwFailure();
            return false;
        }
        int rows = addAsManyAsFit();
        chunk.build(rows);
        next += rows;
        context.advance(0, rows);
        return true;
    }

    private void throwFailure() {
        Throwable failure = batch.failure();
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            // which an iterator can throw without saying so
            throw new ComputationException(
                    columns.place(batch.before() + batch.count()) + " could not be had: " + failure, failure);
        }
    }

    /** Adds rows: all that are left, or those before one that fails, or half as many where there is not memory for more. */
    private int addAsManyAsFit() {
        int rows = batch.count() - next;
        while (true) {
            try {
                return add(rows);
            } catch (MemoryLimitException full) {
                if (rows == 1) {
                    throw full;
                }
                rows = (rows + 1) / 2;
            }
        }
    }

    /** Adds so many rows; returns how many there are before one that fails. */
    private int add(int rows) {
        chunk.clear();
        for (int column = 0; column < fills.size(); column++) {
            ColumnWriter writer = chunk.column(column);
            try {
                fills.get(column).fill(batch.records(), next, next + rows, writer);
            } catch (MemoryLimitException | LinkageError | VirtualMachineError failure) {
                throw failure;
            } catch (Throwable failure) {
                if (writer.rowCount() == 0) {
                    throw failed(column, failure);
                }
                // the columns before have more rows than that
                return add(writer.rowCount());
            }
        }
        return rows;
    }

    private ComputationException failed(int column, Throwable failure) {
        String name = wanted.field(column).name();
        String place = columns.place(batch.before() + next) + ", component '" + columns.path(name) + "': ";
        if (failure instanceof IllegalArgumentException) {
            return new ComputationException(
                    place + ShownText.of(failure.getMessage()) + ". Give the column another type, with Records.of("
                            + columns.name() + ".class).with(\"" + name + "\", type), or change the record",
                    failure);
        }
        return new ComputationException(place + failure, failure);
    }

    @Override
    public String place(int row) {
        return columns.place(batch.before() + next - chunk.chunk().rowCount() + row);
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
