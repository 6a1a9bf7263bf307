package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Goes from one byte that may mean something in a dialect to the next: the first byte of a delimiter, line ends, quotes. What lies between
 * them is never looked at alone: bytes are compared a block at a time, as {@link BlockMasks} does it. Reusable, not thread-safe.
 *
 * <p>What is escaped is none of them. Which bytes are is found for 64 at a time too: in a run of escape characters every other one escapes the
 * next byte, beginning with the first. Added to the mask of all of them, the first bits of the runs that begin at even positions carry
 * through these runs and clear them, so that both kinds are told apart, and of each is known whether its even or its odd bits escape. That an
 * addition finds the ends of such runs is what simdjson found (Langdale and Lemire, Parsing Gigabytes of JSON per Second, 2019).
 */
final class SpecialBytes {
    /** The first block is short, and compared by words: who wants a few records does not want the rest of a long one. */
    private static final int SHORT_BLOCK = 512;

    private static final int WORDS = BlockMasks.BYTES >> 3;
    private static final long EVEN_BITS = 0x5555555555555555L;
    private static final long LONGS = UnsafeApi.arrayBaseOffset(long[].class);

    /** Those that a dialect does not need are that of the delimiter once more. */
    private final long delimiters;

    private final long lineFeeds;
    private final long carriageReturns;
    private final long quotes;
    private final long escapes;
    private final boolean hasEscapes;

    private final long[] masks = new long[BlockMasks.GROUPS];
    private final long[] words = new long[WORDS];
    private final long[] differences = new long[WORDS];
    private final long[] planes = new long[BlockMasks.PLANE];

    /** The escape characters, if the dialect has one. */
    private final long[] escapeMasks;

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

    /** Where the block begins that began at the start, and the bitmap of what escapes. */
    private int started;

    private long escaping;

    /** 1 if the first of the 64 bytes to come is escaped. */
    private long carry;

    /** Whether an escape character is a text as any other. */
    private boolean escapesAreText;

    private boolean escapesSeen;

    SpecialBytes(Dialect dialect) {
        LineEnds ends = dialect.lineEnds();
        int delimiter = dialect.delimiterByte();
        delimiters = Swar.broadcast(delimiter);
        lineFeeds = Swar.broadcast(ends.lineFeed ? '\n' : delimiter);
        carriageReturns = Swar.broadcast(ends.carriageReturn || ends.both ? '\r' : delimiter);
        quotes = Swar.broadcast(dialect.quote() >= 0 ? dialect.quote() : delimiter);
        escapes = Swar.broadcast(dialect.escape());
        hasEscapes = dialect.escape() >= 0;
        escapeMasks = hasEscapes ? new long[BlockMasks.GROUPS] : null;
    }

    /**
     * Begins at a position.
     *
     * @param end of the bytes to look at, relative to the base; the 64 bytes after it are readable
     * @param escapeBits see {@link DialectScanner#scan}
     */
    void start(long address, int from, int end, long escapeBits) {
        base = address;
        limit = end;
        filled = from;
        bits = 0;
        group = 0;
        groups = 0;
        started = from;
        escaping = escapeBits;
        carry = 0;
        escapesAreText = false;
        escapesSeen = false;
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
            bits = hasEscapes ? notEscaped(-1) : masks[group];
        } while (bits == 0);
        return true;
    }

    /** The special bytes among the 64 at hand that are not escaped; notes what escapes them. */
    private long notEscaped(long ahead) {
        long found = escapesAreText ? 0 : escapeMasks[group] & ahead & ~carry;
        long special = masks[group] & ahead & ~carry;
        long escape = 0;
        if (found != 0) {
            long first = found & ~(found << 1);
            long evenRuns = found & ~(found + (first & EVEN_BITS));
            escape = evenRuns & EVEN_BITS | found & ~evenRuns & ~EVEN_BITS;
            special &= ~(escape << 1);
            escapesSeen = true;
        }
        carry = escape >>> 63;
        long word = wordOf(position);
        putLong(word, ahead == -1 ? escape : getLong(word) & ~ahead | escape);
        return special;
    }

    /**
     * Says that from a position on escape characters are text, as in a comment, or escape the next byte. What is before it has been passed.
     */
    void takeEscapes(boolean asText, int from) {
        if (hasEscapes) {
            escapesAreText = asText;
            carry = 0;
            if (group < groups) {
                // it may be after these 64 bytes: then what is between has no special byte that anyone asks for
                int passed = Math.min(64, Math.max(0, from - position));
                bits = notEscaped(passed == 64 ? 0 : -1L << passed);
            }
        }
    }

    /** Notes that a byte escapes the one after it, as the first of two quotes does; it is among the 64 at hand. */
    void escape(int at) {
        if (hasEscapes) {
            long word = wordOf(at);
            putLong(word, getLong(word) | 1L << (at - started));
        }
    }

    /** Whether a byte that was passed is escaped; the one before it was passed as well. */
    boolean isEscaped(int at) {
        return hasEscapes && at > started && (getLong(wordOf(at - 1)) >>> (at - 1 - started) & 1) != 0;
    }

    private long wordOf(int at) {
        return escaping + (at - started >>> 6 << 3);
    }

    /** Whether an escape character was met so far, or in the rest of the 64 bytes at hand. */
    boolean escapesSeen() {
        return escapesSeen;
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
            compareBlock(base + filled, length);
        }
        long valid = -1L >>> (-length & 63);
        masks[groups - 1] &= valid;
        if (hasEscapes) {
            escapeMasks[groups - 1] &= valid;
        }
        filled += length;
        return true;
    }

    private void compareWords(long address) {
        long all = 0;
        for (int i = 0; i < groups; i++) {
            long special = 0;
            for (int byteNumber = 0; byteNumber < 64; byteNumber += 8) {
                long word = getLong(address + ((long) i << 6) + byteNumber);
                special |= Swar.gather(~differs(word) & Swar.HIGH_BITS) << byteNumber;
                all |= word;
            }
            masks[i] = special;
            if (hasEscapes) {
                escapeMasks[i] = Swar.equalMask64(address + ((long) i << 6), escapes);
            }
        }
        seen[0] |= all;
    }

    private void compareBlock(long address, int length) {
        int used = length + 7 >> 3;
        UnsafeApi.copyMemory(null, address, words, LONGS, (long) used << 3);
        if (used < WORDS) {
            Arrays.fill(words, used, WORDS, 0);
        }
        compare(words, delimiters, lineFeeds, carriageReturns, quotes, differences);
        gatherPlanes(differences, planes);
        BlockMasks.transpose(planes, masks);
        if (hasEscapes) {
            compare(words, escapes, differences);
            gatherPlanes(differences, planes);
            if (hasClearBit(planes)) {
                BlockMasks.transpose(planes, escapeMasks);
            } else {
                Arrays.fill(escapeMasks, 0);
            }
        }
        see(words, seen);
    }

    private long differs(long word) {
        return Swar.differs(word, delimiters)
                & Swar.differs(word, lineFeeds)
                & Swar.differs(word, carriageReturns)
                & Swar.differs(word, quotes);
    }

    /**
     * Over arrays and with what it needs in variables, so that it becomes vector instructions. Each of these loops goes over a whole block: of
     * loops over an eighth C2 of JDK 17 now and then unrolls so many rounds into one that next to nothing of them runs as vectors.
     */
    private static void compare(long[] words, long first, long second, long third, long fourth, long[] differences) {
        for (int i = 0; i < WORDS; i++) {
            long word = words[i];
            // the first byte of a delimiter need not be ASCII
            differences[i] = Swar.differs(word, first)
                    & Swar.differs(word, second)
                    & Swar.differs(word, third)
                    & Swar.differs(word, fourth);
        }
    }

    private static void compare(long[] words, long pattern, long[] differences) {
        for (int i = 0; i < WORDS; i++) {
            differences[i] = Swar.differs(words[i], pattern);
        }
    }

    /** Puts the high bits of eight words together, as {@link BlockMasks#transpose} wants them. */
    private static void gatherPlanes(long[] differences, long[] planes) {
        for (int i = 0; i < BlockMasks.PLANE; i++) {
            planes[i] = (differences[i] & Swar.HIGH_BITS) >>> 7
                    | (differences[i + BlockMasks.PLANE] & Swar.HIGH_BITS) >>> 6
                    | (differences[i + 2 * BlockMasks.PLANE] & Swar.HIGH_BITS) >>> 5
                    | (differences[i + 3 * BlockMasks.PLANE] & Swar.HIGH_BITS) >>> 4
                    | (differences[i + 4 * BlockMasks.PLANE] & Swar.HIGH_BITS) >>> 3
                    | (differences[i + 5 * BlockMasks.PLANE] & Swar.HIGH_BITS) >>> 2
                    | (differences[i + 6 * BlockMasks.PLANE] & Swar.HIGH_BITS) >>> 1
                    | differences[i + 7 * BlockMasks.PLANE] & Swar.HIGH_BITS;
        }
    }

    private static boolean hasClearBit(long[] planes) {
        long all = -1;
        for (int i = 0; i < BlockMasks.PLANE; i++) {
            all &= planes[i];
        }
        return all != -1;
    }

    private static void see(long[] words, long[] seen) {
        for (int i = 0; i < BlockMasks.PLANE; i++) {
            seen[i] |= words[i]
                    | words[i + BlockMasks.PLANE]
                    | words[i + 2 * BlockMasks.PLANE]
                    | words[i + 3 * BlockMasks.PLANE]
                    | words[i + 4 * BlockMasks.PLANE]
                    | words[i + 5 * BlockMasks.PLANE]
                    | words[i + 6 * BlockMasks.PLANE]
                    | words[i + 7 * BlockMasks.PLANE];
        }
    }
}
