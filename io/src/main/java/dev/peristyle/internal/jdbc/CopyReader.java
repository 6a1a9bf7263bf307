package dev.peristyle.internal.jdbc;

import dev.peristyle.memory.MemoryPool;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyOut;

/**
 * Reads parts with COPY of PostgreSQL in its binary format. A message of the server is a row, the first one with a header before it: so no row
 * becomes an object per value, and no number a text.
 */
final class CopyReader extends PartReader {

    /** Eleven bytes that say what it is, and flags. */
    private static final int FIXED_HEADER = 15;

    private static final int OID_FLAG = 1 << 16;

    private final CopyDecoder[] decoders;
    private final int[] scales;
    private PostgresCopy postgres;
    private CopyOut copy;

    /** Came with the header, and is the next one. */
    private byte[] message;

    private int offset;

    CopyReader(JdbcScan scan, List<CopyDecoder> decoders, MemoryPool pool) {
        super(scan, pool);
        this.decoders = decoders.toArray(new CopyDecoder[0]);
        this.scales = new int[writers.length];
        for (int column = 0; column < scales.length; column++) {
            scales[column] = scan.columns.get(column).type().scale();
        }
    }

    @Override
    Watch.Stop prepare() throws SQLException {
        postgres = PostgresCopy.of(connected);
        return postgres::cancel;
    }

    @Override
    void run() throws SQLException {
        copy = postgres.out(CopyStatement.of(part.query()));
        message = copy.readFromCopy();
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

    @Override
    int add() throws SQLException {
        byte[] row = message;
        message = null;
        if (row == null) {
            row = copy.readFromCopy();
            offset = 0;
        }
        if (row == null) {
            return -1;
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
            while (wanted < positions.length && positions[wanted] == field + 1) {
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
            throw refuse(column, unfit);
        }
    }

    @Override
    String advice() {
        return ". Without COPY it is read with JdbcReadOptions.builder().copy(false)";
    }

    @Override
    void endStatement() {
        CopyOut open = copy;
        copy = null;
        message = null;
        if (open != null && open.isActive()) {
            Connected.drop(open::cancelCopy);
        }
    }
}
