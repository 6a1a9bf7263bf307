package dev.peristyle.examples;

import dev.peristyle.execution.Execution;
import dev.peristyle.execution.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a generated file of any size in fixed memory: a few blocks are in the making on the threads of the run, one is
 * being written, in order. The bytes do not depend on the number of threads.
 *
 * <p>The file appears under its name when it is whole: until then it is called {@code NAME.part}, and on any failure it
 * is removed.
 */
final class BlockFileWriter {

    private final BlockSource source;
    private final Execution execution;
    private long rows;
    private long bytes;

    BlockFileWriter(BlockSource source, Execution execution) {
        this.source = source;
        this.execution = execution;
    }

    /** Writes the file. Returns after it has its name. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ExecutorService makers = Executors.newFixedThreadPool(execution.threads());
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                drain(makers, out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            makers.shutdownNow();
            Files.deleteIfExists(part);
        }
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    private void drain(ExecutorService makers, OutputStream out) throws IOException {
        long start = System.nanoTime();
        long blockCount = source.blockCount();
        ArrayDeque<Future<MadeBlock>> pending = new ArrayDeque<>();
        ArrayDeque<ByteBlock> idle = new ArrayDeque<>();
        for (int count = 0; count < execution.threads() + 1; count++) {
            idle.add(new ByteBlock());
        }
        long submitted = 0;
        for (long written = 0; written < blockCount; written++) {
            while (submitted < blockCount && !idle.isEmpty()) {
                long block = submitted++;
                ByteBlock target = idle.remove();
                pending.add(makers.submit(() -> make(block, target)));
            }
            MadeBlock made = await(pending.remove());
            execution.cancellation().check();
            made.content().writeTo(out);
            rows += made.rows();
            bytes += made.content().size();
            idle.add(made.content());
            report(written + 1, blockCount, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private MadeBlock make(long block, ByteBlock target) {
        target.clear();
        return new MadeBlock(target, source.fill(block, target));
    }

    private static MadeBlock await(Future<MadeBlock> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the file was written", exception);
        } catch (ExecutionException exception) {
            throw new IOException("a block could not be generated: " + exception.getCause(), exception.getCause());
        }
    }

    /** The final size is not known before the end; the blocks that are done tell it well enough for a progress bar. */
    private void report(long done, long blockCount, Duration elapsed) {
        long expected = done == blockCount ? bytes : (long) (bytes * ((double) blockCount / done));
        execution.progress().update(new Progress(bytes, expected, rows, elapsed));
    }

    private record MadeBlock(ByteBlock content, long rows) {}
}
