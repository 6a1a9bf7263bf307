package dev.peristyle.internal.jdbc;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import java.sql.SQLException;

/** Reads parts on a connection of its own, each with a statement in a transaction that is rolled back. Not thread-safe. */
abstract class PartReader implements MorselReader {

    private static final int MAX_ROWS = 4096;
    private static final int MIN_ROWS = 64;

    /** What a chunk takes at most, unless there are very many columns or a row is larger. */
    private static final int CHUNK_BYTES = 1 << 20;

    final JdbcScan scan;
    final ColumnWriter[] writers;

    /** Of each column, where it is in the rows of a statement, from 1. */
    final int[] positions;

    Connected connected;
    JdbcPart part;

    /** Rows in the chunk. */
    int count;

    private final ChunkBuilder chunk;
    private final int maxBytes;
    private Watch watch;
    private boolean ended;

    /** Of the part, the rows before the chunk. */
    private long before;

    PartReader(JdbcScan scan, MemoryPool pool) {
        this.scan = scan;
        int columns = scan.columns.size();
        int capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, CHUNK_BYTES / (Long.BYTES * Math.max(1, columns))));
        this.chunk = new ChunkBuilder(scan.schema, capacity, pool, "jdbc");
        this.maxBytes = (int)
                Math.min(CHUNK_BYTES, Math.max(1 << 14, scan.context.memory().limit() / 64));
        this.writers = new ColumnWriter[columns];
        this.positions = new int[columns];
        for (int column = 0; column < columns; column++) {
            writers[column] = chunk.column(column);
            positions[column] = scan.positions.get(column);
        }
    }

    /**
     * Prepares the statement of the part.
     *
     * @return what cancels it, from another thread
     */
    abstract Watch.Stop prepare() throws SQLException;

    /** Runs the statement that was prepared. */
    abstract void run() throws SQLException;

    /**
     * Adds the next row.
     *
     * @return bytes of it that take room, or -1 if there is no further row
     */
    abstract int add() throws SQLException;

    /** Ends the statement, if there is one. */
    abstract void endStatement();

    /** What is said where rows cannot be had, or nothing. */
    abstract String advice();

    @Override
    public final void begin(Morsel morsel) {
        end();
        if (connected != null) {
            // a transaction in which a statement has failed takes no other one, and the next part sees what is
            // committed by then
            Connected.drop(connected.connection::rollback);
        }
        chunk.clear();
        part = (JdbcPart) morsel;
        ended = false;
        before = 0;
        count = 0;
    }

    @Override
    public final boolean next() {
        before += count;
        count = 0;
        chunk.clear();
        scan.context.advance(0, 0);
        if (ended) {
            return false;
        }
        if (watch == null) {
            start();
        }
        long bytes;
        try {
            bytes = watch.over(this::fill);
        } catch (SQLException failure) {
            throw SqlErrors.of(
                    partName() + ": the rows after row " + (before + count) + " cannot be read", failure, advice());
        }
        chunk.build(count);
        if (ended) {
            end();
        }
        scan.context.advance(bytes, count);
        return count > 0 || !ended;
    }

    private void start() {
        if (connected == null) {
            connected = Connected.open(scan.opener, scan.name);
        }
        try {
            watch = new Watch(prepare(), scan.context);
            watch.over(() -> {
                run();
                return null;
            });
        } catch (SQLException failure) {
            throw SqlErrors.of(partName() + ": the query failed", failure, advice());
        }
    }

    private long fill() throws SQLException {
        long bytes = 0;
        while (count < chunk.capacity() && bytes < maxBytes) {
            int added = add();
            if (added < 0) {
                ended = true;
                break;
            }
            bytes += added;
        }
        return bytes;
    }

    private void end() {
        endStatement();
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    /** The error about a value of the row after those in the chunk. */
    final MalformedDataException refuse(int column, RuntimeException unfit) {
        String message = place(column, count) + ShownText.of(String.valueOf(unfit.getMessage())) + advice(column);
        MalformedDataException refused = new MalformedDataException(
                message, scan.name, -1, -1, scan.columns.get(column).name());
        refused.initCause(unfit);
        return refused;
    }

    final String advice(int column) {
        String name = ShownText.of(scan.columns.get(column).name());
        return ". Cast the column in the query, or give it another type: JdbcReadOptions.builder().type(\"" + name
                + "\", …)";
    }

    final String place(int column, int row) {
        return place(row) + ", column '" + ShownText.of(scan.columns.get(column).name()) + "': ";
    }

    private String partName() {
        return part.number() == 0 ? scan.name : scan.name + ", part " + part.number();
    }

    @Override
    public final String place(int row) {
        return partName() + ", row " + (before + row + 1);
    }

    @Override
    public final Chunk chunk() {
        return chunk.chunk();
    }

    @Override
    public final void close() {
        end();
        chunk.close();
        if (connected != null) {
            connected.close();
            connected = null;
        }
    }
}
