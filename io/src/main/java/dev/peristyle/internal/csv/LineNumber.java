package dev.peristyle.internal.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds the line of a position when somebody wants to know, so that reading need not count lines. */
final class LineNumber {
    private static final int BLOCK = 1 << 16;

    private LineNumber() {}

    /** The 1-based physical line of a byte, or -1 if the file can no longer be read. */
    static long of(Path file, long offset) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long line = 1;
            long position = 0;
            while (position < offset) {
                block.clear().limit((int) Math.min(BLOCK, offset - position));
                int count = channel.read(block, position);
                if (count < 0) {
                    return -1;
                }
                for (int index = 0; index < count; index++) {
                    line += block.get(index) == '\n' ? 1 : 0;
                }
                position += count;
            }
            return line;
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
