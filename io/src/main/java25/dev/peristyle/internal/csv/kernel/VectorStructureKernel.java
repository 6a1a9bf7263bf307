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

    /**
     * The line feeds of 64 bytes must be the separators behind which a whole number of records ends: bits at that distance are laid onto
     * the places of the separators, by one instruction of the processor, and compared with the line feeds. What the loop carries is little
     * enough for registers: of the block before only its separators, from which the rest is made where a quote is met.
     */
    @Override
    public void count(long base, int limit, byte delimiter, int quote, int columns, StructureState state) {
        ByteVector delimiters = ByteVector.broadcast(SPECIES, delimiter);
        ByteVector lineFeeds = ByteVector.broadcast(SPECIES, (byte) '\n');
        ByteVector quotes = ByteVector.broadcast(SPECIES, quote < 0 ? (byte) '\n' : (byte) quote);
        long quoteBits = quote < 0 ? 0 : -1;
        long everyRecord = 0;
        for (int bit = 0; bit < 64; bit += columns) {
            everyRecord |= 1L << bit;
        }
        int lastStart = state.maxLineEnds - 64;
        int lines = state.lineEnds;
        // delimiters in front of the next line feed
        int front = columns - 1 - (state.entryCount - lines * columns);
        int carry = QuoteCarry.of(state.automaton);
        long before = (carry & QuoteCarry.FIELD_START) != 0 ? -1 : 0;
        carry &= ~QuoteCarry.FIELD_START;
        long address = base + state.scannedTo;
        long end = address + ((limit - state.scannedTo) & -64);
        while (address < end && lines <= lastStart) {
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
            long quoteMask = bytes.eq(quotes).toLong();
            long delimiterMask = bytes.eq(delimiters).toLong();
            long lineFeedMask = bytes.eq(lineFeeds).toLong();
            if (!WIDE) {
                ByteVector upper =
                        ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address + 32, VectorMemory.ORDER);
                quoteMask |= upper.eq(quotes).toLong() << 32;
                delimiterMask |= upper.eq(delimiters).toLong() << 32;
                lineFeedMask |= upper.eq(lineFeeds).toLong() << 32;
            }
            quoteMask &= quoteBits;
            long separators = delimiterMask | lineFeedMask;
            long nextBefore = separators;
            int nextCarry = 0;
            if ((quoteMask | carry) != 0) {
                int carried = carry | ((int) (before >>> 63) << 1);
                long inside = prefixXor(quoteMask) ^ -(carry & 1);
                long closing = quoteMask & ~inside;
                lineFeedMask &= ~inside;
                separators &= ~inside;
                nextBefore = separators | closing;
                nextCarry = QuoteCarry.next(inside, 0, closing, 64) & ~QuoteCarry.FIELD_START;
                long suspects =
                        QuoteCarry.suspects(quoteMask & inside, closing, separators, quoteMask, lineFeedMask, carried);
                if (suspects != 0) {
                    long returns = QuoteCarry.returnsAfterQuotes(
                            closing, Swar.equalMask64(address, Swar.broadcast('\r')), carried);
                    if (QuoteCarry.irregular(suspects, returns, lineFeedMask, carried) != 0) {
                        break;
                    }
                    nextCarry |= (int) (returns >>> 63) << 3;
                }
            }
            if (Long.expand(everyRecord << front, separators) != lineFeedMask) {
                break;
            }
            int blockLines = Long.bitCount(lineFeedMask);
            lines += blockLines;
            front += blockLines * columns - Long.bitCount(separators);
            carry = nextCarry;
            before = nextBefore;
            address += 64;
        }
        carry |= (int) (before >>> 63) << 1;
        state.finishCount((int) (address - base), lines * columns + columns - 1 - front, lines, carry);
    }

    private static void write(long out, int position, long mask, int count) {
        if (CompressedEntries.FAST) {
            CompressedEntries.write(out, position, mask, count);
        } else {
            IndexEntries.write(out, position, mask, count);
        }
    }
}
