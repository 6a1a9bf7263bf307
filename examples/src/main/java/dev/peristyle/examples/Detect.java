package dev.peristyle.examples;

import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvDetection;
import dev.peristyle.csv.CsvDetection.Finding;
import dev.peristyle.schema.Field;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/**
 * Finds out how a CSV is to be read, and a lesson on options that are found instead of written: each decision has a confidence and a reason, so that
 * a program can take what is sure and ask about the rest.
 */
@Command(
        name = "detect",
        description = "Finds the dialect, encoding, header and types of a CSV, with confidence and reasons.")
final class Detect implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A CSV, which may be compressed with gzip or zstd.")
    private Path file;

    @Override
    public Integer call() {
        CsvDetection found = Csv.detect(file);
        System.out.print(decisions(found));
        System.out.println();
        System.out.print(columns(found));
        System.out.println();
        System.out.println(Terminal.printable(found.toCode()));
        System.out.flush();
        return ExitCode.OK;
    }

    private static TextTable decisions(CsvDetection found) {
        TextTable table = new TextTable(
                new String[] {"decision", "value", "confidence", "reason"}, new boolean[] {false, false, true, false});
        for (Finding finding : found.findings()) {
            table.add(
                    finding.decision().toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Terminal.printable(finding.value()),
                    String.format(Locale.ROOT, "%.2f", finding.confidence()),
                    Terminal.printable(finding.reason()));
        }
        return table;
    }

    private static TextTable columns(CsvDetection found) {
        TextTable table = new TextTable(new String[] {"column", "type"}, new boolean[] {false, false});
        for (Field field : found.schema().fields()) {
            table.add(Terminal.printable(field.name()), field.type().toString());
        }
        return table;
    }
}
