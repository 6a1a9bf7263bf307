package dev.peristyle.internal.npy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.AddressBuffer;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a deflated file of an archive, one after the other, in memory of a fixed size. As many come as the directory says, with the checksum that it
 * says, or there is an error. Not thread-safe.
 */
final class InflatedArray implements AutoCloseable {
    private static final int INPUT_BYTES = 64 << 10;

    private final FileRanges ranges;
    private final ZipArchive.Entry entry;

    /** What is inflated next, and room for a byte that must not come. */
    private final OffHeapBuffer input;

    private final Inflater inflater = new Inflater(true);
    private final AddressBuffer inputView = new AddressBuffer();
    private final AddressBuffer outputView = new AddressBuffer();
    private final CRC32 sum = new CRC32();
    private long taken;
    private long given;

    InflatedArray(FileRanges ranges, ZipArchive.Entry entry, MemoryPool pool) {
        this.ranges = ranges;
        this.entry = entry;
        try {
            this.input = pool.allocate(INPUT_BYTES + Long.BYTES, "npz: " + ShownText.of(entry.name()));
        } catch (RuntimeException | Error failure) {
            inflater.end();
            throw failure;
        }
    }

    /**
     * Writes the next bytes.
     *
     * @param bytes no more than are left
     */
    void read(long address, int bytes) {
        int done = 0;
        while (done < bytes) {
            int count = inflate(address + done, bytes - done);
            if (count == 0) {
                throw wrong("it ends after " + (given + done) + " bytes of " + entry.size());
            }
            done += count;
        }
        sum.update(outputView.wrap(address, bytes));
        given += bytes;
        if (given == entry.size()) {
            checkEnd();
        }
    }

    /** Bytes that come now, at least one if there are any. */
    private int inflate(long address, int most) {
        try {
            while (true) {
                int count = inflater.inflate(outputView.wrap(address, most));
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw wrong("its bytes are not deflated");
                }
                if (!feed()) {
                    return 0;
                }
            }
        } catch (DataFormatException broken) {
            throw wrong("its bytes are not deflated, or are damaged: " + broken.getMessage());
        }
    }

    private boolean feed() {
        int part = (int) Math.min(INPUT_BYTES, entry.stored() - taken);
        if (part == 0) {
            return false;
        }
        ranges.read(entry.start() + taken, input.address(), part);
        inflater.setInput(inputView.wrap(input.address(), part));
        taken += part;
        return true;
    }

    private void checkEnd() {
        if (!inflater.finished() && inflate(input.address() + INPUT_BYTES, 1) > 0) {
            throw wrong("it has more than the " + entry.size() + " bytes that the directory says");
        }
        if (!inflater.finished()) {
            throw wrong("its deflated bytes do not end: they are cut off or damaged");
        }
        if ((int) sum.getValue() != entry.sum()) {
            throw wrong("its checksum is another than was written: it is damaged");
        }
    }

    private MalformedDataException wrong(String what) {
        String path = ranges.file().path().toString();
        return new MalformedDataException(
                "cannot read " + path + ", file '" + ShownText.of(entry.name()) + "' in it: " + what,
                path,
                -1,
                entry.start(),
                null);
    }

    @Override
    public void close() {
        inflater.end();
        input.close();
    }
}
