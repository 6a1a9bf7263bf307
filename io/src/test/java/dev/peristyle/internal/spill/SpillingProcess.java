package dev.peristyle.internal.spill;

import dev.peristyle.csv.Csv;
import dev.peristyle.execution.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that writes the result of each job again and again until somebody ends it; its spill files keep their names. */
final class SpillingProcess {

    private SpillingProcess() {}

    /** Arguments: the input, a directory for outputs, a directory to spill to. Prints a line before each round. */
    public static void main(String[] arguments) throws Exception {
        Path input = Path.of(arguments[0]);
        Path outputs = Path.of(arguments[1]);
        Execution execution = Execution.builder()
                .memoryLimit(SpillingJob.LIMIT)
                .threads(2)
                .temporaryDirectory(Path.of(arguments[2]))
                .build();
        FaultySpillService.during(outputs, new Faults(0), () -> {
            while (true) {
                round(input, outputs, execution);
            }
        });
    }

    private static void round(Path input, Path outputs, Execution execution) throws IOException {
        System.out.println("round");
        for (SpillingJob job : SpillingJob.values()) {
            Path output = outputs.resolve(job + ".csv");
            Files.deleteIfExists(output);
            job.pipeline(input).using(execution).write(Csv.to(output));
        }
    }
}
