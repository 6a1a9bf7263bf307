package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * By what a later process knows the files again that were read up to a place: their sizes, when they were last written, and of the one that
 * was being read checksums of its beginning and of what is before the place. Where they are and what they are called does not matter.
 *
 * <pre>
 *   i32 files, each i64 size, i64 nanoseconds of the last change | i32 the file that was being read, or -1
 *   | i64 place in it | i32 CRC-32C of its beginning | i32 CRC-32C of what is before the place
 * </pre>
 */
public final class InputVersion {

    private static final int CHECKED_BYTES = 1 << 16;
    private static final int NONE = -1;

    private InputVersion() {}

    /**
     * Notes files.
     *
     * @param file which of them was being read, from 0; -1 for none
     * @param place the first byte of it that was not read
     * @throws DataAccessException if it cannot be read
     */
    public static void write(DataOutput target, List<InputFile> files, int file, long place) throws IOException {
        target.writeInt(files.size());
        for (InputFile each : files) {
            target.writeLong(each.size());
            target.writeLong(nanos(each));
        }
        target.writeInt(file);
        if (file != NONE) {
            target.writeLong(place);
            target.writeInt(beginning(files.get(file)));
            target.writeInt(before(files.get(file), place));
        }
    }

    private static long nanos(InputFile file) {
        return file.modified() == null ? 0 : file.modified().to(TimeUnit.NANOSECONDS);
    }

    /**
     * Compares files with what was noted.
     *
     * @param files as they are now
     * @throws DataAccessException if they are not the same, or cannot be read
     */
    public static void check(DataInput saved, List<InputFile> files) throws IOException {
        int count = saved.readInt();
        if (count != files.size()) {
            throw new DataAccessException("cannot go on: the input was " + count + " files with something in them, and"
                    + " is " + files.size() + " now. Give the same files, or delete the checkpoint to begin anew");
        }
        for (InputFile each : files) {
            long size = saved.readLong();
            long modified = saved.readLong();
            if (each.size() != size) {
                throw changed(each, "it had " + size + " bytes and has " + each.size() + " now");
            }
            if (nanos(each) != modified) {
                throw changed(each, "it was written to, at " + each.modified());
            }
        }
        int reading = saved.readInt();
        if (reading != NONE) {
            InputFile file = files.get(reading);
            long place = saved.readLong();
            boolean isSame = saved.readInt() == beginning(file);
            if (saved.readInt() != before(file, place) || !isSame) {
                throw changed(file, "it has other bytes");
            }
        }
    }

    private static DataAccessException changed(InputFile file, String how) {
        return new DataAccessException("cannot go on: " + file.path() + " has changed since the checkpoint was made: "
                + how + ". Give the file that was read then, or delete the checkpoint to begin anew");
    }

    private static int beginning(InputFile file) {
        return checksum(file, 0, Math.min(CHECKED_BYTES, file.size()));
    }

    private static int before(InputFile file, long place) {
        return checksum(file, Math.max(0, place - CHECKED_BYTES), place);
    }

    private static int checksum(InputFile file, long from, long to) {
        ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new EOFException("it has become shorter");
                }
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.flip());
        return (int) sum.getValue();
    }
}
