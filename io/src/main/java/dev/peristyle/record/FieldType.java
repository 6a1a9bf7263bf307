package dev.peristyle.record;

import dev.peristyle.internal.fixedwidth.Form;
import dev.peristyle.internal.fixedwidth.Storage;
import dev.peristyle.internal.fixedwidth.kernel.CodePage;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;

/**
 * How the value of a field lies in a record. Immutable.
 *
 * <p>What is larger than a byte has the byte order of the layout, unless it is told here. Text is filled up with spaces after it.
 * Nothing stands for null unless it is told here, so that null cannot be written.
 *
 * <table>
 * <caption>Types and their columns</caption>
 * <tr><th>type</th><th>bytes</th><th>column</th></tr>
 * <tr><td>{@link #int8} to {@link #int64}</td><td>1, 2, 4, 8</td><td>byte, short, int, long</td></tr>
 * <tr><td>{@link #uint8} to {@link #uint64}</td><td>1, 2, 4, 8</td><td>unsigned byte to unsigned long</td></tr>
 * <tr><td>{@link #float16}, {@link #float32}, {@link #float64}</td><td>2, 4, 8</td>
 *     <td>float16, float, double</td></tr>
 * <tr><td>{@link #bool}</td><td>1</td><td>boolean</td></tr>
 * <tr><td>{@link #decimal}</td><td>1 to 16</td><td>decimal</td></tr>
 * <tr><td>{@link #packedDecimal}</td><td>half of its digits, and 1</td><td>decimal</td></tr>
 * <tr><td>{@link #zonedDecimal}, {@link #zonedDecimalEbcdic}</td><td>its digits</td><td>decimal</td></tr>
 * <tr><td>{@link #date}</td><td>4</td><td>date</td></tr>
 * <tr><td>{@link #timestamp}, {@link #localTimestamp}, {@link #time}, {@link #duration}</td><td>8</td>
 *     <td>of the same unit</td></tr>
 * <tr><td>{@link #timestampSeconds32}</td><td>4</td><td>timestamp(s)</td></tr>
 * <tr><td>{@link #ascii}, {@link #utf8}, {@link #latin1}, {@link #ebcdic}</td><td>any</td><td>string</td></tr>
 * <tr><td>{@link #utf32}</td><td>4 a character</td><td>string</td></tr>
 * <tr><td>{@link #bytes}</td><td>any</td><td>binary of that length</td></tr>
 * </table>
 */
public final class FieldType {

    /** The most digits of decimals that are written digit by digit. */
    public static final int MAX_DIGITS = 31;

    private static final int EBCDIC_SPACE = 0x40;
    private static final long HALF_NAN = 0x7E00;

    private final Storage storage;
    private final boolean ownOrder;

    private FieldType(Storage storage, boolean ownOrder) {
        this.storage = storage;
        this.ownOrder = ownOrder;
    }

    private static FieldType of(Storage storage) {
        return new FieldType(storage, false);
    }

    /**
     * A byte with a sign.
     *
     * @return the type
     */
    public static FieldType int8() {
        return of(Storage.number(DataType.BYTE));
    }

    /**
     * Two bytes with a sign.
     *
     * @return the type
     */
    public static FieldType int16() {
        return of(Storage.number(DataType.SHORT));
    }

    /**
     * Four bytes with a sign.
     *
     * @return the type
     */
    public static FieldType int32() {
        return of(Storage.number(DataType.INT));
    }

    /**
     * Eight bytes with a sign.
     *
     * @return the type
     */
    public static FieldType int64() {
        return of(Storage.number(DataType.LONG));
    }

    /**
     * A byte without a sign.
     *
     * @return the type
     */
    public static FieldType uint8() {
        return of(Storage.number(DataType.UNSIGNED_BYTE));
    }

    /**
     * Two bytes without a sign.
     *
     * @return the type
     */
    public static FieldType uint16() {
        return of(Storage.number(DataType.UNSIGNED_SHORT));
    }

    /**
     * Four bytes without a sign.
     *
     * @return the type
     */
    public static FieldType uint32() {
        return of(Storage.number(DataType.UNSIGNED_INT));
    }

    /**
     * Eight bytes without a sign.
     *
     * @return the type
     */
    public static FieldType uint64() {
        return of(Storage.number(DataType.UNSIGNED_LONG));
    }

    /**
     * Two bytes of IEEE 754.
     *
     * @return the type
     */
    public static FieldType float16() {
        return of(Storage.number(DataType.float16()));
    }

    /**
     * Four bytes of IEEE 754.
     *
     * @return the type
     */
    public static FieldType float32() {
        return of(Storage.number(DataType.FLOAT));
    }

    /**
     * Eight bytes of IEEE 754.
     *
     * @return the type
     */
    public static FieldType float64() {
        return of(Storage.number(DataType.DOUBLE));
    }

    /**
     * A byte of 0 for false or 1 for true; any other is an error.
     *
     * @return the type
     */
    public static FieldType bool() {
        return of(Storage.bool());
    }

    /**
     * A decimal as a binary integer with a sign, which is the value times 10<sup>scale</sup>. One with more digits than the precision is
     * an error.
     *
     * @param bytes 1, 2, 4 or 8 for up to 18 digits, 16 for more
     * @param precision the most digits, 1 to 38
     * @param scale digits after the decimal point
     * @return the type
     * @throws IllegalArgumentException if precision or scale is out of range, or the bytes do not go with the precision
     */
    public static FieldType decimal(int bytes, int precision, int scale) {
        DataType type = DataType.decimal(precision, scale);
        boolean wide = precision > DataType.MAX_LONG_PRECISION;
        if (wide ? bytes != 16 : bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) {
            throw new IllegalArgumentException("a binary decimal has 1, 2, 4 or 8 bytes up to "
                    + DataType.MAX_LONG_PRECISION + " digits and 16 bytes beyond, but not " + bytes + " bytes and "
                    + precision + " digits");
        }
        return of(Storage.decimal(bytes, type));
    }

    /**
     * A packed decimal (COMP-3): a digit in each half byte, and the sign in the last one. {@code C}, {@code A}, {@code E} and {@code F} are
     * read as plus, {@code D} and {@code B} as minus; {@code C} and {@code D} are written.
     *
     * @param precision digits, 1 to {@value #MAX_DIGITS}; the field has half as many bytes, rounded down, and one more
     * @param scale digits after the decimal point
     * @return the type
     * @throws IllegalArgumentException if precision or scale is out of range
     */
    public static FieldType packedDecimal(int precision, int scale) {
        return of(Storage.packed(digits(precision, scale)));
    }

    /**
     * A zoned decimal in ASCII: a digit in each byte. With the sign, the last one is one of <code>{ABCDEFGHI</code> for 0 to 9 or of
     * <code>}JKLMNOPQR</code> for minus 0 to minus 9; without a sign it is a digit. {@code p} to {@code y} are read as minus 0 to minus
     * 9 too.
     *
     * @param precision digits, 1 to {@value #MAX_DIGITS}
     * @param scale digits after the decimal point
     * @return the type
     * @throws IllegalArgumentException if precision or scale is out of range
     */
    public static FieldType zonedDecimal(int precision, int scale) {
        return of(Storage.zoned(false, digits(precision, scale)));
    }

    /**
     * A zoned decimal in EBCDIC: a digit in each byte, {@code F0} to {@code F9}, and the sign in the first half of the last one, with the
     * same meaning as in {@link #packedDecimal}.
     *
     * @param precision digits, 1 to {@value #MAX_DIGITS}
     * @param scale digits after the decimal point
     * @return the type
     * @throws IllegalArgumentException if precision or scale is out of range
     */
    public static FieldType zonedDecimalEbcdic(int precision, int scale) {
        return of(Storage.zoned(true, digits(precision, scale)));
    }

    private static DataType digits(int precision, int scale) {
        if (precision > MAX_DIGITS) {
            throw new IllegalArgumentException("a decimal that is written digit by digit has at most " + MAX_DIGITS
                    + " digits, but not " + precision);
        }
        return DataType.decimal(precision, scale);
    }

    /**
     * Days since 1970-01-01 in four bytes with a sign.
     *
     * @return the type
     */
    public static FieldType date() {
        return of(Storage.number(DataType.DATE));
    }

    /**
     * Units since 1970-01-01T00:00:00Z in eight bytes with a sign.
     *
     * @param unit what it counts
     * @return the type
     */
    public static FieldType timestamp(Resolution unit) {
        return of(Storage.timestamp(Long.BYTES, DataType.timestamp(unit)));
    }

    /**
     * Seconds since 1970-01-01T00:00:00Z in four bytes with a sign.
     *
     * @return the type
     */
    public static FieldType timestampSeconds32() {
        return of(Storage.timestamp(Integer.BYTES, DataType.timestamp(Resolution.SECONDS)));
    }

    /**
     * Units since 1970-01-01T00:00:00 of a clock on a wall, in eight bytes with a sign.
     *
     * @param unit what it counts
     * @return the type
     */
    public static FieldType localTimestamp(Resolution unit) {
        return of(Storage.timestamp(Long.BYTES, DataType.localTimestamp(unit)));
    }

    /**
     * Units since midnight in eight bytes; a day or more is an error.
     *
     * @param unit what it counts
     * @return the type
     */
    public static FieldType time(Resolution unit) {
        return of(Storage.time(Long.BYTES, DataType.time(unit)));
    }

    /**
     * An amount of time in eight bytes with a sign.
     *
     * @param unit what it counts
     * @return the type
     */
    public static FieldType duration(Resolution unit) {
        return of(Storage.number(DataType.duration(unit)));
    }

    /**
     * Text in ASCII; a byte above 127 is an error.
     *
     * @param bytes length of the field
     * @return the type
     * @throws IllegalArgumentException if the length is less than 1
     */
    public static FieldType ascii(int bytes) {
        return of(Storage.text(Form.ASCII, length(bytes), null, ' '));
    }

    /**
     * Text in UTF-8, which is taken as it is.
     *
     * @param bytes length of the field
     * @return the type
     * @throws IllegalArgumentException if the length is less than 1
     */
    public static FieldType utf8(int bytes) {
        return of(Storage.text(Form.UTF8, length(bytes), null, ' '));
    }

    /**
     * Text in ISO 8859-1, a byte a character.
     *
     * @param bytes length of the field
     * @return the type
     * @throws IllegalArgumentException if the length is less than 1
     */
    public static FieldType latin1(int bytes) {
        return of(Storage.text(Form.CODE_PAGE, length(bytes), CodePage.latin1(), ' '));
    }

    /**
     * Text in EBCDIC, with the characters that the JDK has for the code page.
     *
     * @param bytes length of the field
     * @param codePage 37, 500 or 1047
     * @return the type
     * @throws IllegalArgumentException if the length is less than 1, or the code page is another one
     */
    public static FieldType ebcdic(int bytes, int codePage) {
        CodePage known = CodePage.ebcdic(codePage);
        if (known == null) {
            throw new IllegalArgumentException(
                    "the code page must be 37, 500 or 1047, but is " + codePage + "; read it as bytes");
        }
        return of(Storage.text(Form.CODE_PAGE, length(bytes), known, EBCDIC_SPACE));
    }

    /**
     * Text of four bytes a character, filled up with characters of the number 0.
     *
     * @param characters length of the field in characters
     * @return the type
     * @throws IllegalArgumentException if the length is less than 1
     */
    public static FieldType utf32(int characters) {
        return of(Storage.text(Form.UTF32, Math.multiplyExact(4, length(characters)), null, -1));
    }

    /**
     * Bytes as they are.
     *
     * @param length of the field
     * @return the type
     * @throws IllegalArgumentException if the length is less than 1
     */
    public static FieldType bytes(int length) {
        return of(Storage.bytes(length(length)));
    }

    private static int length(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a field has 1 byte or more, but not " + length);
        }
        return length;
    }

    /**
     * The same with the byte of the highest bits first, whatever the layout says.
     *
     * @return the type
     * @throws IllegalArgumentException if its bytes have no order
     */
    public FieldType bigEndian() {
        return ordered(true);
    }

    /**
     * The same with the byte of the lowest bits first, whatever the layout says.
     *
     * @return the type
     * @throws IllegalArgumentException if its bytes have no order
     */
    public FieldType littleEndian() {
        return ordered(false);
    }

    private FieldType ordered(boolean big) {
        if (!storage.hasOrder()) {
            throw new IllegalArgumentException("the bytes of a field of " + this + " have no order");
        }
        return new FieldType(storage.withOrder(big), true);
    }

    /**
     * The same text filled up with another character, such as {@code '\0'}. It is left out when it is read, and a text that ends with it
     * cannot be written.
     *
     * @param character of one byte
     * @return the type
     * @throws IllegalArgumentException if it is no text, or the character has no byte in it
     */
    public FieldType paddedWith(char character) {
        checkPadded();
        int found = storage.codePage() == null
                ? character < 0x80 ? character : -1
                : character < 0x100 ? storage.codePage().bytes()[character] : -1;
        if (found < 0) {
            throw new IllegalArgumentException("the character '" + character
                    + "' is not one byte there, so that nothing can be filled up with it");
        }
        return new FieldType(storage.withPadding(found & 0xFF, storage.paddedBefore()), ownOrder);
    }

    /**
     * The same text at the end of its field, with the padding before it.
     *
     * @return the type
     * @throws IllegalArgumentException if it is no text that is filled up
     */
    public FieldType paddedBefore() {
        checkPadded();
        return new FieldType(storage.withPadding(storage.padding(), true), ownOrder);
    }

    /**
     * The same text without padding: all of its bytes are text, and only text of that many bytes can be written.
     *
     * @return the type
     * @throws IllegalArgumentException if it is no text that is filled up
     */
    public FieldType unpadded() {
        checkPadded();
        return new FieldType(storage.withPadding(-1, false), ownOrder);
    }

    private void checkPadded() {
        if (!storage.isText() || storage.padding() < 0) {
            throw new IllegalArgumentException("a field of " + this + " has no padding to be chosen");
        }
    }

    /**
     * The same with an integer that stands for null: of decimals the value times 10<sup>scale</sup>, of times the units.
     *
     * @param value the integer
     * @return the type
     * @throws IllegalArgumentException if it is no integer, decimal of up to 18 digits, date or time
     */
    public FieldType nullAs(long value) {
        DataType type = storage.type();
        if (storage.isFloating()
                || storage.isText()
                || storage.form() == Form.BYTES
                || storage.form() == Form.BOOLEAN
                || type.precision() > DataType.MAX_LONG_PRECISION) {
            throw new IllegalArgumentException("no integer can stand for null in a field of " + this
                    + (storage.isFloating() ? "; see nanIsNull()" : storage.isText() ? "; see emptyIsNull()" : ""));
        }
        return new FieldType(storage.withNull(value), ownOrder);
    }

    /**
     * The same floating-point number, where NaN stands for null.
     *
     * @return the type
     * @throws IllegalArgumentException if it is no floating-point number
     */
    public FieldType nanIsNull() {
        if (!storage.isFloating()) {
            throw new IllegalArgumentException("a field of " + this + " is never NaN");
        }
        long bits = storage.bytes() == Short.BYTES
                ? HALF_NAN
                : storage.bytes() == Float.BYTES
                        ? Float.floatToIntBits(Float.NaN)
                        : Double.doubleToLongBits(Double.NaN);
        return new FieldType(storage.withNull(bits), ownOrder);
    }

    /**
     * The same text, where one that is nothing but padding stands for null.
     *
     * @return the type
     * @throws IllegalArgumentException if it is no text that is filled up
     */
    public FieldType emptyIsNull() {
        if (!storage.isText() || storage.padding() < 0 && storage.form() != Form.UTF32) {
            throw new IllegalArgumentException("a field of " + this + " is never an empty text");
        }
        return new FieldType(storage.withNull(0), ownOrder);
    }

    /**
     * Returns the type of its column.
     *
     * @return the type
     */
    public DataType columnType() {
        return storage.type();
    }

    /**
     * Returns how many bytes of the record it takes.
     *
     * @return 1 or more
     */
    public int length() {
        return storage.bytes();
    }

    /** How it lies in a record of a layout. */
    Storage in(boolean bigEndian) {
        return ownOrder || !storage.hasOrder() ? storage : storage.withOrder(bigEndian);
    }

    @Override
    public String toString() {
        return storage.type() + " in " + storage.bytes() + (storage.bytes() == 1 ? " byte" : " bytes");
    }
}
