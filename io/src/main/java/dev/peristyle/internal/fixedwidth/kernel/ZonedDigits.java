package dev.peristyle.internal.fixedwidth.kernel;

import java.util.Arrays;

/**
 * What the bytes of a zoned decimal mean: one digit each, and in the zone of the last one the sign.
 *
 * <p>In EBCDIC a digit is {@code F0} to {@code F9}, and the last one is {@code C0} to {@code C9} if the number is positive and
 * {@code D0} to {@code D9} if it is negative; {@code A}, {@code E} and {@code F} as its zone stand for plus too, {@code B} for minus. In
 * ASCII these last ones appear as the letters that they are in EBCDIC: <code>{ABCDEFGHI</code> and <code>}JKLMNOPQR</code>. A digit
 * means plus there, and {@code p} to {@code y} are read as minus 0 to minus 9, as some compilers write them.
 */
public final class ZonedDigits {

    /** The digits of EBCDIC. */
    public static final ZonedDigits EBCDIC = ebcdic();

    /** The digits of ASCII. */
    public static final ZonedDigits ASCII = ascii();

    private static final byte NONE = -1;

    /** Added to a last digit whose sign is minus. */
    static final int MINUS = 16;

    /** The digit that a byte is, or less than 0. */
    final byte[] digits = none();

    /** The last digit that a byte is, with {@link #MINUS} if the number is negative, or less than 0. */
    final byte[] lasts = none();

    /** The bytes of the digits. */
    final byte[] bytes = new byte[10];

    /** The bytes of the last digit, of positive numbers and then, from {@link #MINUS} on, of negative ones. */
    final byte[] lastBytes = new byte[MINUS + 10];

    private ZonedDigits() {}

    private static byte[] none() {
        byte[] table = new byte[256];
        Arrays.fill(table, NONE);
        return table;
    }

    private static ZonedDigits ebcdic() {
        ZonedDigits known = new ZonedDigits();
        for (int digit = 0; digit < 10; digit++) {
            known.digits[0xF0 + digit] = (byte) digit;
            known.bytes[digit] = (byte) (0xF0 + digit);
            for (int zone : new int[] {0xA0, 0xC0, 0xE0, 0xF0}) {
                known.lasts[zone + digit] = (byte) digit;
            }
            known.lasts[0xB0 + digit] = (byte) (MINUS + digit);
            known.lasts[0xD0 + digit] = (byte) (MINUS + digit);
            known.lastBytes[digit] = (byte) (0xC0 + digit);
            known.lastBytes[MINUS + digit] = (byte) (0xD0 + digit);
        }
        return known;
    }

    private static ZonedDigits ascii() {
        ZonedDigits known = new ZonedDigits();
        for (int digit = 0; digit < 10; digit++) {
            known.digits['0' + digit] = (byte) digit;
            known.bytes[digit] = (byte) ('0' + digit);
            known.lasts['0' + digit] = (byte) digit;
            known.lasts['p' + digit] = (byte) (MINUS + digit);
            known.setLast("{ABCDEFGHI".charAt(digit), digit);
            known.setLast("}JKLMNOPQR".charAt(digit), MINUS + digit);
        }
        return known;
    }

    private void setLast(char character, int digit) {
        lasts[character] = (byte) digit;
        lastBytes[digit] = (byte) character;
    }
}
