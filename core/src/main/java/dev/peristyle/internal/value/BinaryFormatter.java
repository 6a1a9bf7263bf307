package dev.peristyle.internal.value;

import org.agrona.UnsafeApi;

/**
 * Bytes as text: {@code 0x} and two lower-case hexadecimal digits per byte, so {@code 0x} alone is no byte at all.
 * Reads either case.
 */
public final class BinaryFormatter {

    private static final int PREFIX = 2;

    private BinaryFormatter() {}

    /**
     * The bytes of a text.
     *
     * @param length bytes to write
     * @return bytes of the text
     */
    public static long textBytes(int length) {
        return PREFIX + 2L * length;
    }

    /**
     * Writes bytes.
     *
     * @param address where they are
     * @param length how many
     * @param out address of {@link #textBytes} bytes
     * @return the address after the text
     */
    public static long format(long address, int length, long out) {
        UnsafeApi.putByte(out, (byte) '0');
        UnsafeApi.putByte(out + 1, (byte) 'x');
        long target = out + PREFIX;
        for (int position = 0; position < length; position++) {
            int value = UnsafeApi.getByte(address + position);
            UnsafeApi.putByte(target++, digit(value >> 4 & 0xF));
            UnsafeApi.putByte(target++, digit(value & 0xF));
        }
        return target;
    }

    private static byte digit(int value) {
        return (byte) (value < 10 ? '0' + value : 'a' - 10 + value);
    }

    /**
     * Looks at the length of a text.
     *
     * @param address where it begins
     * @param length its bytes
     * @return how many bytes {@link #parse} makes of it, or -1 if it is not such a text
     */
    public static int parsedBytes(long address, int length) {
        boolean prefix = length >= PREFIX
                && (length & 1) == 0
                && UnsafeApi.getByte(address) == '0'
                && (UnsafeApi.getByte(address + 1) | 0x20) == 'x';
        return prefix ? (length - PREFIX) / 2 : -1;
    }

    /**
     * Reads bytes.
     *
     * @param length its bytes
     * @param out address of {@link #parsedBytes} bytes
     * @return whether it is such a text
     */
    public static boolean parse(long address, int length, long out) {
        int errors = parsedBytes(address, length) < 0 ? -1 : 0;
        long target = out;
        for (int position = PREFIX; position < length && errors >= 0; position += 2) {
            int high = value(UnsafeApi.getByte(address + position));
            int low = value(UnsafeApi.getByte(address + position + 1));
            errors |= high | low;
            UnsafeApi.putByte(target++, (byte) (high << 4 | low));
        }
        return errors >= 0;
    }

    private static int value(byte symbol) {
        if (symbol >= '0' && symbol <= '9') {
            return symbol - '0';
        }
        int lower = symbol | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
