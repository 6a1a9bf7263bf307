package dev.peristyle.examples;

import static dev.peristyle.Aggregates.count;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A lesson on listeners: {@link RunMetrics} feeds what runs do into a registry of Micrometer, from which a monitoring system would take it. */
@Command(
        name = "metrics",
        description =
                "Counts the rows and the groups of a CSV, and shows what a registry of metrics has of the two runs.")
final class Metrics implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "The CSV to read.")
    private Path file;

    @Option(
            names = "--by",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description = "What rows of a group have in common.")
    private List<String> columns;

    @Override
    public Integer call() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        RunMetrics metrics = new RunMetrics(registry);
        return options.measure(file, settings -> {
            Execution watched = metrics.watch(settings);
            Pipeline rows = CsvArgument.scan(file).using(watched);
            long all = rows.count();
            long groups = rows.groupBy(columns.toArray(String[]::new))
                    .aggregate(count().as("rows"))
                    .count();
            return all + " rows, " + groups + " groups\n" + text(registry);
        });
    }

    /** A line for each figure, by name. */
    private static String text(MeterRegistry registry) {
        TreeSet<String> lines = new TreeSet<>();
        for (Meter meter : registry.getMeters()) {
            StringBuilder name = new StringBuilder(meter.getId().getName());
            meter.getId().getTags().forEach(tag -> name.append(", ").append(tag.getValue()));
            for (Measurement figure : meter.measure()) {
                String value = BigDecimal.valueOf(figure.getValue())
                        .stripTrailingZeros()
                        .toPlainString();
                String unit = meter.getId().getBaseUnit();
                lines.add(name + ", " + figure.getStatistic().getTagValueRepresentation() + ": " + value
                        + (unit == null
                                        || figure.getStatistic() == Statistic.COUNT
                                                && meter.getId().getType() != Meter.Type.COUNTER
                                ? ""
                                : " " + unit));
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
