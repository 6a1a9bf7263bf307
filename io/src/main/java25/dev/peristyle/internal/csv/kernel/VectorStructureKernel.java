package dev.peristyle.internal.csv.kernel;

import static dev.peristyle.internal.csv.kernel.Swar.prefixXor;
import static org.agrona.UnsafeApi.getByte;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The structure scan with vectors of 512 or twice 256 bits: a comparison and a mask per pattern and 64 bytes. What happens with the masks
 * is what {@link ScalarStructureKernel} does. The loops go over whole blocks, and what they carry is little enough for registers: of the
 * block before only its separators, from which the rest is made where a quote is met. The bytes after the last whole block are left to
 * {@link ExactStructureScanner}.
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
        long out = state.indexAddress + ((long) state.entryCount << 2);
        long lastOut = state.indexAddress + ((long) state.indexCapacity - StructureState.RESERVE << 2);
        int maxLineEnds = state.maxLineEnds;
        int lines = state.lineEnds;
        ByteVector seen = ByteVector.zero(SPECIES);
        long address = base + state.scannedTo;
        long end = address + ((limit - state.scannedTo) & -64);
        boolean quoteMet = false;
        while (address < end && out <= lastOut && lines < maxLineEnds) {
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
            long quoteMask = bytes.eq(quotes).toLong();
            long delimiterMask = bytes.eq(delimiters).toLong();
            long lineFeedMask = bytes.eq(lineFeeds).toLong();
            seen = seen.or(bytes);
            if (!WIDE) {
                ByteVector upper =
                        ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address + 32, VectorMemory.ORDER);
                quoteMask |= upper.eq(quotes).toLong() << 32;
                delimiterMask |= upper.eq(delimiters).toLong() << 32;
                lineFeedMask |= upper.eq(lineFeeds).toLong() << 32;
                seen = seen.or(upper);
            }
            if ((quoteMask & quoteBits) != 0) {
                quoteMet = true;
                break;
            }
            long separators = delimiterMask | lineFeedMask;
            int entries = Long.bitCount(separators);
            write(out, (int) (address - base), separators, entries);
            out += (long) entries << 2;
            lines += Long.bitCount(lineFeedMask);
            address += 64;
        }
        int count = (int) (out - state.indexAddress >>> 2);
        state.nonAsciiSeen |= seen.lt((byte) 0).anyTrue();
        state.finishPlain(base, (int) (address - base), count, lines, delimiter, quoteMet);
        if (!quoteMet && state.running(limit) && limit - state.scannedTo < 64) {
            state.quotesSeen = quote >= 0 && hasByte(base + state.scannedTo, limit - state.scannedTo, (byte) quote);
            if (!state.quotesSeen) {
                ExactStructureScanner.scanRest(base, limit, delimiter, StructureScanner.NO_QUOTE, state);
            }
        }
    }

    private static boolean hasByte(long address, int length, byte value) {
        for (int i = 0; i < length; i++) {
            if (getByte(address + i) == value) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void scanQuoted(long base, int limit, byte delimiter, byte quote, StructureState state) {
        ByteVector delimiters = ByteVector.broadcast(SPECIES, delimiter);
        ByteVector lineFeeds = ByteVector.broadcast(SPECIES, (byte) '\n');
        ByteVector quotes = ByteVector.broadcast(SPECIES, quote);
        long out = state.indexAddress + ((long) state.entryCount << 2);
        long lastOut = state.indexAddress + ((long) state.indexCapacity - StructureState.RESERVE << 2);
        int maxLineEnds = state.maxLineEnds;
        int lines = state.lineEnds;
        int carry = QuoteCarry.of(state.automaton);
        long before = (carry & QuoteCarry.FIELD_START) != 0 ? -1 : 0;
        carry &= ~QuoteCarry.FIELD_START;
        ByteVector seen = ByteVector.zero(SPECIES);
        long address = base + state.scannedTo;
        long end = address + ((limit - state.scannedTo) & -64);
        int irregularAt = -1;
        long escapes = 0;
        while (address < end && out <= lastOut && lines < maxLineEnds) {
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
            long quoteMask = bytes.eq(quotes).toLong();
            long delimiterMask = bytes.eq(delimiters).toLong();
            long lineFeedMask = bytes.eq(lineFeeds).toLong();
            seen = seen.or(bytes);
            if (!WIDE) {
                ByteVector upper =
                        ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address + 32, VectorMemory.ORDER);
                quoteMask |= upper.eq(quotes).toLong() << 32;
                delimiterMask |= upper.eq(delimiters).toLong() << 32;
                lineFeedMask |= upper.eq(lineFeeds).toLong() << 32;
                seen = seen.or(upper);
            }
            long separators = delimiterMask | lineFeedMask;
            long nextBefore = separators;
            int nextCarry = 0;
            // most blocks of most files: no quote in it, and none before it that matters
            if ((quoteMask | carry) != 0) {
                int carried = carry | ((int) (before >>> 63) << 1);
                long inside = prefixXor(quoteMask) ^ -(carry & 1);
                long closing = quoteMask & ~inside;
                lineFeedMask &= ~inside;
                separators &= ~inside;
                escapes |= QuoteCarry.escapes(closing, quoteMask, carried);
                nextBefore = separators | closing;
                nextCarry = QuoteCarry.next(inside, 0, closing, 64) & ~QuoteCarry.FIELD_START;
                long suspects =
                        QuoteCarry.suspects(quoteMask & inside, closing, separators, quoteMask, lineFeedMask, carried);
                if (suspects != 0) {
                    long returns = QuoteCarry.returnsAfterQuotes(
                            closing, Swar.equalMask64(address, Swar.broadcast('\r')), carried);
                    long irregular = QuoteCarry.irregular(suspects, returns, lineFeedMask, carried);
                    if (irregular != 0) {
                        irregularAt = (int) (address - base) + Long.numberOfTrailingZeros(irregular);
                        break;
                    }
                    nextCarry |= (int) (returns >>> 63) << 3;
                }
            }
            int entries = Long.bitCount(separators);
            write(out, (int) (address - base), separators, entries);
            out += (long) entries << 2;
            lines += Long.bitCount(lineFeedMask);
            carry = nextCarry;
            before = nextBefore;
            address += 64;
        }
        carry |= (int) (before >>> 63) << 1;
        int count = (int) (out - state.indexAddress >>> 2);
        int automaton = QuoteCarry.automaton(carry);
        state.nonAsciiSeen |= seen.lt((byte) 0).anyTrue();
        state.finishQuoted(base, (int) (address - base), count, lines, automaton, escapes, irregularAt);
        if (state.irregularQuoteAt < 0 && state.running(limit) && limit - state.scannedTo < 64) {
            ExactStructureScanner.scanRest(base, limit, delimiter, quote, state);
        }
    }

    /**
     * The line feeds of 64 bytes must be the separators after which a whole number of records ends: bits at that distance are laid onto
     * the places of the separators, by one instruction of the processor, and compared with the line feeds.
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
        // delimiters before the next line feed
        int front = columns - 1 - (state.entryCount - lines * columns);
        int carry = QuoteCarry.of(state.automaton);
        long before = (carry & QuoteCarry.FIELD_START) != 0 ? -1 : 0;
        carry &= ~QuoteCarry.FIELD_START;
        ByteVector seen = ByteVector.zero(SPECIES);
        long address = base + state.scannedTo;
        long end = address + ((limit - state.scannedTo) & -64);
        while (address < end && lines <= lastStart) {
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address, VectorMemory.ORDER);
            long quoteMask = bytes.eq(quotes).toLong();
            long delimiterMask = bytes.eq(delimiters).toLong();
            long lineFeedMask = bytes.eq(lineFeeds).toLong();
            seen = seen.or(bytes);
            if (!WIDE) {
                ByteVector upper =
                        ByteVector.fromMemorySegment(SPECIES, VectorMemory.ALL, address + 32, VectorMemory.ORDER);
                quoteMask |= upper.eq(quotes).toLong() << 32;
                delimiterMask |= upper.eq(delimiters).toLong() << 32;
                lineFeedMask |= upper.eq(lineFeeds).toLong() << 32;
                seen = seen.or(upper);
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
        state.nonAsciiSeen |= seen.lt((byte) 0).anyTrue();
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
