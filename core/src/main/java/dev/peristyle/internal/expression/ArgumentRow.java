package dev.peristyle.internal.expression;

import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowView;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.TextChars;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The arguments of a function of a user in one row, none of them null. Between {@link #show} and {@link #end} it can be read by the thread
 * that shows it; who keeps it after that, or hands it to another thread, gets an exception. Plain numbers and texts are read where they
 * are, as a cursor would cost a function as much as it does itself; all else is read through one. Nothing is allocated for a row.
 */
public final class ArgumentRow implements RowView {

    /** Where values are read by a cursor. */
    private static final int OTHER = 0;

    private static final int LONG = 1;
    private static final int INT = 2;
    private static final int DOUBLE = 3;
    private static final int TEXT = 4;

    private final Schema schema;
    private final List<Column> columns = new ArrayList<>();
    private final ChunkWriter writer;
    private final RowCursor cursor;
    private final int[] forms;
    private final long[] values;
    private final long[] lengths;
    private final TextChars[] texts;
    // null where there is nothing to see; read without a barrier, as a thread finds only itself there that has put
    // itself there
    private Thread user;
    private int row;

    /** Shows nothing yet. */
    public ArgumentRow(Schema schema) {
        int count = schema.size();
        this.schema = schema;
        this.forms = new int[count];
        this.values = new long[count];
        this.lengths = new long[count];
        this.texts = new TextChars[count];
        for (int position = 0; position < count; position++) {
            DataType type = schema.field(position).type();
            columns.add(ColumnBinder.create(type));
            forms[position] = form(type);
            texts[position] = forms[position] == TEXT ? new TextChars() : null;
        }
        this.writer = new ChunkWriter(schema, columns);
        this.cursor = ColumnBinder.row(writer.chunk());
    }

    private static int form(DataType type) {
        if (type instanceof DataType.Utf8) {
            return TEXT;
        }
        if (type.layout() == Layout.FLOAT64) {
            return DOUBLE;
        }
        // unsigned integers and decimals are read otherwise
        return type.equals(DataType.LONG) ? LONG : type.equals(DataType.INT) ? INT : OTHER;
    }

    /**
     * The columns of arguments, under their names as far as these differ.
     *
     * @param names what each is called
     * @param types what type each has
     */
    public static Schema schema(List<String> names, List<DataType> types) {
        Set<String> taken = new HashSet<>();
        List<Field> fields = new ArrayList<>();
        for (int position = 0; position < types.size(); position++) {
            String name = names.get(position);
            while (!taken.add(name)) {
                name += "'";
            }
            fields.add(new Field(name, types.get(position)));
        }
        return Schema.of(fields);
    }

    /** Names of arguments: of a column its own, else what it computes. */
    public static List<String> names(List<Node> arguments) {
        List<String> names = new ArrayList<>();
        for (Node argument : arguments) {
            names.add(argument instanceof Node.ColumnReference column ? column.name() : argument.describe());
        }
        return List.copyOf(names);
    }

    /**
     * Shows the rows of columns of the same types, at none of them yet.
     *
     * @param from has them one after the other
     * @param first where the first of them is
     */
    public void show(Column[] from, int first) {
        for (int position = 0; position < forms.length; position++) {
            Column column = from[first + position];
            ColumnBinder.bindSame(columns.get(position), column);
            values[position] = column.valuesAddress();
            lengths[position] = column instanceof ViewColumn text ? text.lengthsAddress() : 0;
        }
        writer.publish(columns.get(0).rowCount());
        user = Thread.currentThread();
    }

    /** Goes to a row of those that are shown, in which no argument is null. */
    public void moveTo(int number) {
        row = number;
    }

    /** The number of the row. */
    public int row() {
        return row;
    }

    /** Shows nothing any more; any thread may be the next one to use it. */
    public void end() {
        user = null;
        ColumnBinder.moveTo(cursor, -1);
        cursor.handOver();
        writer.invalidate();
    }

    /** The form of a column; there is one only as long as something is shown. */
    private int form(int column) {
        if (user != Thread.currentThread()) {
            throw new IllegalStateException(
                    "the row of a function is only there during the call that it is given to, in its thread");
        }
        return forms[column];
    }

    private RowView other() {
        form(0);
        ColumnBinder.moveTo(cursor, row);
        return cursor;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public long rowNumber() {
        return row;
    }

    @Override
    public boolean isNull(int column) {
        return other().isNull(column);
    }

    @Override
    public boolean getBoolean(int column) {
        return other().getBoolean(column);
    }

    @Override
    public int getInt(int column) {
        return form(column) == INT ? UnsafeApi.getInt(values[column] + 4L * row) : other().getInt(column);
    }

    @Override
    public long getLong(int column) {
        return switch (form(column)) {
            case LONG -> UnsafeApi.getLong(values[column] + 8L * row);
            case INT -> UnsafeApi.getInt(values[column] + 4L * row);
            default -> other().getLong(column);
        };
    }

    @Override
    public double getDouble(int column) {
        return switch (form(column)) {
            case DOUBLE -> UnsafeApi.getDouble(values[column] + 8L * row);
            case LONG -> UnsafeApi.getLong(values[column] + 8L * row);
            case INT -> UnsafeApi.getInt(values[column] + 4L * row);
            default -> other().getDouble(column);
        };
    }

    @Override
    public CharSequence getText(int column) {
        if (form(column) != TEXT) {
            return other().getText(column);
        }
        TextChars text = texts[column];
        text.show(UnsafeApi.getLong(values[column] + 8L * row), UnsafeApi.getInt(lengths[column] + 4L * row));
        return text;
    }

    @Override
    public float getFloat(int column) {
        return other().getFloat(column);
    }

    @Override
    public long getUnscaled(int column) {
        return other().getUnscaled(column);
    }

    @Override
    public BigInteger getBigInteger(int column) {
        return other().getBigInteger(column);
    }

    @Override
    public BigDecimal getDecimal(int column) {
        return other().getDecimal(column);
    }

    @Override
    public int getEpochDay(int column) {
        return other().getEpochDay(column);
    }

    @Override
    public long getUnits(int column) {
        return other().getUnits(column);
    }

    @Override
    public long getEpochMicros(int column) {
        return other().getEpochMicros(column);
    }

    @Override
    public LocalTime getTime(int column) {
        return other().getTime(column);
    }

    @Override
    public Duration getDuration(int column) {
        return other().getDuration(column);
    }

    @Override
    public Instant getTimestamp(int column) {
        return other().getTimestamp(column);
    }

    @Override
    public LocalDateTime getLocalTimestamp(int column) {
        return other().getLocalTimestamp(column);
    }

    @Override
    public String getString(int column) {
        return other().getString(column);
    }

    @Override
    public byte[] getBytes(int column) {
        return other().getBytes(column);
    }

    @Override
    public void view(int column, UnsafeBuffer view) {
        other().view(column, view);
    }

    @Override
    public Object get(int column) {
        return other().get(column);
    }
}
