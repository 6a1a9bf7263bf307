package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;

import java.nio.charset.StandardCharsets;

/**
 * The characters that structure a file. Immutable; they do not contradict each other, which is for the options to check.
 *
 * <p>What is looked for at a place may have more than one byte, of which not all may be in sight yet: then the answer is
 * {@link #UNDECIDED}, unless the input ends there.
 */
public final class Dialect {
    /** Passed for a character that the dialect does not have. */
    public static final int NONE = -1;

    /** More of the input has to be seen. */
    public static final int UNDECIDED = -1;

    private final String delimiter;
    private final byte[] delimiterBytes;
    private final int quote;
    private final int escape;
    private final int comment;
    private final LineEnds lineEnds;
    private final boolean trim;
    private final LineLayout lines;

    /**
     * Creates a dialect.
     *
     * @param delimiter between two fields, at least one character
     * @param quote ASCII, or {@link #NONE}
     * @param escape ASCII, or {@link #NONE}: before a character that is text, inside quotes and outside
     * @param comment ASCII, or {@link #NONE}: as the first byte of a record it makes a comment of the line
     * @param lineEnds what ends a record
     * @param trim whether blanks and tabs around a field, and around its quotes, are left out
     */
    public Dialect(String delimiter, int quote, int escape, int comment, LineEnds lineEnds, boolean trim) {
        this(delimiter, quote, escape, comment, lineEnds, trim, null);
    }

    private Dialect(
            String delimiter, int quote, int escape, int comment, LineEnds lineEnds, boolean trim, LineLayout lines) {
        this.delimiter = delimiter;
        this.delimiterBytes = delimiter.getBytes(StandardCharsets.UTF_8);
        this.quote = quote;
        this.escape = escape;
        this.comment = comment;
        this.lineEnds = lineEnds;
        this.trim = trim;
        this.lines = lines;
    }

    /**
     * The dialect of lines whose fields have places instead of delimiters.
     *
     * @param lines where they are
     * @param lineEnds what ends a line
     * @return the dialect; what it says of a delimiter has no meaning
     */
    public static Dialect ofLines(LineLayout lines, LineEnds lineEnds) {
        return new Dialect("\0", NONE, NONE, NONE, lineEnds, false, lines);
    }

    /**
     * The dialect of RFC 4180 with other characters.
     *
     * @param delimiter between two fields, ASCII
     * @param quote ASCII, or {@link #NONE}
     * @return the dialect
     */
    public static Dialect plain(char delimiter, int quote) {
        return new Dialect(String.valueOf(delimiter), quote, NONE, NONE, LineEnds.LINE_FEED_OR_BOTH, false);
    }

    /**
     * The same dialect for fields that have blanks around them, or not.
     *
     * @param trims whether those are left out
     * @return a dialect
     */
    public Dialect withTrim(boolean trims) {
        return trims == trim ? this : new Dialect(delimiter, quote, escape, comment, lineEnds, trims);
    }

    /**
     * Whether the structure kernels can read it: one byte between fields, quotes that are doubled, and nothing else.
     *
     * @return false if only {@link DialectScanner} can
     */
    public boolean isPlain() {
        return delimiterBytes.length == 1
                && escape == NONE
                && comment == NONE
                && lineEnds == LineEnds.LINE_FEED_OR_BOTH
                && !trim
                && lines == null;
    }

    /**
     * Returns where fields are that have no delimiters between them.
     *
     * @return the layout of each line, or null for a text with delimiters
     */
    public LineLayout lines() {
        return lines;
    }

    /**
     * Returns what separates two fields.
     *
     * @return at least one character
     */
    public String delimiter() {
        return delimiter;
    }

    /**
     * Returns the first byte of the delimiter, of a plain dialect the only one.
     *
     * @return the byte
     */
    public byte delimiterByte() {
        return delimiterBytes[0];
    }

    /** How many bytes the delimiter has. */
    int delimiterBytes() {
        return delimiterBytes.length;
    }

    /** The first two of them as they are loaded from memory. */
    short delimiterPair() {
        return (short) (delimiterBytes[0] & 0xFF | delimiterBytes[1] << 8);
    }

    /**
     * Returns the quote.
     *
     * @return ASCII, or {@link #NONE}
     */
    public int quote() {
        return quote;
    }

    /**
     * Returns the escape character.
     *
     * @return ASCII, or {@link #NONE}
     */
    public int escape() {
        return escape;
    }

    /**
     * Returns what begins a comment.
     *
     * @return ASCII, or {@link #NONE}
     */
    public int comment() {
        return comment;
    }

    /**
     * Returns what ends a record.
     *
     * @return the line ends
     */
    public LineEnds lineEnds() {
        return lineEnds;
    }

    /**
     * Whether blanks around fields are left out.
     *
     * @return true if they are no text
     */
    public boolean trim() {
        return trim;
    }

    /**
     * Says whether a byte is left out around a field.
     *
     * @return true for blanks and tabs, if they are trimmed and no delimiter
     */
    public boolean isBlank(byte value) {
        return trim && (value == ' ' || value == '\t') && value != delimiterBytes[0];
    }

    @Override
    public String toString() {
        if (lines != null) {
            return lines + ", line ends " + lineEnds;
        }
        return "delimiter " + delimiter + ", quote " + quote + ", escape " + escape + ", comment " + comment
                + ", line ends " + lineEnds + (trim ? ", trimmed" : "");
    }

    /**
     * Looks for a delimiter.
     *
     * @param position where, below the limit
     * @param limit end of what can be seen
     * @param end whether the input ends at the limit
     * @return its bytes, 0 if there is none, {@link #UNDECIDED} if there is only its beginning
     */
    public int delimiterAt(long base, int position, int limit, boolean end) {
        for (int offset = 0; offset < delimiterBytes.length; offset++) {
            if (position + offset == limit) {
                return end ? 0 : UNDECIDED;
            }
            if (getByte(base + position + offset) != delimiterBytes[offset]) {
                return 0;
            }
        }
        return delimiterBytes.length;
    }

    /**
     * Looks for a line end. Where a carriage return belongs to the line feed after it, and alone is text, the last byte of an input is
     * nevertheless a line end if it is one: half of one.
     *
     * @param position where, below the limit
     * @param limit end of what can be seen
     * @param end whether the input ends at the limit
     * @return its bytes, 0 if there is none, {@link #UNDECIDED} if it may be half of one
     */
    public int lineEndAt(long base, int position, int limit, boolean end) {
        byte current = getByte(base + position);
        if (current == '\n') {
            return lineEnds.lineFeed ? 1 : 0;
        }
        if (current != '\r') {
            return 0;
        }
        if (!lineEnds.both) {
            return lineEnds.carriageReturn ? 1 : 0;
        }
        if (position + 1 == limit) {
            return !end ? UNDECIDED : lineEnds == LineEnds.BOTH ? 0 : 1;
        }
        return getByte(base + position + 1) == '\n' ? 2 : lineEnds.carriageReturn ? 1 : 0;
    }

    /**
     * Looks for the first byte from a position on that ends a line, or may be the first half of what does.
     *
     * @param limit end of what can be seen
     * @param end whether the input ends at the limit
     * @return where it is, or the limit if there is none
     */
    public int possibleLineEnd(long base, int from, int limit, boolean end) {
        int position = from;
        while (position < limit && lineEndAt(base, position, limit, end) == 0) {
            position++;
        }
        return position;
    }

    /**
     * Looks for the first line end from a position on.
     *
     * @param limit end of what can be seen
     * @param end whether the input ends at the limit
     * @return where it is, or the limit if there is none before it that is whole
     */
    public int nextLineEnd(long base, int from, int limit, boolean end) {
        int position = from;
        while (position < limit && lineEndAt(base, position, limit, end) <= 0) {
            position++;
        }
        return position;
    }
}
