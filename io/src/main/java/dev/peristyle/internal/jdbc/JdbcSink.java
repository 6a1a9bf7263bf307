package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableSink;
import dev.peristyle.spi.ResumableWriter;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.SinkWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A table that rows go to.
 *
 * @param opener opens connections
 * @param table as it is written in statements
 * @param settings how rows are written
 */
public record JdbcSink(ConnectionOpener opener, String table, WriteSettings settings) implements ResumableSink {

    @Override
    public String describe() {
        return "jdbc table " + SqlErrors.oneLine(table);
    }

    @Override
    public Set<Object> replaces() {
        return settings.rejects() == null ? Set.of() : settings.rejects().replaces();
    }

    @Override
    public boolean keepsParts() {
        return settings.commitsBatches();
    }

    @Override
    public String hindrance() {
        if (settings.commitsBatches()) {
            return "what is between two checkpoints is a transaction. Leave commitBatches out";
        }
        return settings.maxRejects() == 0 ? null : "rows that are left out are not counted on. Leave skipRejected out";
    }

    @Override
    public String fingerprint() {
        return settings.toString();
    }

    @Override
    public boolean isReached(SavedPosition saved) {
        try (Connected connected = Connected.open(opener, describe())) {
            return CheckpointedTable.isReached(connected, saved);
        }
    }

    @Override
    public ResumableWriter open(Schema schema, RunContext context, SavedPosition saved) {
        return open(
                schema,
                (connected, columns) -> CheckpointedTable.open(
                        describe(),
                        connected,
                        new BatchWriter(this, connected, schema, columns, true, context),
                        saved));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        return open(schema, (connected, columns) -> writer(connected, schema, columns, context));
    }

    /** Makes a writer of a connection, which belongs to it then. */
    private interface Opening<W> {
        W open(Connected connected, List<TableColumn> columns) throws SQLException;
    }

    private SinkWriter writer(Connected connected, Schema schema, List<TableColumn> columns, RunContext context)
            throws SQLException {
        if (settings.copies()
                && !settings.commitsBatches()
                && settings.keys().isEmpty()
                && settings.maxRejects() == 0
                && PostgresCopy.isThere(connected)) {
            List<String> names = columns.stream().map(TableColumn::name).toList();
            String sql = "copy " + table + " (" + connected.database.quoted(names) + ") from stdin";
            return new CopyWriter(describe(), connected, schema, columns, sql, context);
        }
        return new BatchWriter(this, connected, schema, columns, false, context);
    }

    private <W> W open(Schema schema, Opening<W> opening) {
        for (Field field : schema.fields()) {
            if (field.type() instanceof DataType.Duration) {
                throw Ddl.refuse(field);
            }
        }
        if (schema.size() == 0) {
            throw new IllegalArgumentException("rows without columns cannot be written to " + describe());
        }
        settings.keys().forEach(schema::field);
        Connected connected = Connected.open(opener, describe());
        try {
            if (settings.createsTable()) {
                create(connected, schema);
            }
            return opening.open(connected, columns(connected, schema));
        } catch (SQLException failure) {
            DataAccessException refused = SqlErrors.of(
                    describe() + " cannot be written to",
                    failure,
                    settings.createsTable() ? "" : ". If there is no such table, createTable() makes it");
            connected.close();
            throw refused;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(connected));
            throw failure;
        }
    }

    private void create(Connected connected, Schema schema) throws SQLException {
        try (Statement statement = connected.connection.createStatement()) {
            statement.execute(Ddl.create(connected.database, table, schema, settings.keys()));
        }
    }

    /** What the table has for each column of the rows: the same name or, if there is one only, the same in other letters. */
    private List<TableColumn> columns(Connected connected, Schema schema) throws SQLException {
        List<TableColumn> there = new ArrayList<>();
        Product product = connected.database.product();
        try (Statement statement = connected.connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + table + " where 1 = 0")) {
            ResultSetMetaData metadata = none.getMetaData();
            for (int position = 1; position <= metadata.getColumnCount(); position++) {
                there.add(new TableColumn(
                        metadata.getColumnName(position),
                        ColumnTypes.typeName(product, metadata, position),
                        ColumnTypes.nanos(product, metadata, position)));
            }
        }
        List<TableColumn> found = new ArrayList<>();
        for (String name : schema.names()) {
            found.add(column(there, name));
        }
        return List.copyOf(found);
    }

    private TableColumn column(List<TableColumn> there, String name) {
        List<TableColumn> alike = new ArrayList<>();
        for (TableColumn column : there) {
            if (column.name().equals(name)) {
                return column;
            }
            if (column.name().equalsIgnoreCase(name)) {
                alike.add(column);
            }
        }
        if (alike.size() == 1) {
            return alike.get(0);
        }
        Schema.Builder columns = Schema.builder();
        there.forEach(column -> columns.add(column.name(), DataType.STRING));
        try {
            columns.build().field(name);
        } catch (IllegalArgumentException absent) {
            throw new IllegalArgumentException(
                    describe() + ": " + absent.getMessage() + ". Rename or select the columns of the rows", absent);
        }
        throw new IllegalStateException("a column that is there and is not: " + name);
    }
}
