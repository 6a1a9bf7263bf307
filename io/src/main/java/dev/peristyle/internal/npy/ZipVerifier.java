package dev.peristyle.internal.npy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.AddressBuffer;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Reads all files of an archive and compares their checksums. */
public final class ZipVerifier {
    private static final int BYTES_AT_ONCE = 1 << 18;

    private ZipVerifier() {}

    /**
     * Verifies an archive.
     *
     * @return its size in bytes
     * @throws dev.peristyle.error.DataAccessException if it cannot be read
     * @throws MalformedDataException if it is no archive, or a checksum is another
     */
    public static long verify(Path file) {
        InputFile input = InputFile.of(file);
        try (MemoryPool pool = MemoryPool.create("verify " + file.getFileName(), 4L * BYTES_AT_ONCE);
                FileRanges ranges = FileRanges.open(WindowMode.READ, input, 0);
                OffHeapBuffer buffer = pool.allocate(BYTES_AT_ONCE, "npz: verify")) {
            for (ZipArchive.Entry entry : ZipArchive.read(ranges)) {
                if (entry.method() == ZipArchive.STORED) {
                    stored(ranges, entry, buffer.address());
                } else {
                    deflated(ranges, entry, buffer.address(), pool);
                }
            }
            input.checkUnchanged();
            return input.size();
        }
    }

    private static void stored(FileRanges ranges, ZipArchive.Entry entry, long buffer) {
        AddressBuffer view = new AddressBuffer();
        CRC32 sum = new CRC32();
        for (long done = 0; done < entry.size(); ) {
            int part = (int) Math.min(BYTES_AT_ONCE, entry.size() - done);
            ranges.read(entry.start() + done, buffer, part);
            sum.update(view.wrap(buffer, part));
            done += part;
        }
        if ((int) sum.getValue() != entry.sum()) {
            String path = ranges.file().path().toString();
            throw new MalformedDataException(
                    path + " is damaged: the checksum of file '" + ShownText.of(entry.name())
                            + "' in it is another than was written. Write it again",
                    path,
                    -1,
                    entry.start(),
                    null);
        }
    }

    private static void deflated(FileRanges ranges, ZipArchive.Entry entry, long buffer, MemoryPool pool) {
        // compares length and checksum when all bytes have come
        try (InflatedArray bytes = new InflatedArray(ranges, entry, pool)) {
            long done = 0;
            do {
                int part = (int) Math.min(BYTES_AT_ONCE, entry.size() - done);
                bytes.read(buffer, part);
                done += part;
            } while (done < entry.size());
        }
    }
}
