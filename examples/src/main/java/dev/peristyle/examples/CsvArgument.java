package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A CSV that a command reads: a file, or standard input where its name is {@code -}. */
final class CsvArgument {

    private static final Path STANDARD_INPUT = Path.of("-");

    private CsvArgument() {}

    static boolean isStandardInput(Path file) {
        return file.equals(STANDARD_INPUT);
    }

    /** With the files that patterns mean in their place; what is the name of a file is none. */
    static List<Path> files(List<Path> names) {
        return names.stream()
                .flatMap(name -> Files.exists(name) || isStandardInput(name)
                        ? Stream.of(name)
                        : Csv.files(name.toString()).stream())
                .toList();
    }

    /** Describes its rows, found out how where commas make no sense. */
    static Pipeline scan(Path file) {
        return isStandardInput(file) ? Csv.scan(System.in) : Csv.scan(file);
    }

    static Pipeline scan(Path file, CsvOptions options) {
        return isStandardInput(file) ? Csv.scan(System.in, options) : Csv.scan(file, options);
    }

    /** As above, of several files one after the other. Standard input stands alone. */
    static Pipeline scan(List<Path> files, CsvOptions options) {
        if (files.size() == 1) {
            return scan(files.get(0), options);
        }
        if (files.stream().anyMatch(CsvArgument::isStandardInput)) {
            throw new IllegalArgumentException(
                    "standard input (-) stands alone: write it to a file to read it among others");
        }
        return Csv.scan(files, options);
    }

    /** The bytes of files, or -1 where one is standard input. */
    static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            if (isStandardInput(file)) {
                return -1;
            }
            bytes += Files.isDirectory(file) ? bytesBelow(file) : Files.size(file);
        }
        return bytes;
    }

    private static long bytesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return bytes(files.filter(Files::isRegularFile).toList());
        }
    }
}
