package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/**
 * What a structure scan knows between two calls: where the index is, how far it is filled, and the carries at the scanned position.
 * Reusable, not thread-safe, owns no memory. The fields are public because kernels live on them; a reader calls
 * {@link #start(long, int, int, int)} and then only reads.
 */
public final class StructureState {
    /** The next byte starts a field. */
    public static final int FIELD_START = 0;

    /** The next byte continues a field without quotes. */
    public static final int UNQUOTED = 1;

    /** The next byte is inside quotes. */
    public static final int QUOTED = 2;

    /** The byte before was a quote inside quotes: a closing quote, or the first half of a doubled one. */
    public static final int AFTER_QUOTE = 3;

    /** The byte before was a carriage return after a closing quote: only a line feed or the end may follow. */
    public static final int AFTER_QUOTE_CARRIAGE_RETURN = 4;

    /** No error. */
    public static final int NO_ERROR = 0;

    /** Text follows a closing quote: {@code "a"b}. */
    public static final int TEXT_AFTER_QUOTE = 1;

    /** Free entries a block of 64 bytes needs, and one for the line end that the last record of a file may lack. */
    static final int RESERVE = 65;

    /** Address of the index, an int array. */
    public long indexAddress;

    /** Capacity of the index in entries. */
    public int indexCapacity;

    /** Entries in the index. */
    public int entryCount;

    /** How many of the entries are line feeds. */
    public int lineEnds;

    /** The scan stops after the record that completes this number of line ends. */
    public int maxLineEnds;

    /** Where the scan began. */
    public int startedAt;

    /** Position of the first byte that has not been scanned. */
    public int scannedTo;

    /** What the byte at {@link #scannedTo} continues: one of the constants from {@link #FIELD_START} on. */
    public int automaton;

    /** Whether a quote byte was met; set to true before the scan if the input is known to have quotes. */
    public boolean quotesSeen;

    /** Whether a doubled quote was met; if not, {@link ParseState#escapesPossible} may be false for the fields of this scan. */
    public boolean escapesSeen;

    /**
     * Whether a byte beyond ASCII was met; if not, what was scanned is valid UTF-8. It may have been met after {@link #scannedTo}, in a
     * block that was given up.
     */
    public boolean nonAsciiSeen;

    /** Position of the quote anomaly a kernel stopped at, or -1; back to -1 when the exact scanner has dealt with it. */
    public int irregularQuoteAt;

    /** {@link #NO_ERROR} or {@link #TEXT_AFTER_QUOTE}. */
    public int errorKind;

    /** Position of the first byte that is wrong, or -1. */
    public int errorAt;

    /** Space of the scalar kernel; the others need none. */
    private BlockMasks masks;

    /** Creates a state; {@link #start} before use. */
    public StructureState() {}

    /**
     * Begins a scan at the start of a record.
     *
     * @param indexAddress address of an int array
     * @param indexCapacity its length in entries, at least 65
     * @param maxLineEnds number of records to stop after, at least 1
     */
    public void start(long indexAddress, int indexCapacity, int from, int maxLineEnds) {
        if (indexCapacity < RESERVE) {
            throw new IllegalArgumentException("index capacity " + indexCapacity + " is below " + RESERVE);
        }
        startCount(from, maxLineEnds);
        this.indexAddress = indexAddress;
        this.indexCapacity = indexCapacity;
    }

    /**
     * Begins a count of records at the start of one; there is no index.
     *
     * @param maxLineEnds number of records to stop after, at least 1
     */
    public void startCount(int from, int maxLineEnds) {
        if (maxLineEnds < 1) {
            throw new IllegalArgumentException("maxLineEnds " + maxLineEnds + " is below 1");
        }
        this.maxLineEnds = maxLineEnds;
        startedAt = from;
        scannedTo = from;
        entryCount = 0;
        lineEnds = 0;
        automaton = FIELD_START;
        quotesSeen = false;
        escapesSeen = false;
        nonAsciiSeen = false;
        irregularQuoteAt = -1;
        errorKind = NO_ERROR;
        errorAt = -1;
    }

    /**
     * Moves the state to a larger index that already holds a copy of the entries, so that a scan that stopped because
     * {@link #indexFull()} can go on.
     *
     * @param newIndexAddress address of an int array
     * @param newIndexCapacity its length in entries
     */
    public void continueIn(long newIndexAddress, int newIndexCapacity) {
        indexAddress = newIndexAddress;
        indexCapacity = newIndexCapacity;
    }

    /**
     * Says whether the scanned position is inside quotes: at the end of a file that is an unclosed quote.
     *
     * @return true inside quotes
     */
    public boolean insideQuotes() {
        return automaton == QUOTED;
    }

    /**
     * Says whether the scan stopped for want of index entries.
     *
     * @return true if the next block of 64 bytes might not fit
     */
    public boolean indexFull() {
        return indexCapacity - entryCount < RESERVE;
    }

    /**
     * Says whether the bytes scanned last belong to a record without a line end.
     *
     * @return true if {@link #appendLineEnd()} would complete a record
     */
    public boolean recordPending(long base) {
        if (entryCount == 0) {
            return scannedTo > startedAt;
        }
        int last = entry(entryCount - 1);
        return scannedTo > last + 1 || (last < scannedTo && UnsafeApi.getByte(base + last) != '\n');
    }

    /** Ends the last record of a file that lacks its line feed: appends an entry at {@link #scannedTo} that counts as a line end. */
    public void appendLineEnd() {
        UnsafeApi.putInt(indexAddress + ((long) entryCount << 2), scannedTo);
        entryCount++;
        lineEnds++;
        automaton = FIELD_START;
    }

    /**
     * Reads an entry.
     *
     * @param entry number of the entry, below {@link #entryCount}, not checked
     * @return its position, relative to the base of the input
     */
    public int entry(int entry) {
        return UnsafeApi.getInt(indexAddress + ((long) entry << 2));
    }

    /** Takes over the result of a scan without quotes. */
    void finishPlain(long base, int position, int count, int lines, byte delimiter, boolean quoteMet) {
        if (position > scannedTo) {
            byte last = UnsafeApi.getByte(base + position - 1);
            automaton = last == delimiter || last == '\n' ? FIELD_START : UNQUOTED;
        }
        finish(base, position, count, lines);
        quotesSeen |= quoteMet;
    }

    /** Takes over the result of a scan with quotes. */
    void finishQuoted(
            long base, int position, int count, int lines, int newAutomaton, long escapes, int newIrregularQuoteAt) {
        escapesSeen |= escapes != 0;
        automaton = newAutomaton;
        irregularQuoteAt = newIrregularQuoteAt;
        finish(base, position, count, lines);
    }

    /** Takes over the result of a count. */
    void finishCount(int position, int count, int lines, int carry) {
        scannedTo = position;
        entryCount = count;
        lineEnds = lines;
        automaton = QuoteCarry.automaton(carry);
    }

    /**
     * Says whether a count went as far as it may.
     *
     * @return false if something irregular is there, or no complete record: a scan has to tell what
     */
    public boolean isCounted(int limit) {
        return lineEnds > 0 && (scannedTo > limit - 64 || lineEnds > maxLineEnds - 64);
    }

    /**
     * Finds the end of the last record of a count, backwards from where it stopped.
     *
     * @param quote the quote, ASCII, or {@link StructureScanner#NO_QUOTE}
     * @return the position after the last line feed outside quotes; there must be one
     */
    public int recordsEnd(long base, int quote) {
        int position = scannedTo;
        long insideAfter = insideQuotes() ? -1 : 0;
        while (true) {
            position -= 64;
            long quotes = quote < 0 ? 0 : Swar.equalMask64(base + position, Swar.broadcast(quote));
            insideAfter ^= -(Long.bitCount(quotes) & 1);
            long inside = Swar.prefixXor(quotes) ^ insideAfter;
            long lineFeeds = Swar.equalMask64(base + position, Swar.broadcast('\n')) & ~inside;
            if (lineFeeds != 0) {
                return position + 64 - Long.numberOfLeadingZeros(lineFeeds);
            }
        }
    }

    private void finish(long base, int position, int count, int lines) {
        scannedTo = position;
        entryCount = count;
        lineEnds = lines;
        cutSurplusRecords(base);
    }

    BlockMasks masks() {
        if (masks == null) {
            masks = new BlockMasks();
        }
        return masks;
    }

    /** Whether a scan can go on. */
    boolean running(int limit) {
        return scannedTo < limit && lineEnds < maxLineEnds && !indexFull() && errorKind == NO_ERROR;
    }

    /**
     * Takes back what a block brought beyond the last wanted record. Kernels look at maxLineEnds once per block, so that at most 63
     * entries are too many.
     */
    private void cutSurplusRecords(long base) {
        if (lineEnds < maxLineEnds) {
            return;
        }
        int entries = entryCount;
        int lines = lineEnds;
        // the last entry may be a delimiter after the wanted line feed: walk back to the line feed that completes the
        // last record
        while (true) {
            boolean lineFeed = UnsafeApi.getByte(base + entry(entries - 1)) == '\n';
            if (lineFeed && lines == maxLineEnds) {
                break;
            }
            lines -= lineFeed ? 1 : 0;
            entries--;
        }
        entryCount = entries;
        lineEnds = maxLineEnds;
        scannedTo = entry(entries - 1) + 1;
        automaton = FIELD_START;
        irregularQuoteAt = -1;
    }
}
