package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.value.ValueReader;

/**
 * Parses numbers that are written with another sign than a point before the fraction, or with one between thousands. Each is copied as it would be
 * written without them, and read as any other. Groups have three digits, but for the first, and the fraction has none. Not thread-safe.
 */
public final class SeparatedNumberParser extends ValueParser {
    /** How much memory {@link FieldColumn#arena} has to have. */
    public static final int ARENA_BYTES = NumberText.MAX_BYTES + 64;

    /** No separator between thousands. */
    public static final int NONE = -1;

    private final int bytes;
    private final boolean floating;
    private final int decimal;
    private final int grouping;

    /**
     * A parser for one type.
     *
     * @param reader of the type
     * @param bytes width of its values
     * @param floating whether they are floating-point numbers
     * @param decimal before the fraction, ASCII
     * @param grouping between thousands, ASCII, or {@link #NONE}
     */
    public SeparatedNumberParser(ValueReader reader, int bytes, boolean floating, int decimal, int grouping) {
        super(reader, bytes, !floating);
        this.bytes = bytes;
        this.floating = floating;
        this.decimal = decimal;
        this.grouping = grouping;
    }

    @Override
    protected boolean read(long address, int length, FieldColumn column, ParseState state, long values, int row) {
        int plain = length > NumberText.MAX_BYTES ? -1 : copy(address, length, column.arena);
        if (plain < 0) {
            return false;
        }
        if (floating && bytes == Long.BYTES) {
            boolean number = state.readDouble(column.arena, plain, column.inferred);
            putLong(values + 8L * row, state.value);
            return number;
        }
        if (floating && bytes == Integer.BYTES) {
            boolean number = state.readFloat(column.arena, plain);
            putInt(values + 4L * row, (int) state.value);
            return number;
        }
        return super.read(column.arena, plain, column, state, values, row);
    }

    /** Copies a number without what separates thousands; returns its length, or -1 if it is not separated as numbers are. */
    private int copy(long address, int length, long out) {
        int first = getByte(address);
        int from = first == '-' || first == '+' ? 1 : 0;
        int copied = 0;
        int digits = 0;
        boolean grouped = false;
        boolean whole = true;
        for (int position = 0; position < length; position++) {
            int current = getByte(address + position) & 0xFF;
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
            if (whole && !digit && position >= from) {
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
}
