package dev.peristyle.examples;

import dev.peristyle.examples.shop.ListReport;
import dev.peristyle.examples.shop.PipelineReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A job that usually is a program full of lists, and the lesson of what becomes of each of its parts: {@link ListReport} is that program,
 * {@link PipelineReport} the same in pipelines. Both write the same bytes.
 */
@Command(
        name = "shop-report",
        description = "Reports the sales of a shop: joins, sums, ranks, running totals, a pivot, rejects.")
final class ShopReport implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The directory of NAME.csv, as generate shop has made them.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The directory for the results, new or empty.")
    private Path out;

    @Option(names = "--plain", description = "In plain Java, with lists and maps.")
    private boolean plain;

    @Override
    public Integer call() throws Exception {
        List<Path> inputs = Stream.of("products", "customers", "orders", "items")
                .map(name -> data.resolve(name + ".csv"))
                .toList();
        Files.createDirectories(out);
        try (Stream<Path> files = Files.list(out)) {
            if (files.findAny().isPresent()) {
                throw new IllegalArgumentException(out + " is not empty; name a new directory, or empty this one");
            }
        }
        return options.measure(inputs, execution -> {
            if (plain) {
                new ListReport(data, out).run();
                return "";
            }
            try (PipelineReport report = new PipelineReport(data, out, execution)) {
                report.run();
            }
            return "";
        });
    }
}
