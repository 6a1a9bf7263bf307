package dev.peristyle.csv;

import dev.peristyle.execution.Execution;
import dev.peristyle.file.Parts;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Writes parts of a CSV and stops in the middle until it is killed. */
final class WaitingParts {

    private WaitingParts() {}

    /** The CSV, then the directory. */
    public static void main(String[] args) {
        Execution execution = Execution.builder()
                .progress(progress -> {
                    System.out.println("writing");
                    System.out.flush();
                    while (true) {
                        LockSupport.parkNanos(Long.MAX_VALUE);
                    }
                })
                .build();
        Csv.scan(Path.of(args[0]))
                .using(execution)
                .write(Csv.toDirectory(Path.of(args[1]), Parts.by("country"), CsvWriteOptions.defaults()));
    }
}
