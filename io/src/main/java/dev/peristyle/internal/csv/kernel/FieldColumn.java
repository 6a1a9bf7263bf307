package dev.peristyle.internal.csv.kernel;

/**
 * One column of an index, and where its values go: all that a parser has to know.
 *
 * <p>Output row {@code i} is row {@code selection[i]} of the index, or row {@code i} without a selection; its field is the bytes
 * [{@code starts[row] + 1}, {@code ends[row]}) relative to base. An empty field is null, in columns of numbers also a quoted one. A null row
 * has the value 0 and no bit in the validity.
 *
 * <p>Reusable, not thread-safe, owns no memory: every address is the caller's, and none is checked. The fields are public because kernels
 * live on them; each reads them once, before its loops.
 */
public final class FieldColumn {
    /** Address of the input; 64 bytes past it are readable. */
    public long base;

    /** Address of the first of the four-byte positions before each field. */
    public long starts;

    /** Bytes from the start of one row to that of the next. */
    public long startStep;

    /** Address of the first of the four-byte ends of each field. */
    public long ends;

    /** Bytes from the end of one row to that of the next. */
    public long endStep;

    /** Address of four-byte row numbers, or 0 for all rows from 0. */
    public long selection;

    /** Output rows. */
    public int count;

    /** Address of the values to write; of texts their eight-byte addresses. */
    public long values;

    /** Address of the four-byte lengths of texts to write, in bytes; 0 for null rows. */
    public long lengths;

    /** Address of a bitmap to write, of whole 64-bit words, least significant bit first, 1 = present. */
    public long validity;

    /** Address of memory for texts that cannot be shown where they are, of which {@link ParseState#arenaUsed} bytes are in use. */
    public long arena;

    /** Bytes of the arena. */
    public long arenaCapacity;

    /** The quote, ASCII, or {@link StructureScanner#NO_QUOTE}: then the first byte of a field has no influence on where it is. */
    public int quote = StructureScanner.NO_QUOTE;

    /**
     * Address of a bitmap of the bytes that are left out of texts because they escape the next byte, or 0 if there is no escape character. The
     * last byte of a text escapes nothing. Eight bytes past the bits of the last field are readable.
     */
    public long escapeBits;

    /** The position, relative to base, that the first of these bits is for. */
    public int escapeBitsFrom;

    /** Further texts that mean null, or null if there are none. */
    public NullTokens nullTokens;

    /**
     * Whether the type is one that was inferred: then a text that the inference takes for something else is a failure, although
     * it could be read.
     */
    public boolean inferred;

    /** Whether timestamps with a zone are taken. */
    public boolean withZone = true;

    /** Whether timestamps without a zone are taken. */
    public boolean withoutZone = true;

    /** Decimal digits of the largest decimal, 1 to 18. */
    public int precision;

    /** How many of them come after the point, 0 to precision. */
    public int scale;

    /** Creates a column of nothing. */
    public FieldColumn() {}
}
