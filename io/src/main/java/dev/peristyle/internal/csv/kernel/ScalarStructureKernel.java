package dev.peristyle.internal.csv.kernel;

import static dev.peristyle.internal.csv.kernel.Swar.HIGH_BITS;
import static dev.peristyle.internal.csv.kernel.Swar.broadcast;
import static dev.peristyle.internal.csv.kernel.Swar.differs;
import static dev.peristyle.internal.csv.kernel.Swar.equalMask64;
import static dev.peristyle.internal.csv.kernel.Swar.gather;
import static dev.peristyle.internal.csv.kernel.Swar.prefixXor;

import org.agrona.UnsafeApi;

/** The structure scan on plain longs, eight bytes at a time. It is the specification of the vector form. */
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
        // without a quote the third comparison stays, against a pattern that occurs anyway, and its answer is masked
        // away
        long quotes = quote < 0 ? lineFeeds : broadcast(quote);
        long quoteBits = quote < 0 ? 0 : HIGH_BITS;
        long index = state.indexAddress;
        int lastStart = state.indexCapacity - StructureState.RESERVE;
        int maxLineEnds = state.maxLineEnds;
        int position = state.scannedTo;
        int count = state.entryCount;
        int lines = state.lineEnds;
        boolean quoteMet = false;
        while (position < limit && count <= lastStart && lines < maxLineEnds) {
            long address = base + position;
            int length = Math.min(64, limit - position);
            long mask = 0;
            long lineFeedBits = 0;
            long noQuote = HIGH_BITS;
            // unrolled by the compiler: a constant trip count of eight
            for (int word = 0; word < 8; word++) {
                long bytes = UnsafeApi.getLong(address + (word << 3));
                long notDelimiter = differs(bytes, delimiters);
                long notLineFeed = differs(bytes, lineFeeds);
                noQuote &= differs(bytes, quotes);
                mask |= gather(~(notDelimiter & notLineFeed) & HIGH_BITS) << (word << 3);
                // in transposed order, good for counting only
                lineFeedBits |= (~notLineFeed & HIGH_BITS) >>> word;
            }
            if (length < 64) {
                long valid = -1L >>> (64 - length);
                mask &= valid;
                lineFeedBits = equalMask64(address, lineFeeds) & valid;
                noQuote = (equalMask64(address, quotes) & valid) == 0 ? HIGH_BITS : 0;
            }
            if ((~noQuote & quoteBits) != 0) {
                quoteMet = true;
                break;
            }
            int entries = Long.bitCount(mask);
            IndexEntries.write(index + ((long) count << 2), position, mask, entries);
            count += entries;
            lines += Long.bitCount(lineFeedBits);
            position += length;
        }
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
        while (position < limit && count <= lastStart && lines < maxLineEnds) {
            long address = base + position;
            int length = Math.min(64, limit - position);
            long separatorMask = 0;
            long lineFeedMask = 0;
            long quoteMask = 0;
            for (int word = 0; word < 8; word++) {
                long bytes = UnsafeApi.getLong(address + (word << 3));
                long notDelimiter = differs(bytes, delimiters);
                long notLineFeed = differs(bytes, lineFeeds);
                separatorMask |= gather(~(notDelimiter & notLineFeed) & HIGH_BITS) << (word << 3);
                lineFeedMask |= gather(~notLineFeed & HIGH_BITS) << (word << 3);
                quoteMask |= gather(~differs(bytes, quotes) & HIGH_BITS) << (word << 3);
            }
            long valid = -1L >>> (64 - length);
            quoteMask &= valid;
            long inside = prefixXor(quoteMask) ^ -(carry & 1);
            long outside = valid & ~inside;
            long separators = separatorMask & outside;
            long lineFeedsOutside = lineFeedMask & outside;
            long closing = quoteMask & ~inside;
            escapes |= QuoteCarry.escapes(closing, quoteMask, carry);
            long suspects = valid
                    & QuoteCarry.suspects(quoteMask & inside, closing, separators, quoteMask, lineFeedsOutside, carry);
            int nextCarry = QuoteCarry.next(inside, separators, closing, length);
            if (suspects != 0) {
                long returns =
                        QuoteCarry.returnsAfterQuotes(closing, valid & equalMask64(address, broadcast('\r')), carry);
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
            lines += Long.bitCount(lineFeedsOutside);
            position += length;
            carry = nextCarry;
        }
        state.finishQuoted(base, position, count, lines, QuoteCarry.automaton(carry), escapes, irregularAt);
    }
}
