package dev.peristyle.record;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A layout, the bytes of a file of it, and the values that are in them. */
final class RandomRecords {
    final RecordLayout layout;
    final List<Object[]> rows = new ArrayList<>();
    final byte[] header;
    final byte[] footer;
    final byte[] file;

    RandomRecords(List<RandomField> fields, int count, Random random) {
        header = bytes(random, random.nextInt(3) * 7);
        footer = bytes(random, random.nextInt(2) * 3);
        RecordLayout.Builder builder =
                RecordLayout.builder().headerLength(header.length).footerLength(footer.length);
        int[] offsets = new int[fields.size()];
        int[] order = new int[fields.size()];
        List<Integer> shuffled = new ArrayList<>();
        for (int position = 0; position < order.length; position++) {
            shuffled.add(position);
        }
        Collections.shuffle(shuffled, random);
        int next = random.nextInt(3);
        for (int position : shuffled) {
            offsets[position] = next;
            next += fields.get(position).type.length() + random.nextInt(4) / 3;
        }
        for (int position = 0; position < fields.size(); position++) {
            builder.field("f" + position, offsets[position], fields.get(position).type);
        }
        int length = next + random.nextInt(3);
        layout = builder.recordLength(length).build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        for (int row = 0; row < count; row++) {
            byte[] record = new byte[length];
            Object[] values = new Object[fields.size()];
            for (int position = 0; position < values.length; position++) {
                values[position] = fields.get(position).put(record, offsets[position], random);
            }
            rows.add(values);
            out.writeBytes(record);
        }
        out.writeBytes(footer);
        file = out.toByteArray();
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The rows of a pipeline, each value as the most exact Java type. */
    static List<Object[]> read(Pipeline pipeline) {
        List<Object[]> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            Schema schema = row.schema();
            while (row.next()) {
                Object[] values = new Object[schema.size()];
                for (int column = 0; column < values.length; column++) {
                    values[column] = row.isNull(column)
                            ? null
                            : value(row, column, schema.field(column).type());
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static Object value(RowCursor row, int column, DataType type) {
        if (type.equals(DataType.UNSIGNED_LONG)) {
            return row.getBigInteger(column);
        }
        if (type instanceof DataType.Int) {
            return row.getLong(column);
        }
        if (type instanceof DataType.Floating floating && floating.bits() < 64) {
            return (double) row.getFloat(column);
        }
        if (type instanceof DataType.Floating) {
            return row.getDouble(column);
        }
        if (type instanceof DataType.Bool) {
            return row.getBoolean(column);
        }
        if (type instanceof DataType.Decimal) {
            return row.getDecimal(column);
        }
        if (type instanceof DataType.Date) {
            return row.getDate(column);
        }
        if (type instanceof DataType.Time) {
            return row.getTime(column);
        }
        if (type instanceof DataType.Duration) {
            return row.getDuration(column);
        }
        if (type instanceof DataType.Timestamp) {
            return type.isUtc() ? row.getTimestamp(column) : row.getLocalTimestamp(column);
        }
        return type instanceof DataType.Binary ? row.getBytes(column) : row.getString(column);
    }
}
