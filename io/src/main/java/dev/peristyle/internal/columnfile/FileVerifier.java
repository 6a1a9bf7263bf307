package dev.peristyle.internal.columnfile;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Reads all of a file and compares the checksums that are in it. Checksums are over buffers with their padding, and buffers lie one after
 * the other, so that there is no byte that none of them is over, but for those of which it is known what they are. Not thread-safe.
 */
public final class FileVerifier implements AutoCloseable {
    private static final int BYTES_AT_ONCE = 1 << 18;

    /** Where a run that writes has memory for other things too. */
    private static final int FEW_BYTES_AT_ONCE = 1 << 16;

    private final FileRanges ranges;
    private final FileMetadata metadata;
    private final Checksums checksums = new Checksums();
    private final OffHeapBuffer buffer;

    /** Up to where the file was checked. */
    private long position;

    private FileVerifier(FileMetadata metadata, FileRanges ranges, MemoryPool pool, int bytesAtOnce) {
        this.ranges = ranges;
        this.metadata = metadata;
        this.buffer = pool.allocate(bytesAtOnce, "column file: verify");
    }

    /**
     * Verifies a file.
     *
     * @return its size in bytes
     * @throws dev.peristyle.error.DataAccessException if it cannot be read
     * @throws dev.peristyle.error.MalformedDataException if a checksum is another, or if it has none
     */
    public static long verify(Path file) {
        return verify(file, () -> {});
    }

    /**
     * Verifies a file.
     *
     * @param check called before each batch, so that it can cancel this
     * @return its size in bytes
     */
    static long verify(Path file, Runnable check) {
        InputFile input = InputFile.of(file);
        try (MemoryPool pool = MemoryPool.create("verify " + file.getFileName(), 4L * BYTES_AT_ONCE);
                FileRanges ranges = FileRanges.open(WindowMode.READ, input, 0);
                FileVerifier verifier = new FileVerifier(FileMetadata.read(ranges), ranges, pool, BYTES_AT_ONCE)) {
            verifier.verify(check);
            input.checkUnchanged();
            return input.size();
        }
    }

    /**
     * Verifies the dictionaries of a file of ours alone.
     *
     * @param pool has 64 KB meanwhile
     * @throws dev.peristyle.error.MalformedDataException if a checksum is another
     */
    static void verifyDictionaries(FileMetadata metadata, FileRanges ranges, MemoryPool pool) {
        try (FileVerifier verifier = new FileVerifier(metadata, ranges, pool, FEW_BYTES_AT_ONCE)) {
            verifier.position = AppendedDictionaries.start(metadata);
            verifier.dictionaries();
        }
    }

    private void verify(Runnable check) {
        if (metadata.sums() == null) {
            throw BrokenFile.at(
                    path(), metadata.footerStart(), " has no checksums: it was not written by ColumnFile.to(file)");
        }
        List<ArrowMessages.Place> batches = metadata.batches();
        long end = metadata.footerStart() - FileLayout.END_BYTES;
        long first = batches.isEmpty()
                ? AppendedDictionaries.start(metadata)
                : batches.get(0).offset();
        check("its beginning", first, ByteBuffer.wrap(metadata.sums()).getInt());
        for (int number = 0; number < batches.size(); number++) {
            check.run();
            batch(number, batches.get(number));
        }
        dictionaries();
        byte[] marker = ranges.read(position, (int) Math.min(BYTES_AT_ONCE, metadata.footerStart() - position));
        if (position != end || ByteBuffer.wrap(marker).getLong() != (long) FileLayout.CONTINUATION << Integer.SIZE) {
            throw broken("the marker of the end");
        }
    }

    private void dictionaries() {
        for (int number = 0; number < metadata.dictionaries().size(); number++) {
            dictionary(number, metadata.dictionaries().get(number));
        }
    }

    private void batch(int number, ArrowMessages.Place place) {
        if (place.offset() != position) {
            throw broken("where batch " + number + " is");
        }
        check("the metadata of batch " + number, place.metadata(), metadata.sum(number, 0));
        BatchLayout layout = BatchLayout.read(ranges, metadata.columns(), number, place, BatchLayout.NO_SUM);
        buffers(layout, metadata.columns(), at -> metadata.sum(number, at));
    }

    private void dictionary(int number, ArrowMessages.Place place) {
        if (place.offset() != position) {
            throw broken("where dictionary batch " + number + " is");
        }
        check("the metadata of dictionary batch " + number, place.metadata(), metadata.sumOfDictionary(number, 0));
        BatchLayout.OfDictionary message = BatchLayout.readDictionary(ranges, number, place);
        ColumnPlan values = metadata.columns().stream()
                .filter(plan -> plan.hasDictionary() && plan.dictionary() == message.id())
                .findFirst()
                .orElseThrow(() -> broken("whose values dictionary batch " + number + " has"))
                .dictionaryValues();
        BatchLayout layout = BatchLayout.ofDictionary(ranges.file(), number, place, message, values);
        buffers(layout, List.of(values), at -> metadata.sumOfDictionary(number, at));
    }

    /** Goes over the buffers of a batch. */
    private void buffers(BatchLayout layout, List<ColumnPlan> plans, IntUnaryOperator sums) {
        int next = 1;
        for (int column = 0; column < plans.size(); column++) {
            BatchColumnLayout buffers = layout.columns().get(column);
            String name = "column '" + plans.get(column).name() + "' of " + layout.name();
            for (int at = 0; at < buffers.offsets().length; at++) {
                if (buffers.offsets()[at] != position) {
                    throw broken("where a buffer of " + name + " is");
                }
                check("buffer " + at + " of " + name, FileLayout.padded(buffers.lengths()[at]), sums.applyAsInt(next));
                next++;
            }
        }
        if (position
                != layout.place().offset()
                        + layout.place().metadata()
                        + layout.place().body()) {
            throw broken("the end of " + layout.name());
        }
    }

    /** Goes over so many bytes, which have to be in the file. */
    private void check(String what, long bytes, int sum) {
        if (bytes < 0 || bytes > metadata.footerStart() - position) {
            throw broken(what);
        }
        checksums.begin();
        for (long done = 0; done < bytes; ) {
            int part = (int) Math.min(buffer.capacity(), bytes - done);
            ranges.read(position + done, buffer.address(), part);
            checksums.add(buffer.address(), part);
            done += part;
        }
        if (checksums.value() != sum) {
            throw broken("the checksum of " + what);
        }
        position += bytes;
    }

    private RuntimeException broken(String what) {
        return BrokenFile.at(
                path(),
                position,
                " is damaged at byte " + position + ": " + what + " is not what was written. Write the file again");
    }

    private Path path() {
        return metadata.file().path();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
