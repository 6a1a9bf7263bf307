package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.InputVersion;
import dev.peristyle.spi.SavedPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How far the files of a dataset were read, as bytes from which another process goes on.
 *
 * <pre>
 *   the files, see {@link InputVersion} | i64 place in the dataset | what was known of bad records, see {@link BadRowLog}
 * </pre>
 */
final class CsvPosition {

    private CsvPosition() {}

    /** The bytes for a place at which a record begins, or the end of the dataset. */
    static byte[] write(List<CsvFile> files, long place, BadRowLog badRows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream target = new DataOutputStream(bytes)) {
            int file = fileAt(files, place);
            InputVersion.write(target, inputs(files), file, file < 0 ? 0 : place - files.get(file).base);
            target.writeLong(place);
            if (badRows != null) {
                badRows.write(target);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Goes on from a place.
     *
     * @throws dev.peristyle.error.DataAccessException if the files are not the same
     */
    static void goOn(CsvScan scan, SavedPosition saved) {
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(saved.state()))) {
            InputVersion.check(source, inputs(scan.files));
            long place = source.readLong();
            int file = fileAt(scan.files, place);
            int split = file < 0 || place == end(scan.files)
                    ? scan.splitCount()
                    : splitAt(scan.files.get(file), place, scan.layout.step());
            scan.goOn(split, place);
            if (scan.badRows != null) {
                scan.badRows.goOn(source, split, place, saved.isComplete());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A split has the rows that begin after its first byte, up to that of the next one; the first split also those that begin there. */
    private static int splitAt(CsvFile file, long place, int step) {
        return (int) (file.firstSplit + Math.max(0, (place - file.base - 1) / step));
    }

    private static long end(List<CsvFile> files) {
        CsvFile last = files.get(files.size() - 1);
        return last.base + last.input.size();
    }

    private static int fileAt(List<CsvFile> files, long place) {
        int file = files.size() - 1;
        while (file >= 0 && files.get(file).base > place) {
            file--;
        }
        return file;
    }

    private static List<InputFile> inputs(List<CsvFile> files) {
        return files.stream().map(file -> file.input).toList();
    }
}
