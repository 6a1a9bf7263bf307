package dev.peristyle.internal.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.AppendedStream;
import java.nio.file.Path;
import org.agrona.UnsafeApi;

/** The files of one partition: one after the other, each with a header, until it has so many rows or bytes. Not thread-safe. */
final class PartFile {
    private static final int BUFFER = 1 << 15;
    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private final String partition;
    private final Path folder;
    private final Parts limits;
    private final WriteSettings settings;
    private final byte[] head;
    private final Compression compression;
    private AppendedStream stream;
    private byte[] buffer;
    private int buffered;
    private int number;
    private long rows;
    private long bytes;

    PartFile(
            String partition, Path folder, Parts limits, WriteSettings settings, byte[] head, Compression compression) {
        this.partition = partition;
        this.folder = folder;
        this.limits = limits;
        this.settings = settings;
        this.head = head;
        this.compression = compression;
    }

    String partition() {
        return partition;
    }

    void add(long address, int length) {
        if (rows > 0 && (rows >= limits.maxRows() || bytes + length > limits.maxBytes())) {
            pause();
            number++;
            rows = 0;
            bytes = 0;
        }
        begin();
        long from = address;
        if (rows == 0 && !settings.header()) {
            byte[] quoted = FirstRow.mended(settings, address, length);
            if (quoted != null) {
                write(quoted);
                from += quoted.length - 2;
            }
        }
        rows++;
        bytes += length;
        write(from, (int) (address + length - from));
    }

    /** Opens the file, with its header if it is new. */
    void begin() {
        if (stream == null) {
            buffer = new byte[BUFFER];
            stream = AppendedStream.open(folder.resolve(name()), compression);
            if (bytes == 0) {
                write(head);
                // a file without a header has none before its first row either
                bytes = head.length;
            }
        }
    }

    private String name() {
        String end = switch (compression) {
            case NONE -> "";
            case GZIP -> ".gz";
            case ZSTD -> ".zst";
        };
        return "part-" + number + (settings.lines() == null ? ".csv" : ".txt") + end;
    }

    private void write(byte[] more) {
        for (int done = 0; done < more.length; ) {
            int count = room(more.length - done);
            System.arraycopy(more, done, buffer, buffered, count);
            buffered += count;
            done += count;
        }
    }

    private void write(long address, int length) {
        for (int done = 0; done < length; ) {
            int count = room(length - done);
            UnsafeApi.copyMemory(null, address + done, buffer, BYTES + buffered, count);
            buffered += count;
            done += count;
        }
    }

    /** How many of so many bytes the buffer takes, at least one. */
    private int room(int wanted) {
        if (buffered == BUFFER) {
            flush();
        }
        return Math.min(wanted, BUFFER - buffered);
    }

    private void flush() {
        stream.write(buffer, buffered);
        buffered = 0;
    }

    /** Closes what is open; the next row opens it again. */
    void pause() {
        if (stream != null) {
            AppendedStream ending = stream;
            flush();
            stream = null;
            buffer = null;
            ending.end();
        }
    }

    /** Closes what is open, whatever becomes of what it holds. */
    void discard() {
        if (stream != null) {
            stream.discard();
            stream = null;
            buffer = null;
        }
    }
}
