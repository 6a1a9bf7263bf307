package dev.peristyle.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes {@code report.md} and {@code report.svg} from the JSON that JMH wrote. To be run on the machine that measured,
 * because JMH does not write which it was.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar report target/benchmark-results.json --out DIRECTORY</pre>
 */
public final class ReportCommand {
    private static final String USAGE = "Usage: report RESULTS.json... --out DIRECTORY";

    private ReportCommand() {}

    /**
     * Reads results and writes the report.
     *
     * @param arguments one or more files, {@code --out} and a directory
     * @throws IOException if a file cannot be read or written
     */
    public static void run(List<String> arguments) throws IOException {
        int option = arguments.indexOf("--out");
        if (option < 1 || option != arguments.size() - 2) {
            throw new IllegalArgumentException(USAGE);
        }
        List<Measured> measured = new ArrayList<>();
        List<String> facts = new ArrayList<>(List.of(Machine.describe()));
        for (String file : arguments.subList(0, option)) {
            JmhResults results = JmhResults.read(Path.of(file));
            measured.addAll(results.measured());
            results.environments().stream()
                    .filter(each -> !facts.contains(each))
                    .forEach(facts::add);
        }
        write(measured, false, "Benchmark results", facts, Path.of(arguments.get(option + 1)));
    }

    /**
     * Writes a report.
     *
     * @param measured what was measured
     * @param paired whether the samples of equal number were taken one right after the other
     * @param title of the page
     * @param facts machine, JDK, flags and the like, the machine first
     * @param directory where to, made if it is missing
     * @throws IOException if a file cannot be written
     */
    public static void write(List<Measured> measured, boolean paired, String title, List<String> facts, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.md"), new MarkdownReport(measured, paired).text(title, facts));
        Files.writeString(directory.resolve("report.svg"), BarPlot.draw(measured, paired, facts.get(0)));
    }
}
