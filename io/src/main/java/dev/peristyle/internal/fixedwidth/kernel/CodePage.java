package dev.peristyle.internal.fixedwidth.kernel;

import java.util.Arrays;

/**
 * A character set of 256 bytes, of which all characters are below U+0100. The tables of EBCDIC are here because the module of the JDK
 * that has them (jdk.charsets) is missing in many images; they are the same, so that {@code 15} and {@code 25} both mean a line feed
 * in 037 and 500, which is written as {@code 15}.
 */
public final class CodePage {

    /** The first two rows, which all have. A table is written in hexadecimal. */
    private static final String CONTROLS = "000102039c09867f978d8e0b0c0d0e0f101112139d0a08871819928f1c1d1e1f";

    private static final String IBM037 = CONTROLS
            + "80818283840a171b88898a8b8c050607909116939495960498999a9b14159e1a"
            + "20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293bac"
            + "2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22"
            + "d8616263646566676869abbbf0fdfeb1b06a6b6c6d6e6f707172aabae6b8c6a4"
            + "b57e737475767778797aa1bfd0dddeae5ea3a5b7a9a7b6bcbdbe5b5dafa8b4d7"
            + "7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff"
            + "5cf7535455565758595ab2d4d6d2d3d530313233343536373839b3dbdcd9da9f";

    private static final String IBM500 = CONTROLS
            + "80818283840a171b88898a8b8c050607909116939495960498999a9b14159e1a"
            + "20a0e2e4e0e1e3e5e7f15b2e3c282b2126e9eaebe8edeeefecdf5d242a293b5e"
            + "2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22"
            + "d8616263646566676869abbbf0fdfeb1b06a6b6c6d6e6f707172aabae6b8c6a4"
            + "b57e737475767778797aa1bfd0dddeaea2a3a5b7a9a7b6bcbdbeac7cafa8b4d7"
            + "7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff"
            + "5cf7535455565758595ab2d4d6d2d3d530313233343536373839b3dbdcd9da9f";

    private static final String IBM1047 = CONTROLS
            + "808182838485171b88898a8b8c050607909116939495960498999a9b14159e1a"
            + "20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293b5e"
            + "2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22"
            + "d8616263646566676869abbbf0fdfeb1b06a6b6c6d6e6f707172aabae6b8c6a4"
            + "b57e737475767778797aa1bfd05bdeaeaca3a5b7a9a7b6bcbdbedda8af5db4d7"
            + "7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff"
            + "5cf7535455565758595ab2d4d6d2d3d530313233343536373839b3dbdcd9da9f";

    private final char[] characters = new char[256];
    private final short[] bytes = new short[256];

    private CodePage(String table) {
        Arrays.fill(bytes, (short) -1);
        for (int code = 0; code < 256; code++) {
            int character = table == null ? code : Integer.parseInt(table, 2 * code, 2 * code + 2, 16);
            characters[code] = (char) character;
            if (bytes[character] < 0) {
                bytes[character] = (short) code;
            }
        }
    }

    /** The same for the same characters, in each process. */
    @Override
    public String toString() {
        return "characters " + Integer.toHexString(Arrays.hashCode(characters));
    }

    /** ISO 8859-1: each byte is the character of its number. */
    public static CodePage latin1() {
        return new CodePage(null);
    }

    /**
     * EBCDIC.
     *
     * @param number of the code page
     * @return null if it is not known
     */
    public static CodePage ebcdic(int number) {
        return switch (number) {
            case 37 -> new CodePage(IBM037);
            case 500 -> new CodePage(IBM500);
            case 1047 -> new CodePage(IBM1047);
            default -> null;
        };
    }

    /** The character of each byte. */
    public char[] characters() {
        return characters;
    }

    /** The byte of each character, less than 0 where there is none. */
    public short[] bytes() {
        return bytes;
    }
}
