package dev.peristyle.internal.engine;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.spi.SavedPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * How far a run has come.
 *
 * <pre>
 *   i64 magic | i32 version | name of the job | text of the job | u8 complete | i64 rows | i32 operators, each i32 number, i64 position
 *   | bytes of the source | bytes of the sink
 *   | the checkpoint before in the same form, if the sink has to tell which of the two counts, else nothing | i32 CRC-32C of all before
 * </pre>
 *
 * Texts and bytes have their length before them, as an i32.
 *
 * @param name what files of the job have in their names
 * @param job what the run does, which has to be the same when it goes on
 * @param isComplete whether all rows are written, so that nothing is left but to give outputs their names
 * @param rows that were written
 * @param positions what operators that count rows have counted, by their numbers
 * @param source where the source goes on; empty if nothing was begun that could be gone on with
 * @param sink where the sink goes on; empty with the source
 * @param before the checkpoint that counts if the sink has not come to this one; null if this one does in any case
 */
record CheckpointState(
        String name,
        String job,
        boolean isComplete,
        long rows,
        Map<Integer, Long> positions,
        byte[] source,
        byte[] sink,
        CheckpointState before) {

    private static final long MAGIC = 0x5045524953544350L;
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;

    /** A job of which nothing is there yet, or perhaps files with its name in theirs, which nobody needs. */
    static CheckpointState begin(String name, String job) {
        return new CheckpointState(name, job, false, 0, Map.of(), new byte[0], new byte[0], null);
    }

    /** Whether there is something to go on with. */
    boolean isBegun() {
        return source.length > 0;
    }

    /** Where the source goes on. */
    SavedPosition ofSource() {
        return new SavedPosition(source, isComplete);
    }

    /** Where the sink goes on. */
    SavedPosition ofSink() {
        return new SavedPosition(sink, isComplete);
    }

    /** The same after another one. */
    CheckpointState after(CheckpointState other) {
        return new CheckpointState(name, job, isComplete, rows, positions, source, sink, other);
    }

    byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream target = new DataOutputStream(bytes)) {
            target.writeLong(MAGIC);
            target.writeInt(VERSION);
            write(target, name.getBytes(StandardCharsets.UTF_8));
            write(target, job.getBytes(StandardCharsets.UTF_8));
            target.writeBoolean(isComplete);
            target.writeLong(rows);
            target.writeInt(positions.size());
            for (Map.Entry<Integer, Long> each : positions.entrySet()) {
                target.writeInt(each.getKey());
                target.writeLong(each.getValue());
            }
            write(target, source);
            write(target, sink);
            write(target, before == null ? new byte[0] : before.after(null).encoded());
            byte[] content = bytes.toByteArray();
            target.writeInt(checksum(content, content.length));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream target, byte[] bytes) throws IOException {
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    /**
     * Reads what was encoded.
     *
     * @param place where it was, for messages
     * @throws DataAccessException if it is anything else
     */
    static CheckpointState decoded(byte[] bytes, String place) {
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (bytes.length < 2 * Long.BYTES || source.readLong() != MAGIC) {
                throw new DataAccessException(
                        place + " is no checkpoint. Name another file, or, if it was one, delete it to begin anew");
            }
            int version = source.readInt();
            if (version != VERSION) {
                throw broken(place, "is a checkpoint of version " + version + ", and this library knows " + VERSION);
            }
            int length = bytes.length - CHECKSUM_BYTES;
            try (DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES))) {
                if (end.readInt() != checksum(bytes, length)) {
                    throw broken(place, "is damaged: its checksum is wrong");
                }
            }
            String name = new String(read(source), StandardCharsets.UTF_8);
            String job = new String(read(source), StandardCharsets.UTF_8);
            boolean complete = source.readBoolean();
            long rows = source.readLong();
            Map<Integer, Long> positions = new TreeMap<>();
            for (int left = source.readInt(); left > 0; left--) {
                int number = source.readInt();
                positions.put(number, source.readLong());
            }
            byte[] input = read(source);
            byte[] output = read(source);
            byte[] before = read(source);
            return new CheckpointState(
                    name,
                    job,
                    complete,
                    rows,
                    positions,
                    input,
                    output,
                    before.length == 0 ? null : decoded(before, place));
        } catch (IOException impossible) {
            // the checksum is right
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] read(DataInputStream source) throws IOException {
        return source.readNBytes(source.readInt());
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    private static DataAccessException broken(String place, String what) {
        return new DataAccessException(place + " " + what + ". Nothing can go on from it: delete it to begin anew");
    }
}
