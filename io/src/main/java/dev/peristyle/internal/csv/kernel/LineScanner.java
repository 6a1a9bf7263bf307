package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;

/**
 * Finds the lines of a text whose fields have places in the line, and looks whether they have as many characters as the columns need. Where the
 * fields are is for {@link LineFields}, once somebody asks.
 *
 * <p>A line without any character is left out, and so is one with a prefix that says it is no row. Most lines are as long as the columns need,
 * in ASCII: of these it is only looked whether there is a line end in them, or a byte beyond ASCII, eight bytes at a time and always the same
 * number of times.
 *
 * <p>The index has two entries per line, its start and its end without the line end. Reusable, not thread-safe.
 */
public final class LineScanner {
    /** Everything up to the limit, or the wanted number of lines. */
    public static final int DONE = 0;

    /** A line begins at {@link #next} whose end is not in sight. */
    public static final int INCOMPLETE = 1;

    /** The line at {@link #problemAt} has {@link #characters} characters, which are too few or too many. */
    public static final int WRONG_LENGTH = 2;

    /** Bytes of the index a line. */
    public static final int ENTRY = 8;

    private static final int NOT_IN_SIGHT = -1;
    private static final long LINE_FEEDS = Swar.broadcast('\n');

    /** Why the scan stopped: one of the constants. */
    public int stopped;

    /** Lines in the index, all of the wanted length. */
    public int rows;

    /** Where the line after the last one begins. */
    public int next;

    /** Where the wrong line begins. */
    public int problemAt;

    /** Characters of the wrong line. */
    public int characters;

    /** Whether there was a byte beyond ASCII in any of the lines. */
    public boolean nonAsciiSeen;

    /** Whether a line has fewer characters than the columns need. */
    public boolean shortSeen;

    private final Dialect dialect;
    private final int width;
    private final byte[][] prefixes;
    private final boolean findsLineFeeds;

    /** After the line end of the line that was looked at last. */
    private int after;

    /**
     * Creates a scanner.
     *
     * @param dialect one with a layout of lines
     */
    public LineScanner(Dialect dialect) {
        this.dialect = dialect;
        this.width = dialect.lines().width();
        this.prefixes = dialect.lines().prefixBytes();
        this.findsLineFeeds = dialect.lineEnds() == LineEnds.LINE_FEED_OR_BOTH;
    }

    /**
     * Scans lines.
     *
     * @param limit end of what can be seen; 64 bytes after it are readable
     * @param end whether the input ends at the limit
     * @param lastStart lines that begin after this position are not scanned
     * @param takesShort whether a line may have fewer characters than the columns need
     * @param takesLong whether a line may have more
     * @param index address of {@value #ENTRY} bytes for each of so many lines
     */
    public void scan(
            long base,
            int from,
            int limit,
            boolean end,
            int lastStart,
            boolean takesShort,
            boolean takesLong,
            int maxRows,
            long index) {
        stopped = DONE;
        rows = 0;
        next = from;
        nonAsciiSeen = false;
        shortSeen = false;
        long out = index;
        while (rows < maxRows && next < limit && next <= lastStart) {
            int start = next;
            int lineEnd = start + width;
            boolean leftOut = hasPrefix(base, start, limit);
            if (leftOut || !isUsual(base, start, limit)) {
                lineEnd = lineEnd(base, start, limit, end);
                if (lineEnd == NOT_IN_SIGHT) {
                    stopped = INCOMPLETE;
                    return;
                }
                if (leftOut || lineEnd == start) {
                    next = after;
                    continue;
                }
                boolean ascii = isAscii(base, start, lineEnd);
                nonAsciiSeen |= !ascii;
                int found = ascii ? lineEnd - start : characters(base, start, lineEnd);
                shortSeen |= found < width;
                if (found < width && !takesShort || found > width && !takesLong) {
                    stopped = WRONG_LENGTH;
                    problemAt = start;
                    characters = found;
                    return;
                }
            }
            putInt(out, start);
            putInt(out + 4, lineEnd);
            out += ENTRY;
            rows++;
            next = after;
        }
    }

    /** Whether the line is ASCII and just as long as the columns need, and its end is in sight; then {@link #after} is set. */
    private boolean isUsual(long base, int start, int limit) {
        int lineEnd = start + width;
        if (!findsLineFeeds || lineEnd < start || lineEnd >= limit || width < Long.BYTES) {
            return false;
        }
        byte first = getByte(base + lineEnd);
        if (first == '\n') {
            after = lineEnd + 1;
        } else if (first == '\r' && lineEnd + 1 < limit && getByte(base + lineEnd + 1) == '\n') {
            after = lineEnd + 2;
        } else {
            return false;
        }
        // the last word is that of the last eight bytes, some of which the word before may have shown
        long last = base + lineEnd - Long.BYTES;
        long word = getLong(last);
        long all = word;
        long feeds = Swar.firstEqual(word, LINE_FEEDS);
        for (long at = base + start; at < last; at += Long.BYTES) {
            word = getLong(at);
            all |= word;
            feeds |= Swar.firstEqual(word, LINE_FEEDS);
        }
        // a carriage return before the line feed belongs to the line end
        return ((all & Swar.HIGH_BITS) | feeds) == 0 && (first == '\r' || getByte(base + lineEnd - 1) != '\r');
    }

    /** The end of any line, without what ends it, or {@link #NOT_IN_SIGHT}; then {@link #after} is set. */
    private int lineEnd(long base, int start, int limit, boolean end) {
        if (findsLineFeeds) {
            int feed = lineFeed(base, start, limit);
            if (feed < limit) {
                after = feed + 1;
                return feed > start && getByte(base + feed - 1) == '\r' ? feed - 1 : feed;
            }
            after = limit;
            return !end ? NOT_IN_SIGHT : getByte(base + limit - 1) == '\r' ? limit - 1 : limit;
        }
        for (int position = start; position < limit; position++) {
            int bytes = dialect.lineEndAt(base, position, limit, end);
            if (bytes != 0) {
                after = position + bytes;
                return bytes < 0 ? NOT_IN_SIGHT : position;
            }
        }
        after = limit;
        return end ? limit : NOT_IN_SIGHT;
    }

    private static int lineFeed(long base, int start, int limit) {
        for (int position = start; position < limit; position += Long.BYTES) {
            long found = Swar.firstEqual(getLong(base + position), LINE_FEEDS);
            if (found != 0) {
                return Math.min(limit, position + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return limit;
    }

    /** A prefix has no line end in it, so that what is in sight of the line is enough, or the line is not whole in it. */
    private boolean hasPrefix(long base, int start, int limit) {
        for (byte[] prefix : prefixes) {
            int same = 0;
            while (same < prefix.length && start + same < limit && getByte(base + start + same) == prefix[same]) {
                same++;
            }
            if (same == prefix.length) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(long base, int from, int to) {
        int position = from;
        long all = 0;
        for (; position + Long.BYTES <= to; position += Long.BYTES) {
            all |= getLong(base + position);
        }
        for (; position < to; position++) {
            all |= getByte(base + position);
        }
        return (all & Swar.HIGH_BITS) == 0;
    }

    /** How many characters some bytes are; what is no UTF-8 is one a byte, so that a wrong charset does not look like a wrong length. */
    private static int characters(long base, int from, int to) {
        int count = 0;
        int position = from;
        while (position < to) {
            position = afterCharacter(base, position, to);
            count++;
        }
        return count;
    }

    /** After the character at a position: its first byte and as many that go on as that wants, as far as there are. */
    static int afterCharacter(long base, int position, int to) {
        int first = getByte(base + position);
        int next = position + 1;
        if (first >= 0) {
            return next;
        }
        int more = first >= (byte) 0xF0 ? 3 : first >= (byte) 0xE0 ? 2 : first >= (byte) 0xC0 ? 1 : 0;
        while (more > 0 && next < to && (getByte(base + next) & 0xC0) == 0x80) {
            next++;
            more--;
        }
        return next;
    }

    /**
     * Looks for the last lines of an input, lines without any character not counted.
     *
     * @param from where the search ends
     * @param end of the input
     * @param count how many, at least 1
     * @return where the first of them begins, or -1 if there are fewer
     */
    public int lastLines(long base, int from, int end, int count) {
        int line = end;
        for (int found = 0; found < count; found++) {
            while (line > from && mayEndLine(getByte(base + line - 1))) {
                line--;
            }
            if (line == from) {
                return -1;
            }
            while (line > from && !endsLine(base, from, line - 1)) {
                line--;
            }
        }
        return line;
    }

    private boolean mayEndLine(byte value) {
        LineEnds ends = dialect.lineEnds();
        return value == '\n' && (ends.lineFeed || ends.both) || value == '\r' && (ends.carriageReturn || ends.both);
    }

    private boolean endsLine(long base, int from, int position) {
        LineEnds ends = dialect.lineEnds();
        byte value = getByte(base + position);
        return value == '\n' && (ends.lineFeed || ends.both && position > from && getByte(base + position - 1) == '\r')
                || value == '\r' && ends.carriageReturn;
    }
}
