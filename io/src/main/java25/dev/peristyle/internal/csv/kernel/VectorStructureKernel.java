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
            ByteVector bytes = load(address);
            ByteVector upper = WIDE ? bytes : load(address + 32);
            if ((mask(bytes, upper, quotes) & valid & quoteBits) != 0) {
                quoteMet = true;
                break;
            }
            long lineFeedMask = mask(bytes, upper, lineFeeds) & valid;
            long separators = (mask(bytes, upper, delimiters) & valid) | lineFeedMask;
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
            ByteVector bytes = load(address);
            ByteVector upper = WIDE ? bytes : load(address + 32);
            long quoteMask = mask(bytes, upper, quotes) & valid;
            long inside = prefixXor(quoteMask) ^ -(carry & 1);
            long outside = valid & ~inside;
            long lineFeedsOutside = mask(bytes, upper, lineFeeds) & outside;
            long separators = (mask(bytes, upper, delimiters) & outside) | lineFeedsOutside;
            long closing = quoteMask & ~inside;
            escapes |= QuoteCarry.escapes(closing, quoteMask, carry);
            long suspects = valid
                    & QuoteCarry.suspects(quoteMask & inside, closing, separators, quoteMask, lineFeedsOutside, carry);
            int nextCarry = QuoteCarry.next(inside, separators, closing, length);
            if (suspects != 0) {
                long returns =
                        QuoteCarry.returnsAfterQuotes(closing, valid & mask(bytes, upper, carriageReturns), carry);
                long irregular = valid & QuoteCarry.irregular(suspects, returns, lineFeedsOutside, carry);
                if (irregular != 0) {
                    irregularAt = position + Long.numberOfTrailingZeros(irregular);
                    break;
                }
                nextCarry |= (int) ((returns >>> (length - 1)) & 1) << 3;
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

    private static ByteVector load(long address) {
        return ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
    }

    private static long mask(ByteVector bytes, ByteVector upper, ByteVector pattern) {
        long mask = bytes.eq(pattern).toLong();
        return WIDE ? mask : mask | (upper.eq(pattern).toLong() << 32);
    }

    private static void write(long out, int position, long mask, int count) {
        if (CompressedEntries.FAST) {
            CompressedEntries.write(out, position, mask, count);
        } else {
            IndexEntries.write(out, position, mask, count);
        }
    }
}
