package dev.peristyle.internal.columnfile.kernel;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Blocks of LZ4, by <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">its format</a>: each sequence is a byte with two
 * lengths, bytes as they are, and how far back to copy how many bytes from.
 */
public final class Lz4Kernel {
    /** Places in the table of a compression: half of the first-level cache. */
    public static final int TABLE_SIZE = 1 << 12;

    /** What does not fit, or is broken. */
    public static final long NONE = -1;

    private static final int HASH_SHIFT = Integer.SIZE - 12;
    private static final int HASH_FACTOR = 0x9E37_79B1;
    private static final int MIN_MATCH = 4;
    private static final int MAX_DISTANCE = 0xFFFF;
    private static final int MAX_NIBBLE = 15;
    private static final int MAX_BYTE = 255;

    /** The last match begins so many bytes before the end of a block or earlier, and the last bytes are no part of one. */
    private static final int LAST_MATCH = 12;

    private static final int LAST_LITERALS = 5;

    /** After so many tries in vain, every second place is looked at, then every third, and so on. */
    private static final int TRIES_SHIFT = 6;

    private Lz4Kernel() {}

    /**
     * Compresses a block.
     *
     * @param length bytes, 1 or more
     * @param capacity bytes that may be written
     * @param table of {@link #TABLE_SIZE} places, whose content does not matter
     * @return bytes written, or {@link #NONE} if they do not fit
     */
    public static long compress(long source, int length, long target, long capacity, int[] table) {
        long end = source + length;
        long limit = target + capacity;
        long out = target;
        long anchor = source;
        if (length > LAST_MATCH) {
            Arrays.fill(table, 0);
            long lastMatch = end - LAST_MATCH;
            long matchEnd = end - LAST_LITERALS;
            long in = source + 1;
            int tries = 1 << TRIES_SHIFT;
            while (in <= lastMatch) {
                int word = UnsafeApi.getInt(in);
                int place = word * HASH_FACTOR >>> HASH_SHIFT;
                long match = source + table[place];
                table[place] = (int) (in - source);
                if (in - match > MAX_DISTANCE || UnsafeApi.getInt(match) != word) {
                    in += tries++ >> TRIES_SHIFT;
                    continue;
                }
                while (in > anchor && match > source && UnsafeApi.getByte(in - 1) == UnsafeApi.getByte(match - 1)) {
                    in--;
                    match--;
                }
                long matched = MIN_MATCH + common(in + MIN_MATCH, match + MIN_MATCH, matchEnd);
                out = sequence(anchor, (int) (in - anchor), (int) (in - match), (int) matched - MIN_MATCH, out, limit);
                if (out == NONE) {
                    return NONE;
                }
                in += matched;
                anchor = in;
                tries = 1 << TRIES_SHIFT;
                if (in <= lastMatch) {
                    // one place within the match, so that what repeats it is found
                    table[UnsafeApi.getInt(in - 2) * HASH_FACTOR >>> HASH_SHIFT] = (int) (in - 2 - source);
                }
            }
        }
        out = sequence(anchor, (int) (end - anchor), 0, 0, out, limit);
        return out == NONE ? NONE : out - target;
    }

    /** How many bytes two places have in common, up to the end of what the first may reach. */
    private static long common(long first, long second, long end) {
        long at = first;
        while (at + Long.BYTES <= end) {
            long difference = UnsafeApi.getLong(at) ^ UnsafeApi.getLong(second + (at - first));
            if (difference != 0) {
                return at - first + (Long.numberOfTrailingZeros(difference) >> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && UnsafeApi.getByte(at) == UnsafeApi.getByte(second + (at - first))) {
            at++;
        }
        return at - first;
    }

    /** Writes a sequence, the last one without a match if the distance is 0; returns where the next one goes. */
    private static long sequence(long literals, int count, int distance, int matched, long target, long limit) {
        long most = 1L + count + count / MAX_BYTE + 1 + 2 + matched / MAX_BYTE + 1;
        if (most > limit - target) {
            return NONE;
        }
        int token = Math.min(count, MAX_NIBBLE) << 4 | Math.min(matched, MAX_NIBBLE);
        UnsafeApi.putByte(target, (byte) token);
        long out = count < MAX_NIBBLE ? target + 1 : length(count - MAX_NIBBLE, target + 1);
        literals(literals, out, count);
        out += count;
        if (distance == 0) {
            return out;
        }
        UnsafeApi.putByte(out, (byte) distance);
        UnsafeApi.putByte(out + 1, (byte) (distance >>> 8));
        out += 2;
        return matched < MAX_NIBBLE ? out : length(matched - MAX_NIBBLE, out);
    }

    private static long length(int rest, long target) {
        long out = target;
        int left = rest;
        for (; left >= MAX_BYTE; left -= MAX_BYTE) {
            UnsafeApi.putByte(out++, (byte) MAX_BYTE);
        }
        UnsafeApi.putByte(out++, (byte) left);
        return out;
    }

    /**
     * Decompresses a block; nothing is read or written out of its bounds, whatever is in it.
     *
     * @param length bytes of the block
     * @param target where its content goes
     * @param limit the end of where it may go
     * @param history the first byte before {@code target} that the block may copy from
     * @return where the content ends, or {@link #NONE} if the block is broken or has more than there is room for
     */
    public static long decompress(long source, int length, long target, long limit, long history) {
        long end = source + length;
        long in = source;
        long out = target;
        while (in < end) {
            int token = UnsafeApi.getByte(in++) & 0xFF;
            long count = (long) token >>> 4;
            if (count == MAX_NIBBLE) {
                int more = MAX_BYTE;
                while (more == MAX_BYTE) {
                    if (in >= end) {
                        return NONE;
                    }
                    more = UnsafeApi.getByte(in++) & 0xFF;
                    count += more;
                }
            }
            if (count > end - in || count > limit - out) {
                return NONE;
            }
            literals(in, out, count);
            in += count;
            out += count;
            if (in == end) {
                return out;
            }
            if (end - in < 2) {
                return NONE;
            }
            int distance = UnsafeApi.getByte(in) & 0xFF | (UnsafeApi.getByte(in + 1) & 0xFF) << 8;
            in += 2;
            long matched = token & MAX_NIBBLE;
            if (matched == MAX_NIBBLE) {
                int more = MAX_BYTE;
                while (more == MAX_BYTE) {
                    if (in >= end) {
                        return NONE;
                    }
                    more = UnsafeApi.getByte(in++) & 0xFF;
                    matched += more;
                }
            }
            matched += MIN_MATCH;
            if (distance == 0 || distance > out - history || matched > limit - out) {
                return NONE;
            }
            repeat(out - distance, distance, out, matched);
            out += matched;
        }
        return NONE;
    }

    private static void literals(long source, long target, long count) {
        if (count > 64) {
            UnsafeApi.copyMemory(source, target, count);
            return;
        }
        long at = 0;
        for (; at + Long.BYTES <= count; at += Long.BYTES) {
            UnsafeApi.putLong(target + at, UnsafeApi.getLong(source + at));
        }
        for (; at < count; at++) {
            UnsafeApi.putByte(target + at, UnsafeApi.getByte(source + at));
        }
    }

    /** Copies from near before the target; where the two overlap, what was just written is copied again. */
    private static void repeat(long source, int distance, long target, long count) {
        long at = 0;
        if (distance == 1) {
            UnsafeApi.setMemory(target, count, UnsafeApi.getByte(source));
            return;
        }
        if (distance >= Long.BYTES) {
            for (; at + Long.BYTES <= count; at += Long.BYTES) {
                UnsafeApi.putLong(target + at, UnsafeApi.getLong(source + at));
            }
        }
        for (; at < count; at++) {
            UnsafeApi.putByte(target + at, UnsafeApi.getByte(source + at));
        }
    }
}
