package dev.peristyle.internal.ground;

/** Characters as UTF-8 in an array that is used again. A surrogate without its other half becomes a question mark. Not thread-safe. */
public final class TextBytes {

    private static final int MAX_BYTES = 3;

    private byte[] bytes = new byte[64];

    /**
     * Encodes characters.
     *
     * @param text the characters
     * @return how many bytes of {@link #bytes} they are
     * @throws IllegalArgumentException when they may be too many for an array
     */
    public int encode(CharSequence text) {
        int chars = text.length();
        if (chars > Integer.MAX_VALUE / MAX_BYTES - 8) {
            throw new IllegalArgumentException("a text of " + chars + " characters is too long");
        }
        if (MAX_BYTES * chars > bytes.length) {
            bytes = new byte[Math.max(MAX_BYTES * chars, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length))];
        }
        byte[] out = bytes;
        int count = 0;
        for (int index = 0; index < chars; index++) {
            char next = text.charAt(index);
            if (next < 0x80) {
                out[count++] = (byte) next;
            } else if (next < 0x800) {
                out[count++] = (byte) (0xC0 | next >> 6);
                out[count++] = (byte) (0x80 | next & 0x3F);
            } else if (!Character.isSurrogate(next)) {
                out[count++] = (byte) (0xE0 | next >> 12);
                out[count++] = (byte) (0x80 | next >> 6 & 0x3F);
                out[count++] = (byte) (0x80 | next & 0x3F);
            } else if (Character.isHighSurrogate(next)
                    && index + 1 < chars
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                int point = Character.toCodePoint(next, text.charAt(++index));
                out[count++] = (byte) (0xF0 | point >> 18);
                out[count++] = (byte) (0x80 | point >> 12 & 0x3F);
                out[count++] = (byte) (0x80 | point >> 6 & 0x3F);
                out[count++] = (byte) (0x80 | point & 0x3F);
            } else {
                out[count++] = '?';
            }
        }
        return count;
    }

    /** The array that the last text was encoded into. */
    public byte[] bytes() {
        return bytes;
    }
}
