package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.HeldRanges;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that passes once: what is needed of the body of a message is held, the rest is gone. */
final class PassingInput implements MessageInput {
    /** Gaps between stretches are held too if they are not longer than this. */
    private static final long MAX_GAP = 512;

    private final InputFile file;
    private final InputStream in;

    /** Null while only the beginning is looked at. */
    private final HeldRanges held;

    private final boolean requiresEnd;
    private long position;

    /** @param requiresEnd whether it must not go on after the mark; it is waited for then */
    PassingInput(InputFile file, InputStream in, HeldRanges held, boolean requiresEnd) {
        this.file = file;
        this.in = in;
        this.held = held;
        this.requiresEnd = requiresEnd;
    }

    @Override
    public InputFile file() {
        return file;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public byte[] read(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            position += bytes.length;
            return bytes;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public boolean moveTo(long target) {
        try {
            position += held.pass(in, target - position);
            return position == target;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public boolean goesOnAfter(long place) {
        return requiresEnd && read(1).length > 0;
    }

    /**
     * Holds some buffers of the body that comes next, until those of another one are.
     *
     * @param stretches their offsets and lengths one after the other, in any order; all of them in the body
     * @return false if the input ends before the last of them
     */
    boolean hold(long[][] stretches) {
        long[][] sorted = stretches.clone();
        Arrays.sort(sorted, (one, other) -> Long.compare(one[0], other[0]));
        int count = 0;
        long bytes = 0;
        for (long[] stretch : sorted) {
            long end = stretch[0] + stretch[1];
            long[] last = count == 0 ? null : sorted[count - 1];
            if (last != null && stretch[0] - last[1] <= MAX_GAP) {
                bytes += Math.max(0, end - last[1]);
                last[1] = Math.max(last[1], end);
            } else {
                sorted[count++] = new long[] {stretch[0], end};
                bytes += stretch[1];
            }
        }
        held.begin(bytes);
        for (int at = 0; at < count; at++) {
            if (!moveTo(sorted[at][0]) || !hold(sorted[at][1])) {
                return false;
            }
        }
        return true;
    }

    private boolean hold(long end) {
        try {
            position += held.hold(in, position, end - position);
            return position == end;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private DataAccessException failed(IOException failure) {
        return FileErrors.reading(file.path(), failure);
    }
}
