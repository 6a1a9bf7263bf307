package dev.peristyle.internal.jdbc;

import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SinkWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * Sends rows to a table in batches. What is in a batch does not depend on threads: rows are collected until there are as many. If the
 * database refuses one, its rows are sent again, each alone, so that it is known which one is at fault.
 */
final class BatchWriter implements SinkWriter {

    private static final long PAUSE = 20;

    private final JdbcSink sink;
    private final WriteSettings settings;
    private final Connected connected;
    private final Schema schema;
    private final RunContext context;
    private final CellBind[] binds;
    private final PreparedStatement statement;
    private final Watch watch;
    private final GrowingBuffer batch;
    private final RefusedRows refused;
    private final boolean isResumable;
    private long batchBytes;
    private int batchRows;

    /** Rows of the batches before. */
    private long before;

    /** @param isResumable whether its transactions end at checkpoints */
    BatchWriter(
            JdbcSink sink,
            Connected connected,
            Schema schema,
            List<TableColumn> columns,
            boolean isResumable,
            RunContext context)
            throws SQLException {
        this.isResumable = isResumable;
        this.sink = sink;
        this.settings = sink.settings();
        this.connected = connected;
        this.schema = schema;
        this.context = context;
        this.batch = new GrowingBuffer(context.memory(), "jdbc: batch");
        this.binds = new CellBind[columns.size()];
        List<String> names = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int column = 0; column < binds.length; column++) {
            Field field = schema.field(column);
            TableColumn target = columns.get(column);
            names.add(target.name());
            if (settings.keys().contains(field.name())) {
                keys.add(target.name());
            }
            binds[column] = CellBind.of(field.type(), connected.database.product(), target);
        }
        this.statement =
                connected.connection.prepareStatement(Ddl.insert(connected.database, sink.table(), names, keys));
        this.watch = new Watch(statement::cancel, context);
        this.refused = new RefusedRows(schema, settings.rejects(), sink.describe(), context);
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return new RowEncoder(new BinaryRows(schema), pool);
    }

    @Override
    public void append(Encoder encoder) {
        RowEncoder rows = (RowEncoder) encoder;
        long address = rows.address();
        long end = address + rows.size();
        while (address < end) {
            int length = UnsafeApi.getInt(address);
            batch.ensureKept(batchBytes + length);
            UnsafeApi.copyMemory(address, batch.address() + batchBytes, length);
            batchBytes += length;
            batchRows++;
            address += length;
            if (batchRows == settings.batchRows()) {
                send();
            }
        }
        rows.clear();
    }

    /** Goes on after rows that another process has sent, and committed at a checkpoint. */
    void goOn(long rows) {
        before = rows;
    }

    /** How many rows were sent; nothing is held then. */
    long sent() {
        return before;
    }

    /** Sends what it holds. */
    void send() {
        for (int attempt = 0; batchRows > 0; attempt++) {
            context.advance(0, 0);
            Savepoint savepoint = null;
            try {
                savepoint = savepoint();
                bindAll();
                watch.over(statement::executeBatch);
                release(savepoint);
                endBatch();
            } catch (SQLException failure) {
                afterFailure(failure, savepoint, attempt);
            }
        }
    }

    private void bindAll() throws SQLException {
        long address = batch.address();
        for (int row = 0; row < batchRows; row++) {
            bind(row, address);
            statement.addBatch();
            address += UnsafeApi.getInt(address);
        }
    }

    private void bind(int row, long address) throws SQLException {
        long value = address + Integer.BYTES;
        int column = 0;
        try {
            for (; column < binds.length; column++) {
                value = binds[column].bind(statement, column + 1, value);
            }
        } catch (IllegalArgumentException unfit) {
            throw new DataAccessException(
                    sink.describe() + ", row " + (before + row + 1) + ", column '"
                            + ShownText.of(schema.field(column).name()) + "': " + unfit.getMessage() + ". "
                            + written(),
                    unfit);
        }
    }

    private Savepoint savepoint() throws SQLException {
        return settings.commitsBatches() || !connected.connection.getMetaData().supportsSavepoints()
                ? null
                : connected.connection.setSavepoint();
    }

    private void release(Savepoint savepoint) throws SQLException {
        if (savepoint != null) {
            connected.connection.releaseSavepoint(savepoint);
        }
    }

    private void endBatch() throws SQLException {
        long rows = before + batchRows;
        if (settings.commitsBatches()) {
            commit("the rows " + (before + 1) + " to " + rows);
        }
        // before what may fail: the rows are in the table
        before = rows;
        batchRows = 0;
        batchBytes = 0;
        try {
            refused.keepBatch();
        } catch (DataAccessException failure) {
            throw new DataAccessException(
                    sink.describe() + ": the rows that were refused cannot be written to "
                            + settings.rejects().describe() + ": " + failure.getMessage() + ". " + written(),
                    failure);
        }
    }

    /** Throws what the database says if it has surely taken the transaction back. */
    private void commit(String rows) throws SQLException {
        try {
            connected.connection.commit();
        } catch (SQLException failure) {
            if (isInTheWay(failure)) {
                throw failure;
            }
            throw SqlErrors.of(
                    sink.describe() + ": the commit failed, and it is not known whether " + rows + " are written",
                    failure);
        }
    }

    private void afterFailure(SQLException ofBatch, Savepoint savepoint, int attempt) {
        boolean canUndo = savepoint != null || settings.commitsBatches();
        SQLException failure = ofBatch;
        try {
            statement.clearBatch();
            if (canUndo && isOfRow(ofBatch)) {
                undo(savepoint);
                failure = oneByOne(ofBatch);
                if (failure == null) {
                    return;
                }
            }
            if (settings.commitsBatches() && isInTheWay(failure) && attempt < settings.retries()) {
                connected.connection.rollback();
                pause(attempt);
                return;
            }
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
        String advice = isInTheWay(failure)
                ? ". Another transaction was in the way. "
                        + (settings.commitsBatches()
                                ? "It was tried " + (attempt + 1) + " times"
                                : "Run it again, or commit batches, which are sent again then: commitBatches()")
                : "";
        throw SqlErrors.of(
                sink.describe() + ": rows " + (batchRows == 0 ? 1 : before + 1) + " to " + (before + batchRows)
                        + " are refused",
                failure,
                advice + ". " + written());
    }

    private void undo(Savepoint savepoint) throws SQLException {
        if (savepoint == null) {
            connected.connection.rollback();
        } else {
            connected.connection.rollback(savepoint);
        }
    }

    /**
     * Sends the rows of a batch that was taken back; leaves out those that are refused, or fails at the first that may not be.
     *
     * @return null, or the failure because of which the batch may be sent again: then none of its rows was left out
     */
    private SQLException oneByOne(SQLException ofBatch) {
        try {
            sendEach(ofBatch);
            endBatch();
            return null;
        } catch (SQLException inTheWay) {
            refused.forgetBatch();
            inTheWay.addSuppressed(ofBatch);
            return inTheWay;
        }
    }

    private void sendEach(SQLException ofBatch) throws SQLException {
        long address = batch.address();
        for (int row = 0; row < batchRows; row++) {
            bind(row, address);
            Savepoint savepoint = connected.connection.setSavepoint();
            try {
                watch.over(statement::executeUpdate);
                connected.connection.releaseSavepoint(savepoint);
            } catch (SQLException failure) {
                if (isInTheWay(failure)) {
                    throw failure;
                }
                if (failure != ofBatch) {
                    failure.addSuppressed(ofBatch);
                }
                if (!isOfRow(failure)) {
                    throw refused(row, failure);
                }
                if (refused.count() >= settings.maxRejects()) {
                    throw oneTooMany(row, failure, address);
                }
                connected.connection.rollback(savepoint);
                refused.add(before + row + 1, reason(failure), SqlErrors.reason(failure), address);
            }
            address += UnsafeApi.getInt(address);
        }
    }

    /** Those that were left out can be looked at, and this one too. */
    private DataAccessException oneTooMany(int row, SQLException failure, long address) {
        DataAccessException error = refused(row, failure);
        if (settings.maxRejects() > 0) {
            try {
                refused.add(before + row + 1, reason(failure), SqlErrors.reason(failure), address);
                refused.keepBatch();
                refused.commit();
            } catch (RuntimeException second) {
                error.addSuppressed(second);
            }
        }
        return error;
    }

    private DataAccessException refused(int row, SQLException failure) {
        String limit = settings.maxRejects() == 0
                ? ". Rows that are refused are left out with skipRejected, or written elsewhere with rejectTo"
                : ". " + refused.count() + " rows were left out before, and no more may be";
        return SqlErrors.of(
                sink.describe() + ": row " + (before + row + 1) + " is refused", failure, limit + ". " + written());
    }

    private String written() {
        if (isResumable) {
            return "The rows up to the last checkpoint are written, and a run with it goes on after them";
        }
        if (!settings.commitsBatches()) {
            return "Nothing is written: the transaction is taken back";
        }
        return before == 0
                ? "No row is written"
                : String.format(Locale.ROOT, "The first %,d rows are written, no later one", before)
                        + (refused.count() == 0 ? "" : ", but for those that were left out");
    }

    /** A unique key, a null, a check, or a value that the table has no room for. */
    private boolean isOfRow(SQLException failure) {
        if (connected.database.product() == Product.SQLITE) {
            int code = failure.getErrorCode() & 0xFF;
            return code == 18 || code == 19 || code == 20;
        }
        String state = state(failure);
        return state.startsWith("22") || state.startsWith("23");
    }

    private boolean isInTheWay(SQLException failure) {
        boolean isBusy = connected.database.product() == Product.SQLITE && (failure.getErrorCode() & 0xFF) == 5;
        return isBusy || state(failure).startsWith("40");
    }

    private static String state(SQLException failure) {
        SQLException next = failure.getNextException();
        String state = next != null && next.getSQLState() != null ? next.getSQLState() : failure.getSQLState();
        return state == null ? "" : state;
    }

    private String reason(SQLException failure) {
        String state = state(failure);
        return switch (state.isEmpty() && (failure.getErrorCode() & 0xFF) == 19 ? "23" : state) {
            case "23505" -> "not unique";
            case "23502" -> "null";
            case "23503", "23506" -> "no such key";
            case "22001" -> "too long";
            case "22003" -> "out of range";
            case "23" -> "constraint";
            default -> "SQLState " + state;
        };
    }

    private static void pause(int attempt) {
        try {
            // longer and longer, and not all at the same time
            Thread.sleep(PAUSE * (1L << Math.min(6, attempt)) + System.nanoTime() % PAUSE);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread was interrupted while it waited to send rows again");
        }
    }

    @Override
    public Map<String, Long> counts() {
        return refused.counts();
    }

    @Override
    public void commit() {
        send();
        // first, because what is not in the table is then there
        refused.commit();
        if (!settings.commitsBatches()) {
            try {
                commit("the rows");
            } catch (SQLException failure) {
                afterFailure(failure, null, 0);
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        batch.close();
        Connected.drop(statement);
        connected.close();
        try (RefusedRows ending = refused) {
            if (settings.commitsBatches() && before > 0) {
                // batches that were committed stay, and with them what was left out
                ending.commit();
            }
        }
    }
}
