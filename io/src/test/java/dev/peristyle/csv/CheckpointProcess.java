package dev.peristyle.csv;

import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.execution.Execution;
import java.nio.file.Path;
import java.util.List;

/** A process that writes the result of a job with a checkpoint, or the rest of it. */
final class CheckpointProcess {

    static final int EVERY_ROWS = 3_000;

    private CheckpointProcess() {}

    /** Arguments: the job, the input, the output, the file for rejects, the checkpoint, the number of threads. Prints a line at the start and one at the end. */
    public static void main(String[] arguments) {
        Path input = Path.of(arguments[1]);
        Path output = Path.of(arguments[2]);
        Execution execution = Execution.builder()
                .threads(Integer.parseInt(arguments[5]))
                .report(report -> System.out.println("read " + report.bytesRead()))
                .build();
        System.out.println("begun");
        CheckpointJob.valueOf(arguments[0])
                .pipeline(List.of(input), options(Path.of(arguments[3])))
                .using(execution)
                .write(
                        output.toString().endsWith(".csv") ? Csv.to(output) : ColumnFile.to(output),
                        Checkpoint.at(Path.of(arguments[4])).everyRows(EVERY_ROWS));
    }

    static CsvOptions options(Path rejects) {
        return CheckpointJob.typed(CsvOptions.builder())
                .windowSize(64 << 10)
                .maximumRecordSize(16 << 10)
                .badRows(BadRows.rejectTo(rejects))
                .build();
    }
}
