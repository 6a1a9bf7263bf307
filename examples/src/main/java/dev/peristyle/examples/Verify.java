package dev.peristyle.examples;

import dev.peristyle.column.ChunkIterator;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.columnfile.ColumnStream;
import dev.peristyle.npy.Npz;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Compares the checksums of a column file or of an archive of NumPy, and a lesson on errors: they name the file, the place and what to do. A column stream has none: all of it is
 * read, which finds what is cut off and what is not as the format says.
 */
@Command(
        name = "verify",
        description =
                "Checks every bit of a column file that this library has written, and of the arrays in a .npz, and that a column stream is whole.")
final class Verify implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "A column file (.arrow), a column stream (.arrows) or arrays of NumPy (.npz).")
    private Path file;

    @Override
    public Integer call() {
        if (FileFormat.ARROWS.isOf(file)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d rows up to the mark of the end; streams have no checksums%n",
                    file,
                    readAll());
            return 0;
        }
        long bytes = FileFormat.NPZ.isOf(file) ? Npz.verify(file) : ColumnFile.verify(file);
        System.out.printf(Locale.ROOT, "%s: %,d bytes as they were written%n", file, bytes);
        return 0;
    }

    private long readAll() {
        long rows = 0;
        try (ChunkIterator chunks = ColumnStream.scan(file).chunks()) {
            while (chunks.next()) {
                rows += chunks.chunk().rowCount();
            }
        }
        return rows;
    }
}
