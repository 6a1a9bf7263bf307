package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.value.ValueReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Parses numbers that have more or other signs in them than usual: another one than a point before the fraction, one between thousands, those of currencies and
 * percents, parentheses. Each is copied as it would be written without them, and read as any other. Groups have three digits, but for the
 * first, and the fraction has none. Not thread-safe.
 */
public final class SeparatedNumberParser extends ValueParser {
    /** What a shifted point may add before the digits: a zero, the point, two zeros; and a sign. */
    private static final int SHIFT = 8;

    /** How much memory {@link FieldColumn#arena} has to have. */
    public static final int ARENA_BYTES = NumberText.MAX_BYTES + SHIFT + 64;

    private final int bytes;
    private final boolean floating;
    private final NumberMarks marks;
    private final byte[][] currencies;
    private long text;
    private int textLength;

    /**
     * A parser for one type.
     *
     * @param reader of the type
     * @param bytes width of its values
     * @param floating whether they are floating-point numbers
     * @param marks what numbers have in them
     */
    public SeparatedNumberParser(ValueReader reader, int bytes, boolean floating, NumberMarks marks) {
        super(reader, bytes, !floating);
        this.bytes = bytes;
        this.floating = floating;
        this.marks = marks;
        this.currencies = marks.currencies().stream()
                .map(sign -> sign.getBytes(StandardCharsets.UTF_8))
                // of two signs of which one begins with the other the longer one is meant
                .sorted(Comparator.comparingInt((byte[] sign) -> -sign.length))
                .toArray(byte[][]::new);
    }

    @Override
    protected boolean read(long address, int length, FieldColumn column, ParseState state, long values, int row) {
        if (!plain(address, length, column.arena, column.inferred)) {
            return false;
        }
        if (floating && bytes == Long.BYTES) {
            boolean number = state.readDouble(text, textLength, column.inferred);
            putLong(values + 8L * row, state.value);
            return number;
        }
        if (floating && bytes == Integer.BYTES) {
            boolean number = state.readFloat(text, textLength);
            putInt(values + 4L * row, (int) state.value);
            return number;
        }
        return super.read(text, textLength, column, state, values, row);
    }

    /** Where the number is that was made plain last. */
    public long text() {
        return text;
    }

    /** Bytes of it. */
    public int length() {
        return textLength;
    }

    /**
     * Copies a number as it would be written without marks.
     *
     * @param out {@link #ARENA_BYTES} of memory
     * @param inferred whether zeros before other digits, which a percent sign would hide, make it none
     * @return whether it may be a number; then {@link #text} and {@link #length} tell it
     */
    public boolean plain(long address, int length, long out, boolean inferred) {
        if (length > NumberText.MAX_BYTES) {
            return false;
        }
        long from = address;
        long to = address + length;
        boolean parentheses = marks.accounting() && length > 2 && getByte(from) == '(' && getByte(to - 1) == ')';
        if (parentheses) {
            from++;
            to--;
        }
        int sign = parentheses ? '-' : 0;
        boolean currency = false;
        while (from < to) {
            int current = getByte(from);
            int signBytes = currency ? 0 : currencyAt(from, to);
            if (signBytes > 0) {
                currency = true;
                from += signBytes;
                from += blanksAt(from, to);
            } else if ((current == '-' || current == '+') && sign == 0) {
                sign = current;
                from++;
            } else {
                break;
            }
        }
        boolean percent = marks.percent() && !currency && to - from > 1 && getByte(to - 1) == '%';
        if (percent) {
            to = withoutBlanks(from, to - 1);
        } else if (!currency) {
            int signBytes = currencyBefore(from, to);
            to = signBytes == 0 ? to : withoutBlanks(from, to - signBytes);
        }
        text = out + SHIFT;
        int signLength = sign == 0 ? 0 : 1;
        putByte(text, (byte) sign);
        int copied = from >= to ? -1 : copy(from, to, text + signLength);
        textLength = signLength + copied;
        return copied > 0 && (!percent || shift(signLength, copied, out, inferred));
    }

    /** Bytes of a currency that begins there, or 0. */
    private int currencyAt(long from, long to) {
        for (byte[] currency : currencies) {
            if (to - from >= currency.length && isAt(currency, from)) {
                return currency.length;
            }
        }
        return 0;
    }

    /** Bytes of a currency that ends there, or 0. */
    private int currencyBefore(long from, long to) {
        for (byte[] currency : currencies) {
            if (to - from > currency.length && isAt(currency, to - currency.length)) {
                return currency.length;
            }
        }
        return 0;
    }

    private static boolean isAt(byte[] sign, long address) {
        for (int position = 0; position < sign.length; position++) {
            if (sign[position] != getByte(address + position)) {
                return false;
            }
        }
        return true;
    }

    private static int blanksAt(long from, long to) {
        long position = from;
        while (position < to) {
            int blank = blankAt(position, to);
            if (blank == 0) {
                break;
            }
            position += blank;
        }
        return (int) (position - from);
    }

    /** Bytes of a blank: of the usual one, of U+00A0 or of U+202F, which keep a number and its sign in one line. */
    private static int blankAt(long position, long to) {
        int first = getByte(position) & 0xFF;
        if (first == ' ') {
            return 1;
        }
        if (first == 0xC2 && to - position > 1) {
            return (getByte(position + 1) & 0xFF) == 0xA0 ? 2 : 0;
        }
        boolean narrow = first == 0xE2
                && to - position > 2
                && (getByte(position + 1) & 0xFF) == 0x80
                && (getByte(position + 2) & 0xFF) == 0xAF;
        return narrow ? 3 : 0;
    }

    private static long withoutBlanks(long from, long to) {
        long end = to;
        while (end > from) {
            long before = end;
            for (int blank = 1; blank <= 3 && before == end; blank++) {
                if (end - blank >= from && blankAt(end - blank, end) == blank) {
                    end -= blank;
                }
            }
            if (before == end) {
                break;
            }
        }
        return end;
    }

    /** Copies a number without what separates thousands; returns its length, or -1 if it is not separated as numbers are. */
    private int copy(long from, long to, long out) {
        int decimal = marks.decimal();
        int grouping = marks.grouping();
        int first = getByte(from);
        long digitsFrom = first == '-' || first == '+' ? from + 1 : from;
        int copied = 0;
        int digits = 0;
        boolean grouped = false;
        boolean whole = true;
        for (long position = from; position < to; position++) {
            int current = getByte(position) & 0xFF;
            if (current == grouping) {
                if (!whole || digits == 0 || digits > 3 || grouped && digits != 3) {
                    return -1;
                }
                grouped = true;
                digits = 0;
                continue;
            }
            boolean digit = current >= '0' && current <= '9';
            if (current == '.' && decimal != '.') {
                return -1;
            }
            if (whole && !digit && position >= digitsFrom) {
                if (grouped && digits != 3) {
                    return -1;
                }
                whole = false;
            }
            digits += digit ? 1 : 0;
            putByte(out + copied, (byte) (current == decimal ? '.' : current));
            copied++;
        }
        return whole && grouped && digits != 3 ? -1 : copied;
    }

    /**
     * Moves the point of the copied number two digits to the left, so that it stays exact. What is written stays before what is read.
     *
     * @return whether it is digits and perhaps a point
     */
    private boolean shift(int signLength, int copied, long out, boolean inferred) {
        long digits = text + signLength;
        int whole = 0;
        boolean point = false;
        for (int position = 0; position < copied; position++) {
            byte current = getByte(digits + position);
            if (current == '.' ? point : current < '0' || current > '9') {
                return false;
            }
            point |= current == '.';
            whole += point ? 0 : 1;
        }
        if (whole == 0 && copied == 1 || inferred && whole > 1 && getByte(digits) == '0') {
            return false;
        }
        int written = 0;
        if (signLength > 0) {
            putByte(out, getByte(text));
            written = 1;
        }
        if (whole <= 2) {
            putByte(out + written++, (byte) '0');
            putByte(out + written++, (byte) '.');
            for (int zeros = whole; zeros < 2; zeros++) {
                putByte(out + written++, (byte) '0');
            }
        }
        for (int position = 0; position < copied; position++) {
            if (whole > 2 && position == whole - 2) {
                putByte(out + written++, (byte) '.');
            }
            byte current = getByte(digits + position);
            if (current != '.') {
                putByte(out + written++, current);
            }
        }
        text = out;
        textLength = written;
        return true;
    }
}
