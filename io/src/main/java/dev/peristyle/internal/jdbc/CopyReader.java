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
import java.util.List;
import org.postgresql.copy.CopyOut;

/**
 * Reads parts with COPY of PostgreSQL in its binary format. A message of the server is a row, the first one with a header before it: so no row
 * becomes an object per value, and no number a text.
 */
final class CopyReader implements MorselReader {

    private static final int MAX_ROWS = 4096;
    private static final int MIN_ROWS = 64;
    private static final int CHUNK_BYTES = 1 << 20;

    /** Eleven bytes that say what it is, and flags. */
    private static final int FIXED_HEADER = 15;

    private static final int OID_FLAG = 1 << 16;

    private final JdbcScan scan;
    private final ChunkBuilder chunk;
    private final CopyDecoder[] decoders;
    private final ColumnWriter[] writers;
    private final int[] positions;
    private final int[] scales;
    private final int maxText;
    private Connected connected;
    private CopyOut copy;
    private JdbcPart part;
    private boolean ended;

    /** Came with the header, and is the next one. */
    private byte[] message;

    private int offset;
    private long before;
    private int count;

    CopyReader(JdbcScan scan, List<CopyDecoder> decoders, MemoryPool pool) {
        this.scan = scan;
        int columns = decoders.size();
        int capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, CHUNK_BYTES / (Long.BYTES * Math.max(1, columns))));
        this.chunk = new ChunkBuilder(scan.schema, capacity, pool, "jdbc");
        this.maxText = (int)
                Math.min(CHUNK_BYTES, Math.max(1 << 14, scan.context.memory().limit() / 64));
        this.decoders = decoders.toArray(new CopyDecoder[0]);
        this.writers = new ColumnWriter[columns];
        this.scales = new int[columns];
        this.positions = new int[columns];
        for (int column = 0; column < columns; column++) {
            writers[column] = chunk.column(column);
            scales[column] = scan.columns.get(column).type().scale();
            positions[column] = scan.positions.get(column) - 1;
        }
    }

    @Override
    public void begin(Morsel morsel) {
        endCopy();
        chunk.clear();
        part = (JdbcPart) morsel;
        ended = false;
        before = 0;
        count = 0;
    }

    @Override
    public boolean next() {
        before += count;
        count = 0;
        chunk.clear();
        scan.context.advance(0, 0);
        if (ended) {
            return false;
        }
        long bytes = 0;
        try {
            if (copy == null) {
                run();
            }
            while (!ended && count < chunk.capacity() && bytes < maxText) {
                bytes += addMessage();
            }
        } catch (SQLException failure) {
            throw SqlErrors.of(
                    partName() + ": the rows after row " + (before + count) + " cannot be read",
                    failure,
                    ". Without COPY it is read with JdbcReadOptions.builder().copy(false)");
        }
        chunk.build(count);
        scan.context.advance(bytes, count);
        return count > 0 || !ended;
    }

    private void run() throws SQLException {
        if (connected == null) {
            connected = Connected.open(scan.opener, scan.name);
        }
        String sql = CopyStatement.of(part.query());
        PostgresCopy postgres = PostgresCopy.of(connected);
        message = Watch.over(postgres::cancel, scan.context, () -> {
            copy = postgres.out(sql);
            return copy.readFromCopy();
        });
        offset = FIXED_HEADER;
        if (message != null) {
            int extension = (int) CopyDecoder.INTS.get(message, FIXED_HEADER);
            int flags = (int) CopyDecoder.INTS.get(message, FIXED_HEADER - Integer.BYTES);
            if ((flags & OID_FLAG) != 0) {
                throw new SQLException("the server sends rows with object identifiers, which is no longer done");
            }
            offset += Integer.BYTES + extension;
        }
    }

    /** Adds the row of the next message. */
    private int addMessage() throws SQLException {
        byte[] row = message;
        message = null;
        if (row == null) {
            row = copy.readFromCopy();
            offset = 0;
        }
        if (row == null) {
            ended = true;
            return 0;
        }
        if (offset == row.length) {
            // a header alone
            return 0;
        }
        int fields = row[offset] << 8 | row[offset + 1] & 0xFF;
        if (fields < 0) {
            // the mark of the end; the server says so once more
            return row.length;
        }
        add(row, fields);
        count++;
        return row.length;
    }

    private void add(byte[] row, int fields) {
        int from = offset + Short.BYTES;
        int wanted = 0;
        for (int field = 0; field < fields; field++) {
            int length = (int) CopyDecoder.INTS.get(row, from);
            from += Integer.BYTES;
            // columns of the statement in their order; nearly always all of them
            while (wanted < positions.length && positions[wanted] == field) {
                addValue(row, from, length, wanted);
                wanted++;
            }
            from += Math.max(0, length);
        }
    }

    private void addValue(byte[] row, int from, int length, int column) {
        if (length < 0) {
            writers[column].addNull();
            return;
        }
        try {
            decoders[column].add(row, from, length, writers[column], scales[column]);
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            String name = ShownText.of(scan.columns.get(column).name());
            MalformedDataException refused = new MalformedDataException(
                    place(count) + ", column '" + name + "': " + ShownText.of(String.valueOf(unfit.getMessage()))
                            + ". Cast the column in the query, or give it another type:"
                            + " JdbcReadOptions.builder().type(\"" + name + "\", …)",
                    scan.name,
                    -1,
                    -1,
                    scan.columns.get(column).name());
            refused.initCause(unfit);
            throw refused;
        }
    }

    private String partName() {
        return part.number() == 0 ? scan.name : scan.name + ", part " + part.number();
    }

    @Override
    public String place(int row) {
        return partName() + ", row " + (before + row + 1);
    }

    @Override
    public Chunk chunk() {
        return chunk.chunk();
    }

    private void endCopy() {
        CopyOut open = copy;
        copy = null;
        message = null;
        if (open != null && open.isActive()) {
            Connected.drop(open::cancelCopy);
        }
        // a transaction that was cancelled takes no other statement
        if (connected != null) {
            Connected.drop(connected.connection::rollback);
        }
    }

    @Override
    public void close() {
        endCopy();
        chunk.close();
        if (connected != null) {
            connected.close();
            connected = null;
        }
    }
}
