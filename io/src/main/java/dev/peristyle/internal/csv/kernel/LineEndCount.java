package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/** Counts line ends of raw memory. */
public final class LineEndCount {
    private LineEndCount() {}

    /**
     * Counts what completes a line, as {@link LineEnds#completes} says it.
     *
     * @param from first byte
     * @param to after the last one
     * @param before the byte before the first one
     */
    public static long of(LineEnds lineEnds, long from, long to, byte before) {
        return lineEnds == LineEnds.LINE_FEED || lineEnds == LineEnds.LINE_FEED_OR_BOTH
                ? feeds(from, to)
                : others(lineEnds, from, to, before);
    }

    private static long feeds(long from, long to) {
        long pattern = Swar.broadcast('\n');
        long lines = 0;
        long address = from;
        for (; address + Long.BYTES <= to; address += Long.BYTES) {
            lines += Long.bitCount(~Swar.differs(UnsafeApi.getLong(address), pattern) & Swar.HIGH_BITS);
        }
        for (; address < to; address++) {
            lines += UnsafeApi.getByte(address) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static long others(LineEnds lineEnds, long from, long to, byte before) {
        byte last = before;
        long lines = 0;
        for (long address = from; address < to; address++) {
            byte current = UnsafeApi.getByte(address);
            lines += lineEnds.completes(last, current) ? 1 : 0;
            last = current;
        }
        return lines;
    }
}
