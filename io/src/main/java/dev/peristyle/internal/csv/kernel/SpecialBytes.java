package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getLong;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Goes from one byte that may mean something in a dialect to the next: the first byte of a delimiter, line ends, quotes, escape characters.
 * What lies between them is never looked at alone: bytes are compared a block at a time, as {@link BlockMasks} does it. Reusable, not
 * thread-safe.
 */
final class SpecialBytes {
    /** The first block is short, and compared by words: who wants a few records does not want the rest of a long one. */
    private static final int SHORT_BLOCK = 512;

    private static final long LONGS = UnsafeApi.arrayBaseOffset(long[].class);

    /** Those that a dialect does not need are that of the delimiter once more. */
    private final long delimiters;

    private final long lineFeeds;
    private final long carriageReturns;
    private final long quotes;
    private final long escapes;

    private final long[] masks = new long[BlockMasks.GROUPS];
    private final long[] words = new long[BlockMasks.PLANE];
    private final long[] notSpecial = new long[BlockMasks.PLANE];

    /** All bytes since the start, or'ed. */
    private final long[] seen = new long[BlockMasks.PLANE];

    private long base;
    private int limit;

    /** What was not met yet of the 64 bytes at hand; who goes through them on his own tells what he leaves. */
    long bits;

    /** Position of these bytes. */
    int position;

    private int group;
    private int groups;

    /** End of the block at hand. */
    private int filled;

    SpecialBytes(Dialect dialect) {
        LineEnds ends = dialect.lineEnds();
        int delimiter = dialect.delimiterByte();
        delimiters = Swar.broadcast(delimiter);
        lineFeeds = Swar.broadcast(ends.lineFeed ? '\n' : delimiter);
        carriageReturns = Swar.broadcast(ends.carriageReturn || ends.both ? '\r' : delimiter);
        quotes = Swar.broadcast(dialect.quote() >= 0 ? dialect.quote() : delimiter);
        escapes = Swar.broadcast(dialect.escape() >= 0 ? dialect.escape() : delimiter);
    }

    /**
     * Begins at a position.
     *
     * @param end of the bytes to look at, relative to the base; the 64 bytes after it are readable
     */
    void start(long address, int from, int end) {
        base = address;
        limit = end;
        filled = from;
        bits = 0;
        group = 0;
        groups = 0;
        Arrays.fill(seen, 0);
    }

    /**
     * Finds the next special byte; each is found once.
     *
     * @param from those before it are passed
     * @return its position, or the limit if there is none
     */
    int next(int from) {
        while (bits != 0 || advance()) {
            int special = position + Long.numberOfTrailingZeros(bits);
            bits &= bits - 1;
            if (special >= from) {
                return special;
            }
        }
        return limit;
    }

    /** Goes on to the next 64 bytes that have a special one; false if none have. */
    boolean advance() {
        do {
            group++;
            position += 64;
            if (group >= groups && !fill()) {
                bits = 0;
                return false;
            }
            bits = masks[group];
        } while (bits == 0);
        return true;
    }

    /** Whether a byte beyond ASCII was met so far, or in the rest of the block. */
    boolean nonAsciiSeen() {
        long all = 0;
        for (int i = 0; i < BlockMasks.PLANE; i++) {
            all |= seen[i];
        }
        return (all & Swar.HIGH_BITS) != 0;
    }

    private boolean fill() {
        if (filled == limit) {
            return false;
        }
        boolean first = groups == 0;
        int length = Math.min(limit - filled, first ? SHORT_BLOCK : BlockMasks.BYTES);
        position = filled;
        group = 0;
        groups = (length + 63) >> 6;
        if (length <= SHORT_BLOCK) {
            compareWords(base + filled);
        } else {
            comparePlanes(base + filled, length);
        }
        masks[groups - 1] &= -1L >>> (-length & 63);
        filled += length;
        return true;
    }

    private void compareWords(long address) {
        long all = 0;
        for (int i = 0; i < groups << 3; i++) {
            long word = getLong(address + ((long) i << 3));
            long not = differs(word);
            long mask = Swar.gather(~not & Swar.HIGH_BITS) << ((i & 7) << 3);
            masks[i >> 3] = (i & 7) == 0 ? mask : masks[i >> 3] | mask;
            all |= word;
        }
        seen[0] |= all;
    }

    private void comparePlanes(long address, int length) {
        for (int from = 0; from < BlockMasks.BYTES; from += BlockMasks.PLANE_BYTES) {
            int bytes = Math.min(BlockMasks.PLANE_BYTES, length - from);
            if (bytes < BlockMasks.PLANE_BYTES) {
                Arrays.fill(words, 0);
            }
            if (bytes > 0) {
                UnsafeApi.copyMemory(null, address + from, words, LONGS, bytes);
            }
            compare(words, delimiters, lineFeeds, carriageReturns, quotes, escapes, notSpecial, seen);
        }
        BlockMasks.transpose(notSpecial, masks);
    }

    private long differs(long word) {
        return Swar.differs(word, delimiters)
                & Swar.differs(word, lineFeeds)
                & Swar.differs(word, carriageReturns)
                & Swar.differs(word, quotes)
                & Swar.differs(word, escapes);
    }

    /** Over arrays and with what it needs in variables, so that it becomes vector instructions. */
    private static void compare(
            long[] words, long first, long second, long third, long fourth, long fifth, long[] not, long[] seen) {
        for (int i = 0; i < BlockMasks.PLANE; i++) {
            long word = words[i];
            // the first byte of a delimiter need not be ASCII
            long differs = Swar.differs(word, first)
                    & Swar.differs(word, second)
                    & Swar.differs(word, third)
                    & Swar.differs(word, fourth)
                    & Swar.differs(word, fifth);
            not[i] = ((not[i] >>> 1) & Swar.LOW_SEVEN_BITS) | (differs & Swar.HIGH_BITS);
            seen[i] |= word;
        }
    }
}
