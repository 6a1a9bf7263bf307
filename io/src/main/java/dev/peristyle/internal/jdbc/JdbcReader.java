package dev.peristyle.internal.jdbc;

import dev.peristyle.memory.MemoryPool;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;

/** Reads parts through what every driver has. */
final class JdbcReader extends PartReader {

    private final ValueRead[] reads;
    private PreparedStatement statement;
    private ResultSet rows;

    JdbcReader(JdbcScan scan, MemoryPool pool) {
        super(scan, pool);
        this.reads = new ValueRead[writers.length];
        for (int column = 0; column < reads.length; column++) {
            reads[column] = scan.columns.get(column).read();
        }
    }

    @Override
    Watch.Stop prepare() throws SQLException {
        PreparedStatement prepared = connected.connection.prepareStatement(
                part.query().sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement = prepared;
        prepared.setFetchSize(connected.database.fetchSize(scan.settings.fetchRows()));
        Parameters.bind(prepared, part.query().parameters());
        if (PostgresCopy.isThere(connected)) {
            // its statements cancel nothing while more of their rows are fetched
            return PostgresCopy.of(connected)::cancel;
        }
        return prepared::cancel;
    }

    @Override
    void run() throws SQLException {
        rows = statement.executeQuery();
    }

    @Override
    int add() throws SQLException {
        if (!rows.next()) {
            return -1;
        }
        int bytes = connected.database.product() == Product.SQLITE ? addDynamic() : addTyped();
        count++;
        return bytes;
    }

    private int addTyped() {
        int text = 0;
        int column = 0;
        try {
            for (; column < reads.length; column++) {
                text += reads[column].read(rows, positions[column], writers[column]);
            }
            return text;
        } catch (SQLException failure) {
            throw SqlErrors.of(place(column, count) + "the value cannot be read", failure, advice(column));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
            throw refuse(column, unfit);
        }
    }

    private int addDynamic() {
        int text = 0;
        int column = 0;
        try {
            for (; column < writers.length; column++) {
                Object value = rows.getObject(positions[column]);
                text += DynamicRead.add(value, scan.columns.get(column).type(), writers[column]);
            }
            return text;
        } catch (SQLException failure) {
            throw SqlErrors.of(place(column, count) + "the value cannot be read", failure);
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            throw refuse(column, unfit);
        }
    }

    @Override
    String advice() {
        return "";
    }

    @Override
    void endStatement() {
        PreparedStatement open = statement;
        statement = null;
        rows = null;
        if (open != null) {
            Connected.drop(open);
        }
    }
}
