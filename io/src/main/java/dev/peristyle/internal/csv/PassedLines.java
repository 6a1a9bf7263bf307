package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.LineEndCount;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.file.PassedText;
import org.agrona.UnsafeApi;

/** Counts the lines of a stream as it passes, because nobody can look through it a second time. Not thread-safe. */
final class PassedLines implements PassedText {
    private final LineEnds lineEnds;
    private long address;
    private long offset;
    private long gone;
    private byte before;

    PassedLines(LineEnds lineEnds) {
        this.lineEnds = lineEnds;
    }

    @Override
    public void shown(long textAddress, long textOffset) {
        address = textAddress;
        offset = textOffset;
    }

    @Override
    public void leaving(int bytes) {
        gone += LineEndCount.of(lineEnds, address, address + bytes, before);
        before = UnsafeApi.getByte(address + bytes - 1);
        address += bytes;
        offset += bytes;
    }

    /** The 1-based physical line of a byte of what is at hand, or -1 if it has gone. */
    long lineOf(long wanted) {
        return wanted < offset
                ? -1
                : 1 + gone + LineEndCount.of(lineEnds, address, address + (wanted - offset), before);
    }
}
