package dev.peristyle.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes one page of all parts that {@code benchmarks/measure} measured: every goal and what became of it, what was
 * missed first, then the reports of the parts. Also the plot and the table of the README.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar summary benchmarks/results --out benchmarks/RESULTS.md \
 *     --readme README.md
 * </pre>
 */
public final class SummaryCommand {
    private static final String USAGE = "Usage: summary RESULTS --out FILE [--readme FILE]";

    /** The name of the plot in the directory of the results. */
    static final String PLOT = "speed.svg";

    private static final String STAGES = "WHERE_THE_TIME_GOES.md";

    private SummaryCommand() {}

    /**
     * Reads the parts and writes the page.
     *
     * @param arguments the directory of the parts, {@code --out} and a file, perhaps {@code --readme} and a file
     * @throws IOException if a file cannot be read or written
     */
    public static void run(List<String> arguments) throws IOException {
        boolean readme = arguments.size() == 5 && arguments.get(3).equals("--readme");
        if (arguments.size() != 3 && !readme || !arguments.get(1).equals("--out")) {
            throw new IllegalArgumentException(USAGE);
        }
        Path results = Path.of(arguments.get(0));
        Map<String, Part> parts = Part.readAll(results);
        StringBuilder page = new StringBuilder(new SummaryTable(parts).text());
        if (Files.exists(Path.of(arguments.get(2)).resolveSibling(STAGES))) {
            page.append("\nWhat bounds each job, stage by stage: [").append(STAGES);
            page.append("](").append(STAGES).append(").\n");
        }
        for (String part : parts.keySet()) {
            Path report = results.resolve(part).resolve("report.md");
            if (Files.exists(report)) {
                page.append("\n## Part: ").append(part).append("\n\n");
                page.append(
                        Files.readString(report).replaceAll("(?m)^# .*\n\n", "").replaceAll("(?m)^#", "##"));
            }
        }
        Files.writeString(Path.of(arguments.get(2)), page);
        Files.writeString(
                results.resolve(PLOT), BarPlot.draw(ReadmeFigures.plotted(parts), false, ReadmeFigures.CAPTION));
        if (readme) {
            Path file = Path.of(arguments.get(4));
            Files.writeString(file, ReadmeFigures.replace(Files.readString(file), ReadmeFigures.table(parts)));
        }
    }
}
