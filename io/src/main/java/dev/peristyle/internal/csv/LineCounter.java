package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.LineEnds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Numbers the lines of ascending positions: each part of a file is looked through once, decoded where it has to be. Not thread-safe. */
final class LineCounter implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final LineEnds lineEnds;
    private final byte[] block = new byte[BLOCK];
    private CsvFile file;
    private InputStream text;
    private long position;
    private long line;
    private byte before;

    LineCounter(LineEnds lineEnds) {
        this.lineEnds = lineEnds;
    }

    /** The 1-based physical line of a byte of the text, or -1 if the file can no longer be read. */
    long lineOf(CsvFile wanted, long offset) {
        try {
            if (wanted != file || offset < position) {
                open(wanted);
            }
            while (position < offset) {
                int count = text.read(block, 0, (int) Math.min(BLOCK, offset - position));
                if (count < 0) {
                    return -1;
                }
                look(count);
                position += count;
            }
            return line;
        } catch (IOException unreadable) {
            return -1;
        }
    }

    /**
     * Writes how far it has counted: i32 the number of the file, or -1, and then i64 the position, i64 the line and i8 the byte before.
     *
     * @param files the dataset
     */
    void write(DataOutput target, List<CsvFile> files) throws IOException {
        target.writeInt(files.indexOf(file));
        if (file != null) {
            target.writeLong(position);
            target.writeLong(line);
            target.writeByte(before);
        }
    }

    /** Goes on from what another process has written. */
    void goOn(DataInput source, List<CsvFile> files) throws IOException {
        int number = source.readInt();
        if (number < 0) {
            return;
        }
        long counted = source.readLong();
        long reached = source.readLong();
        byte last = source.readByte();
        try {
            open(files.get(number));
            text.skipNBytes(counted);
        } catch (IOException unreadable) {
            // it is looked through from its beginning again, or not at all
            close();
            return;
        }
        position = counted;
        line = reached;
        before = last;
    }

    private void open(CsvFile wanted) throws IOException {
        close();
        InputStream bytes = wanted.input.open();
        try {
            text = wanted.decoding == null ? bytes : wanted.decoding.open(bytes);
        } catch (IOException | RuntimeException failure) {
            bytes.close();
            throw failure;
        }
        file = wanted;
        position = 0;
        line = 1;
        before = 0;
    }

    private void look(int count) {
        byte last = before;
        long lines = 0;
        for (int index = 0; index < count; index++) {
            byte current = block[index];
            lines += lineEnds.completes(last, current) ? 1 : 0;
            last = current;
        }
        line += lines;
        before = last;
    }

    @Override
    public void close() {
        file = null;
        if (text != null) {
            try {
                text.close();
            } catch (IOException unimportant) {
                // it was only read
            }
            text = null;
        }
    }
}
