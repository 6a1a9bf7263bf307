package dev.peristyle.internal.value;

import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putInt;

/** Writes truth values: {@code true} and {@code false}. */
public final class BooleanFormatter {
    /** No value needs more bytes. */
    public static final int MAX_BYTES = 5;

    private static final int TRUE = 0x65757274;
    private static final int FALS = 0x736C6166;

    private BooleanFormatter() {}

    /**
     * Writes a truth value.
     *
     * @param out address of at least {@link #MAX_BYTES} bytes
     * @return the address after the text
     */
    public static long format(boolean value, long out) {
        if (value) {
            putInt(out, TRUE);
            return out + 4;
        }
        putInt(out, FALS);
        putByte(out + 4, (byte) 'e');
        return out + 5;
    }
}
