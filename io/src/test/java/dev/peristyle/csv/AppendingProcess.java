package dev.peristyle.csv;

import java.nio.file.Path;

/** Adds the rows of a CSV to another again and again, until it is killed; a line for each time that it has done so. */
final class AppendingProcess {

    private AppendingProcess() {}

    /** The CSV to read, then the one to add to. */
    public static void main(String[] args) {
        CsvWriteOptions options = CsvWriteOptions.builder().append().build();
        while (true) {
            Csv.scan(Path.of(args[0])).write(Csv.to(Path.of(args[1]), options));
            System.out.println("appended");
        }
    }
}
