package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.ResumableWriter;
import dev.peristyle.spi.SavedPosition;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends rows to a table so that another process can go on. All rows between two checkpoints are one transaction, and that counts its steps in
 * a table of the same database, in a row for this job: so whoever goes on sees whether the rows of the last checkpoint are there, whatever became of the process between
 * the writing of the checkpoint and the commit. The row is gone when all is written.
 */
final class CheckpointedTable implements ResumableWriter {

    private static final long NONE = -1;
    private static final String TABLE = "peristyle_checkpoint";

    private final String name;
    private final Connected connected;
    private final BatchWriter rows;
    private final String job;
    private long step;
    private final boolean isDone;

    private CheckpointedTable(
            String name, Connected connected, BatchWriter rows, String job, long step, boolean isDone) {
        this.name = name;
        this.connected = connected;
        this.rows = rows;
        this.job = job;
        this.step = step;
        this.isDone = isDone;
    }

    /**
     * Begins, or goes on with the step that was saved.
     *
     * @param saved null to begin
     */
    static CheckpointedTable open(String name, Connected connected, BatchWriter rows, SavedPosition saved)
            throws SQLException {
        if (connected.database.product() == Product.OTHER) {
            throw new IllegalArgumentException(
                    name
                            + " cannot be written with a checkpoint: that is done in PostgreSQL, H2, SQLite, MySQL and MariaDB");
        }
        try (Statement statement = connected.connection.createStatement()) {
            statement.execute("create table if not exists " + TABLE
                    + " (job varchar (32) not null primary key, step bigint not null)");
        }
        if (saved == null) {
            String job = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            begin(connected, job);
            return new CheckpointedTable(name, connected, rows, job, 0, false);
        }
        String job = job(saved);
        long step = step(saved);
        long reached = reached(connected, job);
        boolean isThere = reached != NONE;
        if (reached > step) {
            throw new DataAccessException(
                    "cannot go on with " + name + ": table " + TABLE + " says that step " + reached
                            + " of job " + job + " is written, and the checkpoint goes on after step " + step
                            + ". Run again; if that says the same, delete the checkpoint and the rows to begin anew");
        }
        if (!isThere && step == 0) {
            begin(connected, job);
        } else if (!isThere && !saved.isComplete()) {
            throw new DataAccessException("cannot go on with " + name + ": the row of job " + job + " in table " + TABLE
                    + " is not there any more, so that it is not known how much is written. Delete the checkpoint and"
                    + " the rows to begin anew");
        }
        rows.goOn(written(saved));
        return new CheckpointedTable(name, connected, rows, job, step, !isThere && saved.isComplete());
    }

    private static void begin(Connected connected, String job) throws SQLException {
        change(connected, "insert into " + TABLE + " (step, job) values (?, ?)", 0, job);
    }

    private static void change(Connected connected, String sql, long step, String job) throws SQLException {
        try (PreparedStatement statement = connected.connection.prepareStatement(sql)) {
            statement.setLong(1, step);
            statement.setString(2, job);
            statement.executeUpdate();
        }
    }

    /** The step of a job that is committed, or none. */
    private static long reached(Connected connected, String job) throws SQLException {
        try (PreparedStatement statement =
                connected.connection.prepareStatement("select step from " + TABLE + " where job = ?")) {
            statement.setString(1, job);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : NONE;
            }
        }
    }

    /** Whether the rows of a checkpoint are committed. */
    static boolean isReached(Connected connected, SavedPosition saved) {
        long reached;
        try {
            reached = reached(connected, job(saved));
        } catch (SQLException noTable) {
            // its making was part of the transaction
            reached = NONE;
        }
        return reached == NONE ? saved.isComplete() : reached >= step(saved);
    }

    private static String[] words(SavedPosition saved) {
        return new String(saved.state(), StandardCharsets.UTF_8).split(" ");
    }

    private static String job(SavedPosition saved) {
        return words(saved)[0];
    }

    private static long step(SavedPosition saved) {
        return Long.parseLong(words(saved)[1]);
    }

    private static long written(SavedPosition saved) {
        return Long.parseLong(words(saved)[2]);
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return rows.encoder(pool);
    }

    @Override
    public void append(Encoder encoder) {
        rows.append(encoder);
    }

    @Override
    public boolean isTransactional() {
        return true;
    }

    /** {@inheritDoc} The job, its step and the rows of it; committed by {@link #saved}. */
    @Override
    public byte[] save(boolean isLast) {
        rows.send();
        if (!isDone && rows.sent() + step > 0) {
            step++;
            try {
                change(connected, "update " + TABLE + " set step = ? where job = ?", step, job);
            } catch (SQLException failure) {
                throw SqlErrors.of(name + ": the checkpoint cannot be counted", failure);
            }
        }
        return (job + " " + step + " " + rows.sent()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void saved() {
        commitNow();
    }

    @Override
    public void keep() {
        // what is committed stays
    }

    @Override
    public Map<String, Long> counts() {
        return rows.counts();
    }

    @Override
    public void commit() {
        try (PreparedStatement statement =
                connected.connection.prepareStatement("delete from " + TABLE + " where job = ?")) {
            statement.setString(1, job);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw SqlErrors.of(name + ": all rows are written, but row " + job + " of " + TABLE + " stays", failure);
        }
        commitNow();
    }

    private void commitNow() {
        try {
            connected.connection.commit();
        } catch (SQLException failure) {
            throw SqlErrors.of(
                    name + ": the commit failed, and it is not known whether the rows since the last checkpoint are"
                            + " written. A run with the same checkpoint finds out and goes on",
                    failure);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
