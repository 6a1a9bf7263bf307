package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.TimeWriter;

/**
 * Adds values of SQLite, each of which has a type of its own, to a column, which has one. The driver would take a text that is no number
 * for 0; here it is an error. Dates and times are texts, as SQLite's own functions write them.
 */
final class DynamicRead {

    private DynamicRead() {}

    /**
     * Adds a value.
     *
     * @param value null, an Integer, a Long, a Double, a String or bytes
     * @return the bytes of a text or of bytes, or a little less; 0 for others
     * @throws IllegalArgumentException if the column has no such value
     */
    static int add(Object value, DataType type, ColumnWriter writer) {
        if (value == null) {
            writer.addNull();
            return 0;
        }
        boolean isWhole = value instanceof Integer || value instanceof Long;
        if (writer instanceof IntegerWriter integers && isWhole) {
            integers.add(((Number) value).longValue());
        } else if (writer instanceof BooleanWriter booleans && isWhole && ((Number) value).longValue() >>> 1 == 0) {
            booleans.add(((Number) value).longValue() == 1);
        } else if (writer instanceof DoubleWriter && value instanceof Number
                || writer instanceof DecimalWriter && !(value instanceof byte[])
                || writer instanceof TimeWriter && value instanceof String) {
            ExactCast.add(value, type, writer);
        } else if (type.equals(DataType.STRING) && value instanceof String text) {
            return text(text, (BytesWriter) writer);
        } else if (type instanceof DataType.Binary && value instanceof byte[] bytes) {
            return bytes(bytes, (BytesWriter) writer);
        } else {
            throw ExactCast.unfit(value, type);
        }
        return 0;
    }

    private static int text(String text, BytesWriter writer) {
        writer.add(text);
        return text.length();
    }

    private static int bytes(byte[] bytes, BytesWriter writer) {
        writer.add(bytes, 0, bytes.length);
        return bytes.length;
    }
}
