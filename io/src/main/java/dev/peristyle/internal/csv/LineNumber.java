package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.file.Decoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds the line of a position when somebody wants to know, so that reading need not count lines. */
final class LineNumber {
    private static final int BLOCK = 1 << 16;

    private LineNumber() {}

    /** The 1-based physical line of a byte of the text, or -1 if the file can no longer be read. */
    static long of(CsvFile file, long offset, LineEnds lineEnds) {
        return file.decoding == null
                ? of(file.input.path(), offset, lineEnds)
                : of(file.input.path(), file.decoding, offset, lineEnds);
    }

    private static long of(Path file, Decoding decoding, long offset, LineEnds lineEnds) {
        try (InputStream text = decoding.open(Files.newInputStream(file))) {
            byte[] block = new byte[BLOCK];
            long line = 1;
            long position = 0;
            byte before = 0;
            while (position < offset) {
                int count = text.read(block, 0, (int) Math.min(BLOCK, offset - position));
                if (count < 0) {
                    return -1;
                }
                for (int index = 0; index < count; index++) {
                    line += lineEnds.completes(before, block[index]) ? 1 : 0;
                    before = block[index];
                }
                position += count;
            }
            return line;
        } catch (IOException unreadable) {
            return -1;
        }
    }

    private static long of(Path file, long offset, LineEnds lineEnds) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long line = 1;
            long position = 0;
            byte before = 0;
            while (position < offset) {
                block.clear().limit((int) Math.min(BLOCK, offset - position));
                int count = channel.read(block, position);
                if (count < 0) {
                    return -1;
                }
                for (int index = 0; index < count; index++) {
                    byte current = block.get(index);
                    line += lineEnds.completes(before, current) ? 1 : 0;
                    before = current;
                }
                position += count;
            }
            return line;
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
