package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.fixedwidth.kernel.CodePage;
import dev.peristyle.internal.fixedwidth.kernel.PackedDecimalKernel;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.time.Instant;

/**
 * How the value of a field lies in a record, and what it is.
 *
 * @param form how its bytes are made a value
 * @param bytes how many it has
 * @param bigEndian whether the byte with the highest bits is the first, of those that have an order
 * @param type the type of its column
 * @param min the least number it can be, {@link Long#MIN_VALUE} if nothing is to be checked
 * @param max the greatest number it can be, {@link Long#MAX_VALUE} if nothing is to be checked
 * @param codePage the characters of {@link Form#CODE_PAGE}, else null
 * @param padding the byte that fills up text, or -1
 * @param paddedBefore whether that is before the text
 * @param hasNull whether something stands for null: of texts, one without characters; of floating-point numbers, those that are none
 * @param nullValue the integer that stands for null
 */
public record Storage(
        Form form,
        int bytes,
        boolean bigEndian,
        DataType type,
        long min,
        long max,
        CodePage codePage,
        int padding,
        boolean paddedBefore,
        boolean hasNull,
        long nullValue) {

    private static Storage of(Form form, int bytes, DataType type, long min, long max) {
        return new Storage(form, bytes, false, type, min, max, null, -1, false, false, 0);
    }

    private static Storage of(Form form, int bytes, DataType type) {
        return of(form, bytes, type, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** An integer, a floating-point number, a date or a duration: what its column holds. */
    public static Storage number(DataType type) {
        return of(Form.NUMBER, type.layout().bytes(), type);
    }

    /** A decimal as a binary integer of so many bytes. */
    public static Storage decimal(int bytes, DataType type) {
        int width = type.layout().bytes();
        return amount(bytes == width ? Form.NUMBER : Form.SHORT_NUMBER, bytes, type);
    }

    /** Digits in half bytes. */
    public static Storage packed(DataType type) {
        return amount(Form.PACKED, PackedDecimalKernel.bytes(type.precision()), type);
    }

    /** Digits in bytes. */
    public static Storage zoned(boolean ebcdic, DataType type) {
        return amount(ebcdic ? Form.ZONED_EBCDIC : Form.ZONED_ASCII, type.precision(), type);
    }

    private static Storage amount(Form form, int bytes, DataType type) {
        if (type.layout() == Layout.INT128) {
            return of(form, bytes, type);
        }
        long most = PowersOfTen.asLong(type.precision()) - 1;
        return of(form, bytes, type, -most, most);
    }

    /** Units since the epoch, in eight bytes or, of seconds, four. */
    public static Storage timestamp(int bytes, DataType type) {
        // what the classes of time cannot say is no time
        boolean seconds = type.resolution() == Resolution.SECONDS;
        return of(
                bytes == Long.BYTES ? Form.NUMBER : Form.SHORT_NUMBER,
                bytes,
                type,
                seconds ? Instant.MIN.getEpochSecond() : Long.MIN_VALUE,
                seconds ? Instant.MAX.getEpochSecond() : Long.MAX_VALUE);
    }

    /** Units since midnight, in eight bytes or, of seconds and milliseconds, four. */
    public static Storage time(int bytes, DataType type) {
        return of(
                bytes == Long.BYTES ? Form.NUMBER : Form.SHORT_NUMBER,
                bytes,
                type,
                0,
                type.resolution().perDay() - 1);
    }

    /** Days since the epoch in eight bytes. */
    public static Storage longDays() {
        return of(Form.LONG_DAYS, Long.BYTES, DataType.DATE, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A byte of 0 or 1. */
    public static Storage bool() {
        return of(Form.BOOLEAN, 1, DataType.BOOLEAN);
    }

    /** Text. */
    public static Storage text(Form form, int bytes, CodePage codePage, int padding) {
        return of(form, bytes, DataType.STRING).withCodePage(codePage).withPadding(padding, false);
    }

    /** Bytes, as many in each record. */
    public static Storage bytes(int bytes) {
        return of(Form.BYTES, bytes, DataType.fixedBinary(bytes));
    }

    private Storage withCodePage(CodePage page) {
        return new Storage(form, bytes, bigEndian, type, min, max, page, padding, paddedBefore, hasNull, nullValue);
    }

    /** The same with another order of bytes. */
    public Storage withOrder(boolean big) {
        return new Storage(form, bytes, big, type, min, max, codePage, padding, paddedBefore, hasNull, nullValue);
    }

    /** The same with another padding. */
    public Storage withPadding(int fill, boolean before) {
        return new Storage(form, bytes, bigEndian, type, min, max, codePage, fill, before, hasNull, nullValue);
    }

    /** The same with something that stands for null. */
    public Storage withNull(long nothing) {
        return new Storage(form, bytes, bigEndian, type, min, max, codePage, padding, paddedBefore, true, nothing);
    }

    /** Whether it is text. */
    public boolean isText() {
        return type.equals(DataType.STRING);
    }

    /** Whether it is a floating-point number. */
    public boolean isFloating() {
        return type instanceof DataType.Floating;
    }

    /** Whether its column has sixteen bytes a value. */
    boolean isWide() {
        return type.layout() == Layout.INT128;
    }

    /** Whether its bytes have an order. */
    public boolean hasOrder() {
        return (form == Form.NUMBER || form == Form.SHORT_NUMBER || form == Form.LONG_DAYS || form == Form.UTF32)
                && bytes > 1;
    }
}
