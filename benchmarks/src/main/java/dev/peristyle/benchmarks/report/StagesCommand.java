package dev.peristyle.benchmarks.report;

import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.peer.StructureScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the page that says where the time of each job goes, from what {@code StagesBenchmark} and {@code ParseBenchmark}
 * measured on this machine.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar stages RESULTS.json... --lineitem FILE --measurements FILE \
 *     --profile DIRECTORY --out benchmarks/WHERE_THE_TIME_GOES.md
 * </pre>
 *
 * <p>{@code --profile} may be left out; it is the directory of the recordings that {@code -prof jfr:dir=DIRECTORY} makes.
 */
public final class StagesCommand {
    private static final String USAGE =
            "Usage: stages RESULTS.json... --lineitem FILE --measurements FILE [--profile DIRECTORY] --out FILE";

    private StagesCommand() {}

    /**
     * Reads results and writes the page.
     *
     * @param arguments as above
     * @throws IOException if a file cannot be read or written
     */
    public static void run(List<String> arguments) throws IOException {
        List<String> rest = new ArrayList<>(arguments);
        Path lineitem = take(rest, "--lineitem");
        Path measurements = take(rest, "--measurements");
        Path profile = take(rest, "--profile");
        Path out = take(rest, "--out");
        if (rest.isEmpty() || lineitem == null || measurements == null || out == null) {
            throw new IllegalArgumentException(USAGE);
        }
        List<Measured> measured = new ArrayList<>();
        List<String> facts = new ArrayList<>(List.of(Machine.describe()));
        for (String file : rest) {
            JmhResults results = JmhResults.read(Path.of(file));
            measured.addAll(results.measured());
            results.environments().stream()
                    .filter(each -> !facts.contains(each))
                    .forEach(facts::add);
        }
        StagesPage page = new StagesPage(
                new Part("stages", measured, false),
                job -> job == Job.MEASUREMENTS
                        ? StructureScan.countRecords(measurements, (byte) ';')
                        : StructureScan.countRecords(lineitem, (byte) ',') - 1,
                Clock.hertz());
        Files.writeString(out, page.text(facts, profile == null ? Map.of() : ProfileShares.read(profile)));
    }

    private static Path take(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return null;
        }
        if (at + 1 == arguments.size()) {
            throw new IllegalArgumentException("No value for " + option + ". " + USAGE);
        }
        String value = arguments.get(at + 1);
        arguments.subList(at, at + 2).clear();
        return Path.of(value);
    }
}
