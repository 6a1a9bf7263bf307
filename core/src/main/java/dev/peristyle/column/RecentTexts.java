package dev.peristyle.column;

import org.agrona.UnsafeApi;

/**
 * The short texts that a reader of one column has seen last, as objects: a text that comes again is the same object, and costs neither an array nor
 * a decoding. Where hardly any comes again, the reader stops looking for a while. Of one thread.
 */
final class RecentTexts {

    /** A text of at most so many bytes is four words, of which the last ends with it. */
    private static final int MOST_BYTES = 32;

    private static final int WORDS = 4;
    private static final int ENTRY_BITS = 8;

    /** After so many looks it is seen whether they were worth it. */
    private static final int ROUND = 1024;

    /** So many have to be found for that: below, making objects at once is faster. */
    private static final int WORTH = ROUND / 2;

    /** So many rounds it does not look then. */
    private static final int PAUSE = 64;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final String[] texts = new String[1 << ENTRY_BITS];
    private final long[] words = new long[WORDS << ENTRY_BITS];
    private final int[] lengths = new int[1 << ENTRY_BITS];
    private int looks;
    private int found;
    private int paused;

    /** A text of UTF-8 as an object, perhaps one that was given before. */
    String get(long address, int length) {
        if (paused > 0) {
            paused--;
            return Cells.text(address, length);
        }
        if (length > MOST_BYTES || length == 0) {
            return length == 0 ? "" : Cells.text(address, length);
        }
        long first;
        long second = 0;
        long third = 0;
        long last = 0;
        if (length >= 8) {
            first = UnsafeApi.getLong(address);
            last = UnsafeApi.getLong(address + length - 8);
            second = length > 16 ? UnsafeApi.getLong(address + 8) : 0;
            third = length > 24 ? UnsafeApi.getLong(address + 16) : 0;
        } else if (length >= 4) {
            first = UnsafeApi.getInt(address) & 0xFFFF_FFFFL | (long) UnsafeApi.getInt(address + length - 4) << 32;
        } else {
            // of one byte all three are the same, of two the last two
            first = UnsafeApi.getByte(address) & 0xFF
                    | (UnsafeApi.getByte(address + (length >> 1)) & 0xFF) << 8
                    | (UnsafeApi.getByte(address + length - 1) & 0xFF) << 16;
        }
        long hash = ((first * FACTOR ^ last) * FACTOR ^ second) * FACTOR ^ third + length;
        int entry = (int) ((hash ^ hash >>> 29) * FACTOR >>> Long.SIZE - ENTRY_BITS);
        int word = entry * WORDS;
        long[] known = words;
        count();
        if (lengths[entry] == length
                && known[word] == first
                && known[word + 1] == second
                && known[word + 2] == third
                && known[word + 3] == last) {
            found++;
            return texts[entry];
        }
        String text = Cells.text(address, length);
        lengths[entry] = length;
        known[word] = first;
        known[word + 1] = second;
        known[word + 2] = third;
        known[word + 3] = last;
        texts[entry] = text;
        return text;
    }

    private void count() {
        if (++looks == ROUND) {
            paused = found < WORTH ? PAUSE * ROUND : 0;
            looks = 0;
            found = 0;
        }
    }
}
