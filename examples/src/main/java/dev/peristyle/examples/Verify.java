package dev.peristyle.examples;

import dev.peristyle.columnfile.ColumnFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares the checksums of a column file, and a lesson on errors: they name the file, the place and what to do. */
@Command(name = "verify", description = "Checks every bit of a column file that this library has written.")
final class Verify implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A column file (.arrow).")
    private Path file;

    @Override
    public Integer call() {
        System.out.printf(Locale.ROOT, "%s: %,d bytes as they were written%n", file, ColumnFile.verify(file));
        return 0;
    }
}
