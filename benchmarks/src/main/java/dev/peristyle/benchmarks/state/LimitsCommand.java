package dev.peristyle.benchmarks.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the runs of several {@link StateCommand}s into one report and one picture of seconds and memory over the limit.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar limits target/q10/runs.json target/sort/runs.json --out benchmarks/results/state
 * </pre>
 *
 * <p>{@code --questions NAME;NAME} takes only these, in this order; {@code groupby-10} is that question of any
 * data, {@code groupby-10 of groups-1e8-k100} that of one.
 */
public final class LimitsCommand {
    private LimitsCommand() {}

    /**
     * Does it.
     *
     * @param arguments as above
     * @throws IOException if a file cannot be read or written
     */
    public static void run(List<String> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        Path out = null;
        List<String> questions = List.of();
        for (int index = 0; index < arguments.size(); index++) {
            switch (arguments.get(index)) {
                case "--out" -> out = Path.of(value(arguments, ++index));
                case "--questions" -> questions = StateData.questions(value(arguments, ++index));
                default -> files.add(Path.of(arguments.get(index)));
            }
        }
        if (out == null || files.isEmpty()) {
            throw new IllegalArgumentException("Usage: limits RUNS.json... --out DIRECTORY [--questions NAME;NAME]");
        }
        StateRecord record = StateRecord.read(files);
        if (!questions.isEmpty()) {
            List<StateResult> chosen = new ArrayList<>();
            for (String question : questions) {
                record.results().stream()
                        .filter(result -> (result.question() + " of ").startsWith(question + " of "))
                        .forEach(chosen::add);
            }
            record = new StateRecord(record.machine(), record.commands(), chosen);
        }
        record.write(out);
        System.out.print(StateReport.summary(record.results()));
    }

    private static String value(List<String> arguments, int index) {
        if (index == arguments.size()) {
            throw new IllegalArgumentException("No value for " + arguments.get(index - 1));
        }
        return arguments.get(index);
    }
}
