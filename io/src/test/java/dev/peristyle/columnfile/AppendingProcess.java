package dev.peristyle.columnfile;

import dev.peristyle.csv.Csv;
import java.nio.file.Path;

/** Adds the rows of a CSV to a column file again and again, until it is killed; a line for each time that it has done so. */
final class AppendingProcess {

    private AppendingProcess() {}

    /** The CSV, then the column file. */
    public static void main(String[] args) {
        while (true) {
            Csv.scan(Path.of(args[0])).write(ColumnFile.append(Path.of(args[1])));
            System.out.println("appended");
        }
    }
}
