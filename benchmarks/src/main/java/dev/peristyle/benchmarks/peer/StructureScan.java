package dev.peristyle.benchmarks.peer;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.csv.kernel.StructureKernel;
import dev.peristyle.internal.csv.kernel.StructureScanner;
import dev.peristyle.internal.csv.kernel.StructureState;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;

/**
 * What bounds every job from below: the loop that finds where fields and records end, over the whole mapped file, and the
 * copy of the file into a buffer. Nothing is checked, and nothing is made of what is found except the number of rows.
 */
public final class StructureScan {
    /** Records at a time, few enough for the index to stay in the cache. */
    private static final int RECORDS = 3000;

    private static final int INDEX_BYTES = 1 << 18;
    private static final int READABLE_AFTER_END = 64;
    private static final int PAGE = 4096;

    /** More than the records of one time have, so that they are whole in a window. */
    private static final int OVERLAP = 1 << 20;

    /** As much as a reader fills before it looks at it. */
    private static final int FILL = 1 << 17;

    private StructureScan() {}

    static Contender create() {
        return new Contender("structure-scan", () -> {})
                .does(Job.COUNT, file -> Answer.of(countRecords(file, (byte) ',') - 1));
    }

    /**
     * Finds all ends.
     *
     * @param file of less than 2 GB
     * @param delimiter between fields
     * @return the number of records
     * @throws IOException if the file cannot be mapped
     */
    public static long countRecords(Path file, byte delimiter) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                MemoryPool pool = MemoryPool.create("structure scan", MemoryPool.UNLIMITED);
                OffHeapBuffer index = pool.allocate(INDEX_BYTES, "index")) {
            int length = Math.toIntExact(channel.size());
            if (length % PAGE > PAGE - READABLE_AFTER_END) {
                throw new IllegalArgumentException(file + " ends too close to the end of a page");
            }
            MappedByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, length);
            long records = scan(BufferUtil.address(mapped), length, delimiter, index);
            IoUtil.unmap(mapped);
            return records;
        }
    }

    private static long scan(long address, int length, byte delimiter, OffHeapBuffer index) {
        StructureKernel kernel = CsvKernels.structure();
        StructureState state = new StructureState();
        long records = 0;
        int from = 0;
        boolean quotes = false;
        while (from < length) {
            state.start(index.address(), INDEX_BYTES >> 2, from, RECORDS);
            state.quotesSeen = quotes;
            StructureScanner.scan(kernel, address, length, delimiter, '"', state);
            quotes = state.quotesSeen;
            records += state.lineEnds;
            from = state.scannedTo;
        }
        return records;
    }

    /**
     * Reads the file piece by piece into a buffer and finds all ends there, while the bytes are in the cache.
     *
     * @param file to read
     * @param delimiter between fields
     * @return the number of records
     */
    public static long readAndCount(Path file, byte delimiter) {
        StructureKernel kernel = CsvKernels.structure();
        StructureState state = new StructureState();
        InputFile input = InputFile.of(file);
        WindowLayout layout = new WindowLayout(WindowLayout.MAX_STEP, OVERLAP);
        long records = 0;
        boolean quotes = false;
        try (MemoryPool pool = MemoryPool.create("structure scan", MemoryPool.UNLIMITED);
                OffHeapBuffer index = pool.allocate(INDEX_BYTES, "index");
                WindowReader reader = WindowReader.open(WindowMode.READ, input, layout, pool)) {
            long windows = layout.count(input.size());
            int from = 0;
            for (long number = 0; number < windows; number++) {
                Window window = reader.window(number);
                int until = Math.min(layout.step(), window.length());
                while (from < until) {
                    state.start(index.address(), INDEX_BYTES >> 2, from, RECORDS);
                    state.quotesSeen = quotes;
                    int end = from;
                    do {
                        end = Math.min(window.length(), end + FILL);
                        window.fill(end);
                        StructureScanner.scan(kernel, window.address(), end, delimiter, '"', state);
                    } while (state.lineEnds < RECORDS && end < window.length());
                    quotes = state.quotesSeen;
                    records += state.lineEnds;
                    from = state.scannedTo;
                }
                from -= layout.step();
            }
        }
        return records;
    }

    /**
     * Reads the file into a buffer that stays in the cache, and looks at none of it.
     *
     * @param file to read
     * @return its bytes
     */
    public static long readAll(Path file) {
        long bytes = 0;
        InputFile input = InputFile.of(file);
        WindowLayout layout = new WindowLayout(WindowLayout.MAX_STEP, 0);
        try (MemoryPool pool = MemoryPool.create("read", MemoryPool.UNLIMITED);
                WindowReader reader = WindowReader.open(WindowMode.READ, input, layout, pool)) {
            long windows = layout.count(input.size());
            for (long number = 0; number < windows; number++) {
                Window window = reader.window(number);
                for (int end = 0; end < window.length(); ) {
                    end = Math.min(window.length(), end + FILL);
                    window.fill(end);
                }
                bytes += window.length();
            }
        }
        return bytes;
    }
}
