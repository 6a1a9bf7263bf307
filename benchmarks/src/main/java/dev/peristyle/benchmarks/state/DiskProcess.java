package dev.peristyle.benchmarks.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The program that writes the bytes of a file once and reads them once: what a sort that spills has to do at least. */
final class DiskProcess {
    private static final int BLOCK = 1 << 20;

    private DiskProcess() {}

    /**
     * Does it.
     *
     * @param arguments the file, and the name of its copy, which is brought to the disk before it is read
     * @throws IOException if that fails
     */
    public static void main(String[] arguments) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        try (FileChannel source = FileChannel.open(Path.of(arguments[0]));
                FileChannel copy = FileChannel.open(
                        Path.of(arguments[1]),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            while (source.read(block) >= 0) {
                block.flip();
                while (block.hasRemaining()) {
                    copy.write(block);
                }
                block.clear();
            }
            copy.force(true);
            copy.position(0);
            while (copy.read(block) >= 0) {
                block.clear();
            }
        }
    }
}
