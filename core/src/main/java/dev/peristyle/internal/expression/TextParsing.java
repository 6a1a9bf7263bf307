package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.BooleanText;
import dev.peristyle.internal.expression.kernel.NumberText;
import dev.peristyle.internal.expression.kernel.TimeText;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Conversions from text. */
final class TextParsing {

    private TextParsing() {}

    /** Reads one text and writes its value. */
    private interface Reader {

        /** Returns false when the text is no such value. */
        boolean read(long text, int length, long target, int row);
    }

    static Conversion of(DataType target) {
        NumberText numbers = new NumberText();
        TimeText times = new TimeText();
        return switch (target.kind()) {
            case BOOLEAN ->
                rows((text, length, values, row) -> {
                    int outcome = BooleanText.read(text, length);
                    long word = values + (row >>> 6 << 3);
                    long bit = 1L << row;
                    long others = (row & 63) == 0 ? 0 : UnsafeApi.getLong(word) & bit - 1;
                    UnsafeApi.putLong(word, outcome > 0 ? others | bit : others);
                    return outcome >= 0;
                });
            case INT ->
                rows((text, length, values, row) -> {
                    boolean fits = numbers.readScaled(text, length, 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
                    UnsafeApi.putInt(values + 4L * row, (int) numbers.whole());
                    return fits;
                });
            case LONG -> scaled(numbers, 0, Long.MIN_VALUE, Long.MAX_VALUE);
            case DECIMAL -> {
                long limit = PowersOfTen.of(target.precision()) - 1;
                yield scaled(numbers, target.scale(), -limit, limit);
            }
            case FLOAT ->
                rows((text, length, values, row) -> {
                    boolean number = numbers.readFloat(text, length);
                    UnsafeApi.putFloat(values + 4L * row, (float) numbers.floating());
                    return number;
                });
            case DOUBLE ->
                rows((text, length, values, row) -> {
                    boolean number = numbers.readDouble(text, length);
                    UnsafeApi.putDouble(values + 8L * row, numbers.floating());
                    return number;
                });
            case DATE ->
                rows((text, length, values, row) -> {
                    boolean date = times.read(text, length);
                    UnsafeApi.putInt(values + 4L * row, (int) times.day());
                    return date;
                });
            case TIMESTAMP ->
                rows((text, length, values, row) -> {
                    boolean time = times.read(text, length);
                    UnsafeApi.putLong(values + 8L * row, times.epochMicros());
                    return time;
                });
            case STRING -> throw new IllegalStateException("text is text already");
        };
    }

    private static Conversion scaled(NumberText numbers, int scale, long low, long high) {
        return rows((text, length, values, row) -> {
            boolean fits = numbers.readScaled(text, length, scale, low, high);
            UnsafeApi.putLong(values + 8L * row, numbers.whole());
            return fits;
        });
    }

    /** Rows without a value are read as an empty text, so that bits are written for them too. */
    private static Conversion rows(Reader reader) {
        return (from, to, impossible, rows) -> {
            long any = 0;
            for (int row = 0; row < rows; row += 64) {
                long word = 0;
                int end = Math.min(rows, row + 64);
                for (int each = row; each < end; each++) {
                    boolean present = Bitmaps.isSet(from.validity(), each);
                    long text = present ? UnsafeApi.getLong(from.values() + 8L * each) : 0;
                    int length = present ? UnsafeApi.getInt(from.lengths() + 4L * each) : 0;
                    word |= (reader.read(text, length, to.values(), each) ? 0L : 1L) << each;
                }
                UnsafeApi.putLong(impossible + (row >>> 3), word);
                any |= word;
            }
            return any != 0;
        };
    }
}
