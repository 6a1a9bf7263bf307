package dev.peristyle.internal.csv.kernel;

import static dev.peristyle.internal.csv.kernel.Swar.broadcast;
import static dev.peristyle.internal.csv.kernel.Swar.equalMask64;
import static dev.peristyle.internal.csv.kernel.Swar.prefixXor;
import static org.agrona.UnsafeApi.getByte;

/**
 * The structure scan on plain longs. It is the specification of the vector form. The comparisons are done for a block at once, by
 * {@link BlockMasks}; then the masks of 64 bytes are taken one by one, and where there is no quote nothing is done but to write their bits.
 */
public final class ScalarStructureKernel implements StructureKernel {

    /** Creates the kernel; it has no state. */
    public ScalarStructureKernel() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void scanPlain(long base, int limit, byte delimiter, int quote, StructureState state) {
        long delimiters = broadcast(delimiter);
        long lineFeeds = broadcast('\n');
        // without a quote the third comparison stays, against a pattern that occurs anyway
        long quotes = quote < 0 ? lineFeeds : broadcast(quote);
        long index = state.indexAddress;
        int lastStart = state.indexCapacity - StructureState.RESERVE;
        int maxLineEnds = state.maxLineEnds;
        int position = state.scannedTo;
        int count = state.entryCount;
        int lines = state.lineEnds;
        boolean quoteMet = false;
        BlockMasks masks = state.masks();
        long[] separatorMasks = masks.separators;
        while (position < limit && count <= lastStart && lines < maxLineEnds && !quoteMet) {
            int blockEnd = Math.min(limit, position + BlockMasks.BYTES);
            masks.fill(base + position, blockEnd - position, delimiters, lineFeeds, quotes);
            // the line feeds of the block are counted at once, unless the last wanted record may end in it
            boolean counted = lines + masks.lineFeeds < maxLineEnds;
            lines += counted ? masks.lineFeeds : 0;
            int firstQuoted = quote < 0 ? BlockMasks.GROUPS : masks.nextQuoted(0);
            int group = 0;
            int fastEnd = counted ? Math.min(firstQuoted, (blockEnd - position) >> 6) : 0;
            long written = IndexEntries.writeMasks(index, count, lastStart, position, separatorMasks, group, fastEnd);
            group = (int) (written >>> 32);
            count = (int) written;
            position += group << 6;
            while (position < blockEnd && count <= lastStart && lines < maxLineEnds) {
                long address = base + position;
                int length = Math.min(64, blockEnd - position);
                long valid = -1L >>> (64 - length);
                if (group >= firstQuoted && (equalMask64(address, quotes) & valid) != 0) {
                    quoteMet = true;
                    break;
                }
                long mask = separatorMasks[group] & valid;
                int entries = Long.bitCount(mask);
                IndexEntries.write(index + ((long) count << 2), position, mask, entries);
                count += entries;
                lines += counted ? 0 : Long.bitCount(equalMask64(address, lineFeeds) & valid);
                position += length;
                group++;
            }
            if (counted) {
                lines -= BlockMasks.lineFeedsBetween(base + position, base + blockEnd, lineFeeds);
            }
        }
        state.nonAsciiSeen |= masks.takeNonAscii();
        state.finishPlain(base, position, count, lines, delimiter, quoteMet);
    }

    @Override
    public void scanQuoted(long base, int limit, byte delimiter, byte quote, StructureState state) {
        long delimiters = broadcast(delimiter);
        long lineFeeds = broadcast('\n');
        long quotes = broadcast(quote);
        long index = state.indexAddress;
        int lastStart = state.indexCapacity - StructureState.RESERVE;
        int maxLineEnds = state.maxLineEnds;
        int position = state.scannedTo;
        int count = state.entryCount;
        int lines = state.lineEnds;
        int carry = QuoteCarry.of(state.automaton);
        int irregularAt = -1;
        long escapes = 0;
        BlockMasks masks = state.masks();
        long[] separatorMasks = masks.separators;
        while (position < limit && count <= lastStart && lines < maxLineEnds && irregularAt < 0) {
            int blockEnd = Math.min(limit, position + BlockMasks.BYTES);
            masks.fill(base + position, blockEnd - position, delimiters, lineFeeds, quotes);
            // the line feeds of the block are counted at once, those inside quotes too, unless the last wanted
            // record may end in it
            boolean counted = lines + masks.lineFeeds < maxLineEnds;
            lines += counted ? masks.lineFeeds : 0;
            int fastLimit = counted ? (blockEnd - position) >> 6 : 0;
            int group = 0;
            while (position < blockEnd && count <= lastStart && lines < maxLineEnds) {
                int nextQuoted = masks.nextQuoted(group);
                if ((carry & ~QuoteCarry.FIELD_START) == 0) {
                    // where no quote is open and none comes, nothing but separators counts
                    int fastEnd = Math.min(nextQuoted, fastLimit);
                    int fastStart = group;
                    long written =
                            IndexEntries.writeMasks(index, count, lastStart, position, separatorMasks, group, fastEnd);
                    group = (int) (written >>> 32);
                    count = (int) written;
                    position += (group - fastStart) << 6;
                    if (group > fastStart) {
                        carry = (int) (separatorMasks[group - 1] >>> 63) << 1;
                        continue;
                    }
                }
                long address = base + position;
                int length = Math.min(64, blockEnd - position);
                long valid = -1L >>> (64 - length);
                long lineFeedMask = equalMask64(address, lineFeeds) & valid;
                long quoteMask = group == nextQuoted ? equalMask64(address, quotes) & valid : 0;
                long inside = prefixXor(quoteMask) ^ -(carry & 1);
                long outside = valid & ~inside;
                long separators = separatorMasks[group] & outside;
                long lineFeedsOutside = lineFeedMask & outside;
                long closing = quoteMask & ~inside;
                escapes |= QuoteCarry.escapes(closing, quoteMask, carry);
                long suspects = valid
                        & QuoteCarry.suspects(
                                quoteMask & inside, closing, separators, quoteMask, lineFeedsOutside, carry);
                int nextCarry = QuoteCarry.next(inside, separators, closing, length);
                if (suspects != 0) {
                    long returns = QuoteCarry.returnsAfterQuotes(
                            closing, valid & equalMask64(address, broadcast('\r')), carry);
                    long irregular = valid & QuoteCarry.irregular(suspects, returns, lineFeedsOutside, carry);
                    if (irregular != 0) {
                        irregularAt = position + Long.numberOfTrailingZeros(irregular);
                        break;
                    }
                    nextCarry |= (int) ((returns >>> (length - 1)) & 1) << 3;
                }
                int entries = Long.bitCount(separators);
                IndexEntries.write(index + ((long) count << 2), position, separators, entries);
                count += entries;
                lines += counted ? -Long.bitCount(lineFeedMask & inside) : Long.bitCount(lineFeedsOutside);
                position += length;
                carry = nextCarry;
                group++;
            }
            if (counted) {
                lines -= BlockMasks.lineFeedsBetween(base + position, base + blockEnd, lineFeeds);
            }
        }
        state.nonAsciiSeen |= masks.takeNonAscii();
        state.finishQuoted(base, position, count, lines, QuoteCarry.automaton(carry), escapes, irregularAt);
    }

    /** Looks at each separator after which a record must end, and at the end of a block whether there were other line feeds outside quotes. */
    @Override
    public void count(long base, int limit, byte delimiter, int quote, int columns, StructureState state) {
        long delimiters = broadcast(delimiter);
        long lineFeeds = broadcast('\n');
        long quotes = quote < 0 ? lineFeeds : broadcast(quote);
        int lastStart = state.maxLineEnds - 64;
        int position = state.scannedTo;
        int end = position + ((limit - position) & -64);
        int count = state.entryCount;
        int lines = state.lineEnds;
        int carry = QuoteCarry.of(state.automaton);
        BlockMasks masks = state.masks();
        boolean regular = true;
        while (position < end && lines <= lastStart && regular) {
            int start = position;
            int startCount = count;
            int startLines = lines;
            int startCarry = carry;
            int quotedLines = 0;
            int blockEnd = Math.min(end, position + BlockMasks.BYTES);
            masks.fill(base + position, blockEnd - position, delimiters, lineFeeds, quotes);
            int group = 0;
            while (position < blockEnd && lines <= lastStart && regular) {
                long address = base + position;
                long separators = masks.separators[group];
                boolean quoted = quote >= 0 && masks.nextQuoted(group) == group;
                if (!quoted && (carry & ~QuoteCarry.FIELD_START) == 0) {
                    carry = QuoteCarry.next(0, separators, 0, 64);
                } else {
                    long quoteMask = quoted ? equalMask64(address, quotes) : 0;
                    long lineFeedMask = equalMask64(address, lineFeeds);
                    long inside = prefixXor(quoteMask) ^ -(carry & 1);
                    long closing = quoteMask & ~inside;
                    separators &= ~inside;
                    quotedLines += Long.bitCount(lineFeedMask & inside);
                    int nextCarry = QuoteCarry.next(inside, separators, closing, 64);
                    long suspects = QuoteCarry.suspects(
                            quoteMask & inside, closing, separators, quoteMask, lineFeedMask & ~inside, carry);
                    if (suspects != 0) {
                        long returns =
                                QuoteCarry.returnsAfterQuotes(closing, equalMask64(address, broadcast('\r')), carry);
                        regular = QuoteCarry.irregular(suspects, returns, lineFeedMask & ~inside, carry) == 0;
                        nextCarry |= (int) (returns >>> 63) << 3;
                    }
                    carry = nextCarry;
                }
                int entries = Long.bitCount(separators);
                // delimiters before the next line feed
                int front = columns - 1 - (count - lines * columns);
                count += entries;
                while (front < entries) {
                    for (int i = 0; i < front; i++) {
                        separators &= separators - 1;
                    }
                    regular &= getByte(address + Long.numberOfTrailingZeros(separators)) == '\n';
                    separators &= separators - 1;
                    lines++;
                    entries -= front + 1;
                    front = columns - 1;
                }
                position += 64;
                group++;
            }
            int after = BlockMasks.lineFeedsBetween(base + position, base + blockEnd, lineFeeds);
            regular &= lines - startLines + quotedLines == masks.lineFeeds - after;
            if (!regular) {
                position = start;
                count = startCount;
                lines = startLines;
                carry = startCarry;
            }
        }
        state.nonAsciiSeen |= masks.takeNonAscii();
        state.finishCount(position, count, lines, carry);
    }
}
