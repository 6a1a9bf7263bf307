package dev.peristyle.internal.csv.kernel;

import static dev.peristyle.internal.csv.kernel.Swar.prefixXor;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The structure scan on vectors of 512 or twice 256 bits: a comparison and a mask per pattern and 64 bytes. All that happens with the masks
 * is what {@link ScalarStructureKernel} does.
 */
final class VectorStructureKernel implements StructureKernel {
    private static final boolean WIDE = VectorMemory.BITS >= 512;
    private static final VectorSpecies<Byte> SPECIES = WIDE ? ByteVector.SPECIES_512 : ByteVector.SPECIES_256;

    VectorStructureKernel() {}

    @Override
    public String name() {
        return WIDE ? "vector 512" : "vector 256";
    }

    @Override
    public void scanPlain(long base, int limit, byte delimiter, int quote, StructureState state) {
        ByteVector delimiters = ByteVector.broadcast(SPECIES, delimiter);
        ByteVector lineFeeds = ByteVector.broadcast(SPECIES, (byte) '\n');
        ByteVector quotes = ByteVector.broadcast(SPECIES, quote < 0 ? (byte) '\n' : (byte) quote);
        long quoteBits = quote < 0 ? 0 : -1;
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
            long valid = -1L >>> (64 - length);
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
            ByteVector upper = WIDE
                    ? bytes
                    : ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address + 32, VectorMemory.ORDER);
            long quoteMask = bytes.eq(quotes).toLong();
            long delimiterMask = bytes.eq(delimiters).toLong();
            long lineFeedMask = bytes.eq(lineFeeds).toLong();
            if (!WIDE) {
                quoteMask |= upper.eq(quotes).toLong() << 32;
                delimiterMask |= upper.eq(delimiters).toLong() << 32;
                lineFeedMask |= upper.eq(lineFeeds).toLong() << 32;
            }
            if ((quoteMask & valid & quoteBits) != 0) {
                quoteMet = true;
                break;
            }
            lineFeedMask &= valid;
            long separators = (delimiterMask & valid) | lineFeedMask;
            int entries = Long.bitCount(separators);
            write(index + ((long) count << 2), position, separators, entries);
            count += entries;
            lines += Long.bitCount(lineFeedMask);
            position += length;
        }
        state.finishPlain(base, position, count, lines, delimiter, quoteMet);
    }

    @Override
    public void scanQuoted(long base, int limit, byte delimiter, byte quote, StructureState state) {
        ByteVector delimiters = ByteVector.broadcast(SPECIES, delimiter);
        ByteVector lineFeeds = ByteVector.broadcast(SPECIES, (byte) '\n');
        ByteVector quotes = ByteVector.broadcast(SPECIES, quote);
        ByteVector carriageReturns = ByteVector.broadcast(SPECIES, (byte) '\r');
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
            long valid = -1L >>> (64 - length);
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
            ByteVector upper = WIDE
                    ? bytes
                    : ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address + 32, VectorMemory.ORDER);
            long quoteMask = bytes.eq(quotes).toLong();
            long delimiterMask = bytes.eq(delimiters).toLong();
            long lineFeedMask = bytes.eq(lineFeeds).toLong();
            if (!WIDE) {
                quoteMask |= upper.eq(quotes).toLong() << 32;
                delimiterMask |= upper.eq(delimiters).toLong() << 32;
                lineFeedMask |= upper.eq(lineFeeds).toLong() << 32;
            }
            quoteMask &= valid;
            long lineFeedsOutside;
            long separators;
            int nextCarry;
            if ((quoteMask | (carry & ~QuoteCarry.FIELD_START)) == 0) {
                // most blocks of most files: no quote in it, and none in front of it that matters
                lineFeedsOutside = lineFeedMask & valid;
                separators = (delimiterMask & valid) | lineFeedsOutside;
                nextCarry = QuoteCarry.next(0, separators, 0, length);
            } else {
                long inside = prefixXor(quoteMask) ^ -(carry & 1);
                long outside = valid & ~inside;
                lineFeedsOutside = lineFeedMask & outside;
                separators = (delimiterMask & outside) | lineFeedsOutside;
                long closing = quoteMask & ~inside;
                escapes |= QuoteCarry.escapes(closing, quoteMask, carry);
                long suspects = valid
                        & QuoteCarry.suspects(
                                quoteMask & inside, closing, separators, quoteMask, lineFeedsOutside, carry);
                nextCarry = QuoteCarry.next(inside, separators, closing, length);
                if (suspects != 0) {
                    long returnMask = bytes.eq(carriageReturns).toLong();
                    if (!WIDE) {
                        returnMask |= upper.eq(carriageReturns).toLong() << 32;
                    }
                    long returns = QuoteCarry.returnsAfterQuotes(closing, valid & returnMask, carry);
                    long irregular = valid & QuoteCarry.irregular(suspects, returns, lineFeedsOutside, carry);
                    if (irregular != 0) {
                        irregularAt = position + Long.numberOfTrailingZeros(irregular);
                        break;
                    }
                    nextCarry |= (int) ((returns >>> (length - 1)) & 1) << 3;
                }
            }
            int entries = Long.bitCount(separators);
            write(index + ((long) count << 2), position, separators, entries);
            count += entries;
            lines += Long.bitCount(lineFeedsOutside);
            position += length;
            carry = nextCarry;
        }
        state.finishQuoted(base, position, count, lines, QuoteCarry.automaton(carry), escapes, irregularAt);
    }

    private static void write(long out, int position, long mask, int count) {
        if (CompressedEntries.FAST) {
            CompressedEntries.write(out, position, mask, count);
        } else {
            IndexEntries.write(out, position, mask, count);
        }
    }
}
