package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SinkWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.UnsafeApi;
import org.postgresql.copy.CopyIn;

/** Sends rows with one COPY of PostgreSQL, which is one transaction. */
final class CopyWriter implements SinkWriter {

    private static final int PIECE = 1 << 16;

    /** Where the bytes of an array begin. */
    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private static final Pattern LINE = Pattern.compile("COPY .*?, line (\\d+)");

    private final String name;
    private final Connected connected;
    private final Schema schema;
    private final List<TableColumn> columns;
    private final RunContext context;
    private final CopyIn copy;
    private final Watch watch;
    private final byte[] piece = new byte[PIECE];

    CopyWriter(
            String name, Connected connected, Schema schema, List<TableColumn> columns, String sql, RunContext context)
            throws SQLException {
        this.columns = columns;
        this.name = name;
        this.connected = connected;
        this.schema = schema;
        this.context = context;
        PostgresCopy postgres = PostgresCopy.of(connected);
        this.watch = new Watch(postgres::cancel, context);
        this.copy = begin(postgres, sql);
    }

    private CopyIn begin(PostgresCopy postgres, String sql) throws SQLException {
        boolean hasBegun = false;
        try {
            CopyIn begun = watch.over(() -> postgres.in(sql));
            hasBegun = true;
            return begun;
        } finally {
            if (!hasBegun) {
                watch.close();
            }
        }
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return new RowEncoder(new CopyText(schema, columns), pool);
    }

    @Override
    public void append(Encoder encoder) {
        RowEncoder rows = (RowEncoder) encoder;
        context.advance(0, 0);
        try {
            watch.over(() -> send(rows));
        } catch (SQLException failure) {
            throw refused(failure);
        }
        rows.clear();
    }

    private long send(RowEncoder rows) throws SQLException {
        for (long done = 0; done < rows.size(); done += PIECE) {
            int length = (int) Math.min(PIECE, rows.size() - done);
            UnsafeApi.copyMemory(null, rows.address() + done, piece, BYTES, length);
            copy.writeToCopy(piece, 0, length);
        }
        return rows.size();
    }

    /** The server tells lines, which are rows: what would end one is escaped. */
    private DataAccessException refused(SQLException failure) {
        Matcher line = LINE.matcher(String.valueOf(failure.getMessage()));
        String what = line.find() ? "row " + line.group(1) + " is refused" : "the rows are refused";
        return SqlErrors.of(
                name + ": " + what,
                failure,
                ". Nothing is written: the transaction is taken back. Rows that are refused are left out with skipRejected;"
                        + " copy(false) sends statements instead of COPY");
    }

    @Override
    public void commit() {
        try {
            watch.over(copy::endCopy);
        } catch (SQLException failure) {
            throw refused(failure);
        }
        try {
            connected.connection.commit();
        } catch (SQLException failure) {
            throw SqlErrors.of(name + ": the commit failed, and it is not known whether the rows are written", failure);
        }
    }

    @Override
    public void close() {
        watch.close();
        if (copy.isActive()) {
            Connected.drop(copy::cancelCopy);
        }
        connected.close();
    }
}
