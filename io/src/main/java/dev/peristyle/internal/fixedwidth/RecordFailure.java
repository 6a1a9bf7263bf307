package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/**
 * A value that has no place in its field.
 *
 * @param row its row among those of the encoder
 * @param field where it was to go
 * @param value its text, or null if it is null
 */
record RecordFailure(long row, FieldFormat field, String value) {
    private static final int MAX_TEXT = 60;

    /** The value of a row of a column. */
    static RecordFailure of(long row, FieldFormat field, Column column, int position) {
        boolean isNull = column.nullCount() > 0 && Bits.isNull(column.validityAddress(), position);
        return new RecordFailure(row, field, isNull ? null : text(column, position));
    }

    private static String text(Column column, int row) {
        if (column instanceof ViewColumn views) {
            long address = UnsafeApi.getLong(column.valuesAddress() + 8L * row);
            int length = UnsafeApi.getInt(views.lengthsAddress() + 4L * row);
            String shown = string(address, Math.min(length, MAX_TEXT));
            return "'" + shown + (length > MAX_TEXT ? "…" : "") + "' of " + length + " bytes";
        }
        ValueFormatter formatter = ValueFormatter.of(column.type());
        try (MemoryPool pool = MemoryPool.builder("value").build();
                OffHeapBuffer buffer = pool.allocate(formatter.maxBytes(), "value")) {
            long end = formatter.format(column.valuesAddress(), row, buffer.address());
            return string(buffer.address(), (int) (end - buffer.address()));
        }
    }

    private static String string(long address, int length) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = UnsafeApi.getByte(address + at);
        }
        return ShownText.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * The error.
     *
     * @param target what is written
     * @param before rows of the output before those of the encoder
     */
    ComputationException in(String target, long before) {
        String place = "row " + (before + row) + " (the first is 0) of " + target + ", field '"
                + ShownText.of(field.name()) + "': ";
        Storage storage = field.storage();
        if (value == null) {
            return new ComputationException(place + "null has no place in it. Replace nulls, for example with coalesce,"
                    + " or let a value stand for them in the layout");
        }
        return new ComputationException(place + value + " does not fit in " + storage.type() + " of " + storage.bytes()
                + " bytes" + reason(storage) + ". Cast or filter it, or take another type for the field");
    }

    private static String reason(Storage storage) {
        if (storage.isText()) {
            String characters = switch (storage.form()) {
                case ASCII -> "ASCII";
                case CODE_PAGE -> "in the character set";
                default -> "UTF-8";
            };
            return ": it has to be " + characters
                    + ", no longer than the field, and "
                    + (storage.padding() < 0 && storage.form() != Form.UTF32
                            ? "as long"
                            : storage.paddedBefore() ? "not begin with padding" : "not end with padding")
                    + (storage.hasNull() ? "; an empty one stands for null" : "");
        }
        if (storage.hasNull()) {
            return storage.isFloating()
                    ? ", where NaN stands for null"
                    : ", where " + storage.nullValue() + " stands for null";
        }
        return "";
    }
}
