package dev.peristyle.internal.columnfile;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.spi.ColumnStatistics;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a footer says of the columns of each batch, so that batches can be left out that no filter lets through.
 *
 * <pre>
 *   version       1 byte: 2
 *   each batch    rows, 4 bytes
 *     each column nulls, 4 bytes, and the range
 *   the file
 *     each column nulls, 8 bytes, and the range
 *
 *   range         0, or 1 and the least and the greatest value, or 2 and the same, of which the greatest is cut off;
 *                 16 more if no value is less than the one before it, and 32 more if none is greater
 *   value         a boolean 1 byte, a number or a time 8 bytes, a decimal of more than 18 digits 16 bytes with the low ones first,
 *                 a text its length in 1 byte and its first bytes; all with the most significant byte first
 * </pre>
 *
 * <p>The values are those of columns: a decimal without its point, a double as its bits, a date as its day. Thread-safe.
 */
final class ZoneMaps {
    static final int VERSION = 2;
    static final int NO_RANGE = 0;
    static final int RANGE = 1;
    static final int CUT_RANGE = 2;

    /** The bits of these three, and what is added to them. */
    static final int KIND = 0xF;

    static final int ASCENDING = 0x10;
    static final int DESCENDING = 0x20;

    private final byte[] bytes;
    private final List<ColumnPlan> columns;

    /** Where each batch begins. */
    private final int[] starts;

    /** Where the columns of the file begin. */
    private final int[] totals;

    private ZoneMaps(byte[] bytes, List<ColumnPlan> columns, int[] starts, int[] totals) {
        this.bytes = bytes;
        this.columns = columns;
        this.starts = starts;
        this.totals = totals;
    }

    /**
     * Reads what stands in a footer.
     *
     * @return null if it is of another version
     * @throws RuntimeException if it is not what it should be
     */
    static ZoneMaps read(byte[] bytes, List<ColumnPlan> columns, int batches) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != VERSION) {
            return null;
        }
        int[] starts = new int[batches];
        long allRows = 0;
        for (int batch = 0; batch < batches; batch++) {
            starts[batch] = in.position();
            int rows = in.getInt();
            allRows += rows;
            check(rows, Integer.MAX_VALUE);
            for (ColumnPlan column : columns) {
                check(in.getInt(), rows);
                skipRange(in, column.type());
            }
        }
        int[] totals = new int[columns.size()];
        for (int column = 0; column < totals.length; column++) {
            totals[column] = in.position();
            check(in.getLong(), allRows);
            skipRange(in, columns.get(column).type());
        }
        return new ZoneMaps(bytes, columns, starts, totals);
    }

    private static void check(long count, long max) {
        if (count < 0 || count > max) {
            throw new IllegalArgumentException("its zone maps are of " + count + " rows");
        }
    }

    private static void skipRange(ByteBuffer in, DataType type) {
        if ((in.get() & KIND) == NO_RANGE) {
            return;
        }
        for (int bound = 0; bound < 2; bound++) {
            int length = width(type);
            if (length == 0) {
                length = in.get() & 0xFF;
                if (length > Zone.TEXT_BYTES) {
                    throw new IllegalArgumentException("its zone maps have a text of " + length + " bytes");
                }
            }
            in.position(in.position() + length);
        }
    }

    /** Bytes of a value, 0 for those that say it themselves. */
    private static int width(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> 1;
            case STRING, BINARY -> 0;
            default -> type.layout() == Layout.INT128 ? 2 * Long.BYTES : Long.BYTES;
        };
    }

    /** The rows of a batch. */
    int rows(int batch) {
        return ByteBuffer.wrap(bytes).getInt(starts[batch]);
    }

    /** The rows of all batches. */
    long rows() {
        long rows = 0;
        for (int batch = 0; batch < starts.length; batch++) {
            rows += rows(batch);
        }
        return rows;
    }

    /**
     * What is known of a column.
     *
     * @param position in the file
     * @param isWhole whether it is about all rows of the batch, or a part of them
     */
    ColumnStatistics column(int batch, int position, boolean isWhole) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(starts[batch] + Integer.BYTES);
        for (int before = 0; before < position; before++) {
            in.getInt();
            skipRange(in, columns.get(before).type());
        }
        int nulls = in.getInt();
        ColumnStatistics known = range(in, columns.get(position).type(), false);
        return isWhole || nulls == 0 ? known.withNullCount(nulls) : known;
    }

    /**
     * Writes what is known of the batches so that more can follow, and hands out what is known of all together.
     *
     * @param totals receives the range of each column
     * @param nulls receives their nulls
     */
    void goOn(ByteArrayOutputStream out, List<Zone> totals, long[] nulls) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(this.totals[0]);
        out.write(bytes, 0, in.position());
        for (int column = 0; column < nulls.length; column++) {
            nulls[column] = in.getLong();
            totals.get(column).read(in);
        }
    }

    /** What is known of a column of all batches together. */
    ColumnStatistics total(int position) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(totals[position]);
        long nulls = in.getLong();
        return range(in, columns.get(position).type(), false).withNullCount(nulls);
    }

    /** The same, of which a least or a greatest value is one that occurs, or not told. */
    ColumnStatistics exactTotal(int position) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(totals[position]);
        long nulls = in.getLong();
        return range(in, columns.get(position).type(), true).withNullCount(nulls);
    }

    /** The nulls of a column of all batches. */
    long nulls(int position) {
        return ByteBuffer.wrap(bytes).getLong(totals[position]);
    }

    /**
     * Adds what is known of the values of a column of all batches to what is known of rows before them.
     *
     * @return whether it is known
     */
    boolean addTotal(int position, Zone before) {
        Zone these = Zone.of(columns.get(position).type());
        these.read(ByteBuffer.wrap(bytes).position(totals[position] + Long.BYTES));
        before.add(these);
        return !these.isEmpty() || nulls(position) == rows();
    }

    /** As {@link #exactTotal}, of the values of several files. */
    static ColumnStatistics exact(Zone zone, DataType type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            zone.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return range(ByteBuffer.wrap(bytes.toByteArray()), type, true);
    }

    /** Of a reversed range, which is somebody else's doing, nothing is told. */
    private static ColumnStatistics range(ByteBuffer in, DataType type, boolean isExact) {
        int kind = in.get();
        ColumnStatistics known = ColumnStatistics.unknown();
        if ((kind & KIND) == NO_RANGE) {
            return known;
        }
        Object min = FileValues.read(in, type, isExact ? FileValues.Limit.EXACT_MIN : FileValues.Limit.MIN);
        boolean isCut = (kind & KIND) == CUT_RANGE;
        Object max = FileValues.read(in, type, isCut ? FileValues.Limit.CUT_MAX : FileValues.Limit.MAX);
        if (isCut && isExact) {
            max = null;
        }
        if ((kind & ASCENDING) != 0) {
            known = known.withOrder(ColumnStatistics.Order.ASCENDING);
        } else if ((kind & DESCENDING) != 0) {
            known = known.withOrder(ColumnStatistics.Order.DESCENDING);
        }
        try {
            return known.withRange(min, max);
        } catch (IllegalArgumentException reversed) {
            return ColumnStatistics.unknown();
        }
    }
}
