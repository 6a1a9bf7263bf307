package dev.peristyle.internal.value;

import org.agrona.UnsafeApi;

/** Reads booleans from text: true, t, yes, y, 1 and false, f, no, n, 0, in any case. */
public final class BooleanReader {

    private static final int MAX_LENGTH = 5;
    private static final long TRUE = 0x65757274L;
    private static final long FALSE = 0x65736C6166L;
    private static final long YES = 0x736579L;
    private static final long NO = 0x6F6EL;

    private BooleanReader() {}

    /**
     * Reads a boolean.
     *
     * @param length its bytes
     * @return 1 for true, 0 for false, -1 when it is neither
     */
    public static int read(long address, int length) {
        if (length <= 0 || length > MAX_LENGTH) {
            return -1;
        }
        long word = 0;
        for (int position = length - 1; position >= 0; position--) {
            int symbol = UnsafeApi.getByte(address + position) & 0xFF;
            int lower = symbol >= 'A' && symbol <= 'Z' ? symbol + 32 : symbol;
            word = word << 8 | lower;
        }
        if (word == TRUE || word == 't' || word == YES || word == 'y' || word == '1') {
            return 1;
        }
        return word == FALSE || word == 'f' || word == NO || word == 'n' || word == '0' ? 0 : -1;
    }
}
