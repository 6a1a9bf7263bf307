package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A file of any kind that a command looks at. Where the end of its name says nothing, text is meant. */
final class InputOptions {

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A column file (.arrow) or a directory of them, a column stream (.arrows), an array of NumPy (.npy) or several (.npz), records of one width (.bin),"
                            + " or else a CSV; - for a CSV or a column stream on standard input.")
    private Path file;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT.json",
            description = "What the records of a file .bin are, as JSON: byteOrder, recordLength, fields.")
    private Path layout;

    Path file() {
        return file;
    }

    /**
     * Describes the rows of the file.
     *
     * @param read how a CSV is read
     * @param badRows what becomes of records of it that are wrong
     */
    Pipeline scan(CsvReadFlags read, BadRowOptions badRows) throws IOException {
        FileFormat format = format();
        if (format == FileFormat.CSV) {
            return CsvArgument.scan(file, read.options(badRows.policy()));
        }
        read.refuseUnlessCsv(false, file);
        return format.scan(file, layout);
    }

    private FileFormat format() throws IOException {
        if (CsvArgument.isStandardInput(file) || Files.isDirectory(file)) {
            return FileFormat.ofInput(file);
        }
        return Stream.of(FileFormat.values())
                .filter(format -> format.isOf(file))
                .findFirst()
                .orElse(FileFormat.CSV);
    }
}
