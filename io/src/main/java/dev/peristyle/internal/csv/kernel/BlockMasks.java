package dev.peristyle.internal.csv.kernel;

import static dev.peristyle.internal.csv.kernel.Swar.HIGH_BITS;
import static dev.peristyle.internal.csv.kernel.Swar.LOW_SEVEN_BITS;
import static dev.peristyle.internal.csv.kernel.Swar.equalMask64;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Where the separators of a block of input are, as a 64-bit mask for every 64 bytes, and which of these have quotes. The block is copied
 * into an array first, because the JIT turns a plain loop over arrays into vector instructions, which it does not do with raw addresses; so
 * it is on a Java without the Vector API too.
 *
 * <p>The answer of a comparison is the high bit of each byte. Eight of them are put together so that no step leaves its lane:
 *
 * <pre>
 *   the block is eight planes of words; word i of all eight planes makes one word:  byte b, bit p = byte b of word i of plane p
 *   transposed as a matrix of 8 x 8 bits:                                           byte p, bit b
 *   the words i to i + 7 transposed as a matrix of 8 x 8 bytes:                     word p, byte i, bit b
 * </pre>
 *
 * which are eight masks, one of each plane. Only the last step is not done by vectors. Reusable, not thread-safe.
 */
final class BlockMasks {
    /** Bytes of a block. */
    static final int BYTES = 8192;

    /** Masks of a block. */
    static final int GROUPS = BYTES >> 6;

    /** Bytes of an eighth of it. */
    static final int PLANE_BYTES = BYTES >> 3;

    /** Words of an eighth. */
    static final int PLANE = PLANE_BYTES >> 3;

    private static final int PLANE_GROUPS = PLANE >> 3;
    private static final long LONGS = UnsafeApi.arrayBaseOffset(long[].class);

    /** Per 64 bytes of the block, the first byte lowest: delimiters and line feeds. What lies after the end of the input is undefined. */
    final long[] separators = new long[GROUPS];

    /** Line feeds in the block. */
    int lineFeeds;

    private final long[] words = new long[PLANE];
    private final long[] notSeparator = new long[PLANE];
    private final long[] notLineFeed = new long[PLANE];
    private final long[] notQuote = new long[PLANE];
    private final long[] quoted = new long[BYTES >> 12];

    /** All planes of all blocks in one, or'ed. */
    private final long[] seen = new long[PLANE];

    BlockMasks() {}

    /** Looks at the bytes at an address, of which there are at most {@link #BYTES}. */
    void fill(long address, int length, long delimiterPattern, long lineFeedPattern, long quotePattern) {
        for (int from = 0; from < BYTES; from += PLANE_BYTES) {
            int bytes = Math.min(PLANE_BYTES, length - from);
            if (bytes < PLANE_BYTES) {
                Arrays.fill(words, 0);
            }
            if (bytes > 0) {
                UnsafeApi.copyMemory(null, address + from, words, LONGS, bytes);
            }
            compare(words, delimiterPattern, lineFeedPattern, quotePattern, notSeparator, notLineFeed, notQuote, seen);
        }
        lineFeeds = BYTES - ones(notLineFeed);
        findQuoted(notQuote, quoted);
        // as in transpose: called from here, C2 of JDK 17 compiles it apart, and all columns take a twentieth longer
        transposeBits(notSeparator);
        for (int i = 0; i < PLANE; i += 8) {
            transposeBytes(notSeparator, i, separators);
        }
    }

    /**
     * Makes a mask of every 64 bytes.
     *
     * @param not the answers, one bit a byte and clear where a mask is to have one, bit p of a byte that of plane p; overwritten
     * @param masks {@link #GROUPS} of them
     */
    static void transpose(long[] not, long[] masks) {
        transposeBits(not);
        for (int i = 0; i < PLANE; i += 8) {
            transposeBytes(not, i, masks);
        }
    }

    /** Whether the blocks since the last call had a byte beyond ASCII. */
    boolean takeNonAscii() {
        long all = 0;
        for (int i = 0; i < PLANE; i++) {
            all |= seen[i];
            seen[i] = 0;
        }
        return (all & HIGH_BITS) != 0;
    }

    /** Number of the first 64 bytes from a number on in which there may be a quote, or a number that is larger than all. */
    int nextQuoted(int from) {
        int word = from >> 6;
        long bits = quoted[word] >>> from;
        if (bits != 0) {
            return from + Long.numberOfTrailingZeros(bits);
        }
        for (word++; word < quoted.length; word++) {
            if (quoted[word] != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(quoted[word]);
            }
        }
        return GROUPS;
    }

    /** The line feeds between two addresses, counted. */
    static int lineFeedsBetween(long from, long to, long lineFeedPattern) {
        int count = 0;
        for (long address = from; address < to; address += 64) {
            long valid = -1L >>> (64 - Math.min(64, to - address));
            count += Long.bitCount(equalMask64(address, lineFeedPattern) & valid);
        }
        return count;
    }

    private static void compare(
            long[] words,
            long delimiters,
            long lineFeeds,
            long quotes,
            long[] notSeparator,
            long[] notLineFeed,
            long[] notQuote,
            long[] seen) {
        for (int i = 0; i < PLANE; i++) {
            long word = words[i];
            // the patterns are ASCII, so that seven bits are compared, and a byte with the eighth differs anyway
            long low = word & LOW_SEVEN_BITS;
            long noDelimiter = (low ^ delimiters) + LOW_SEVEN_BITS;
            long noLineFeed = (low ^ lineFeeds) + LOW_SEVEN_BITS;
            long noQuote = (low ^ quotes) + LOW_SEVEN_BITS;
            notSeparator[i] =
                    ((notSeparator[i] >>> 1) & LOW_SEVEN_BITS) | (((noDelimiter & noLineFeed) | word) & HIGH_BITS);
            notLineFeed[i] = ((notLineFeed[i] >>> 1) & LOW_SEVEN_BITS) | ((noLineFeed | word) & HIGH_BITS);
            notQuote[i] = ((notQuote[i] >>> 1) & LOW_SEVEN_BITS) | ((noQuote | word) & HIGH_BITS);
            seen[i] |= word;
        }
    }

    private static int ones(long[] words) {
        int ones = 0;
        for (int i = 0; i < PLANE; i++) {
            ones += Long.bitCount(words[i]);
        }
        return ones;
    }

    private static void findQuoted(long[] notQuote, long[] quoted) {
        long low = 0;
        long high = 0;
        for (int group = 0; group < PLANE_GROUPS; group++) {
            long all = -1;
            for (int i = 0; i < 8; i++) {
                all &= notQuote[(group << 3) + i];
            }
            all &= all >>> 32;
            all &= all >>> 16;
            all &= all >>> 8;
            // bit p goes to bit p * PLANE_GROUPS, the number of its first 64 bytes
            low |= ((~all & 0xF) * 0x0000200040008001L & 0x0001000100010001L) << group;
            high |= ((~all >>> 4 & 0xF) * 0x0000200040008001L & 0x0001000100010001L) << group;
        }
        quoted[0] = low;
        quoted[1] = high;
    }

    private static void transposeBits(long[] not) {
        for (int i = 0; i < PLANE; i++) {
            long bits = ~not[i];
            long swap = (bits ^ (bits >>> 7)) & 0x00AA00AA00AA00AAL;
            bits = bits ^ swap ^ (swap << 7);
            swap = (bits ^ (bits >>> 14)) & 0x0000CCCC0000CCCCL;
            bits = bits ^ swap ^ (swap << 14);
            swap = (bits ^ (bits >>> 28)) & 0x00000000F0F0F0F0L;
            not[i] = bits ^ swap ^ (swap << 28);
        }
    }

    private static void transposeBytes(long[] words, int from, long[] masks) {
        long low = 0x00000000FFFFFFFFL;
        long word0 = words[from];
        long word1 = words[from + 1];
        long word2 = words[from + 2];
        long word3 = words[from + 3];
        long word4 = words[from + 4];
        long word5 = words[from + 5];
        long word6 = words[from + 6];
        long word7 = words[from + 7];
        int group = from >> 3;
        transposeQuarter(
                (word0 & low) | (word4 << 32),
                (word1 & low) | (word5 << 32),
                (word2 & low) | (word6 << 32),
                (word3 & low) | (word7 << 32),
                masks,
                group);
        transposeQuarter(
                (word0 >>> 32) | (word4 & ~low),
                (word1 >>> 32) | (word5 & ~low),
                (word2 >>> 32) | (word6 & ~low),
                (word3 >>> 32) | (word7 & ~low),
                masks,
                group + PLANE / 2);
    }

    private static void transposeQuarter(long word0, long word1, long word2, long word3, long[] masks, int group) {
        long pairs = 0x0000FFFF0000FFFFL;
        long even0 = (word0 & pairs) | ((word2 & pairs) << 16);
        long even2 = ((word0 >>> 16) & pairs) | (word2 & ~pairs);
        long even1 = (word1 & pairs) | ((word3 & pairs) << 16);
        long even3 = ((word1 >>> 16) & pairs) | (word3 & ~pairs);
        long bytes = 0x00FF00FF00FF00FFL;
        masks[group] = (even0 & bytes) | ((even1 & bytes) << 8);
        masks[group + PLANE / 8] = ((even0 >>> 8) & bytes) | (even1 & ~bytes);
        masks[group + PLANE / 4] = (even2 & bytes) | ((even3 & bytes) << 8);
        masks[group + 3 * PLANE / 8] = ((even2 >>> 8) & bytes) | (even3 & ~bytes);
    }
}
