package dev.peristyle.benchmarks;

import dev.peristyle.benchmarks.compare.CompareCommand;
import dev.peristyle.benchmarks.compare.DialectsCommand;
import dev.peristyle.benchmarks.compare.PeersCommand;
import dev.peristyle.benchmarks.kernel.Kernels;
import dev.peristyle.benchmarks.report.ReportCommand;
import dev.peristyle.benchmarks.report.ScalingCommand;
import dev.peristyle.benchmarks.report.StagesCommand;
import dev.peristyle.benchmarks.report.SummaryCommand;
import dev.peristyle.benchmarks.state.LimitsCommand;
import dev.peristyle.benchmarks.state.StateCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command line of the runnable jar: runs benchmarks, makes reports of their results, compares whole processes.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar [PATTERN] [OPTIONS OF JMH]
 * java -jar benchmarks/target/peristyle-benchmarks.jar report RESULTS.json... --out DIRECTORY
 * java -jar benchmarks/target/peristyle-benchmarks.jar compare [OPTIONS]
 * java -jar benchmarks/target/peristyle-benchmarks.jar peers [OPTIONS]
 * java -jar benchmarks/target/peristyle-benchmarks.jar dialects [OPTIONS]
 * java -jar benchmarks/target/peristyle-benchmarks.jar summary RESULTS --out FILE [--readme FILE]
 * java -jar benchmarks/target/peristyle-benchmarks.jar stages RESULTS.json... --out FILE
 * java -jar benchmarks/target/peristyle-benchmarks.jar scaling RESULTS --out FILE
 * java -jar benchmarks/target/peristyle-benchmarks.jar state [OPTIONS]
 * java -jar benchmarks/target/peristyle-benchmarks.jar limits RUNS.json... --out DIRECTORY
 * </pre>
 *
 * <p>Without other instructions the allocation profiler is on ({@code -prof gc}), results also go to {@code
 * target/benchmark-results.json}, and on Java 25 the forks have the vector module. With {@code --scalar} they have not.
 */
public final class Main {
    private static final String SCALAR_OPTION = "--scalar";
    private static final String RESULTS = "target/benchmark-results.json";
    private static final int VECTOR_JAVA = 25;

    private Main() {}

    /**
     * Does what the first argument says.
     *
     * @param arguments see above
     * @throws Exception if the command fails
     */
    public static void main(String[] arguments) throws Exception {
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "report" -> ReportCommand.run(rest);
            case "compare" -> CompareCommand.run(rest);
            case "peers" -> PeersCommand.run(rest, System.out);
            case "dialects" -> DialectsCommand.run(rest, System.out);
            case "summary" -> SummaryCommand.run(rest);
            case "stages" -> StagesCommand.run(rest);
            case "scaling" -> ScalingCommand.run(rest);
            case "state" -> StateCommand.run(rest);
            case "limits" -> LimitsCommand.run(rest);
            default -> {
                String[] options = withDefaults(arguments, Runtime.version().feature());
                if (Arrays.asList(options).contains(RESULTS)) {
                    Files.createDirectories(Path.of(RESULTS).getParent());
                }
                org.openjdk.jmh.Main.main(options);
            }
        }
    }

    /**
     * Adds to the options of JMH what is not given.
     *
     * @param arguments from the command line
     * @param javaVersion the feature release that runs
     * @return options for JMH
     */
    static String[] withDefaults(String[] arguments, int javaVersion) {
        List<String> options = new ArrayList<>(Arrays.asList(arguments));
        boolean scalar = options.remove(SCALAR_OPTION);
        addUnlessGiven(options, "-prof", "gc");
        addUnlessGiven(options, "-rf", "json");
        addUnlessGiven(options, "-rff", RESULTS);
        addUnlessGiven(options, "-jvmArgsPrepend", String.join(" ", jvmOptions(scalar, javaVersion)));
        return options.toArray(String[]::new);
    }

    /**
     * Lists what a JVM for measurements is started with, apart from its heap.
     *
     * @param scalar whether it shall run the kernels of Java 17 on a newer Java too
     * @param javaVersion its feature release
     * @return options for {@code java}
     */
    public static List<String> jvmOptions(boolean scalar, int javaVersion) {
        boolean vectors = !scalar && javaVersion >= VECTOR_JAVA;
        List<String> options = new ArrayList<>();
        options.add("-D" + Kernels.PROMISE + "=" + (vectors ? "vector" : "scalar"));
        if (vectors) {
            options.add("--add-modules=jdk.incubator.vector");
        }
        if (javaVersion >= VECTOR_JAVA) {
            // DuckDB loads a native library; Chronicle uses sun.misc.Unsafe. Both warn without these
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private static void addUnlessGiven(List<String> options, String option, String value) {
        if (options.stream().noneMatch(given -> given.equals(option))) {
            options.add(option);
            options.add(value);
        }
    }
}
