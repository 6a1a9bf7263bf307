package dev.peristyle.examples;

import dev.peristyle.examples.tpch.TpchTables;
import dev.peristyle.execution.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Makes the data that the other commands read, such as {@code generate lineitem}.
 *
 * <p>The same arguments always give the same bytes, whatever the number of threads: a file is a sequence of blocks and each
 * block depends on its number alone.
 */
@Command(
        name = "generate",
        description = "Makes a file to try the other commands on.",
        synopsisSubcommandLabel = "COMMAND")
final class Generate {

    private static final long MAX_ROWS = 1_000_000_000_000L;

    /** The text of TPC-H that comments are cut from is one array, which the generator makes at its first use. */
    private static final long HEAP_FOR_TEXT = 384L << 20;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "lineitem",
            description =
                    "TPC-H's largest table as CSV: 6 million rows and 755 MB at scale 1. Holds 300 MB of text on the heap (-Xmx512m).")
    void lineitem(
            @Mixin RunOptions options,
            @Option(
                            names = "--scale",
                            required = true,
                            paramLabel = "S",
                            description = "Scale factor, such as 1 or 0.01.")
                    double scale,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file)
            throws Exception {
        checkScale(scale);
        checkHeap(Runtime.getRuntime().maxMemory());
        options.run(execution -> write(new LineitemBlocks(scale), file, execution));
    }

    @Command(
            name = "measurements",
            description = "The One Billion Row Challenge's file: station;temperature, 19 MB a million rows.")
    void measurements(
            @Mixin RunOptions options,
            @Option(names = "--rows", required = true, paramLabel = "N", description = "Rows to write.") long rows,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            paramLabel = "SEED",
                            description = "Another seed, other rows.")
                    long seed,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file)
            throws Exception {
        if (rows < 1) {
            throw new ParameterException(spec.commandLine(), "--rows must be 1 or more, not " + rows);
        }
        options.run(execution -> write(new MeasurementBlocks(rows, seed), file, execution));
    }

    @Command(
            name = "tpch",
            description =
                    "The eight tables of TPC-H as CSV: 1.1 GB at scale 1. Holds 300 MB of text on the heap (-Xmx512m).")
    void tpch(
            @Mixin RunOptions options,
            @Option(
                            names = "--scale",
                            required = true,
                            paramLabel = "S",
                            description = "Scale factor, such as 1 or 0.01.")
                    double scale,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "The directory of NAME.csv, made if it is missing.")
                    Path directory)
            throws Exception {
        checkScale(scale);
        checkHeap(Runtime.getRuntime().maxMemory());
        Files.createDirectories(directory);
        for (String table : TpchTables.NAMES) {
            options.run(execution -> write(TpchBlocks.of(table, scale), directory.resolve(table + ".csv"), execution));
        }
    }

    @Command(
            name = "h2o-groupby",
            description =
                    "The table of db-benchmark's questions on groups: id1 to id6, v1 to v3, 50 MB a million rows.")
    void groupBy(
            @Mixin RunOptions options,
            @Option(names = "--rows", required = true, paramLabel = "N", description = "Rows to write.") long rows,
            @Option(
                            names = "--groups",
                            required = true,
                            paramLabel = "K",
                            description = "Different values of id1, id2, id4 and id5; id3 and id6 have N / K.")
                    long groups,
            @Option(
                            names = "--seed",
                            defaultValue = "108",
                            paramLabel = "SEED",
                            description = "Another seed, other rows.")
                    long seed,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file)
            throws Exception {
        check("--rows", rows, 1, MAX_ROWS);
        check("--groups", groups, 1, rows);
        options.run(execution -> write(new GroupByBlocks(rows, groups, seed), file, execution));
    }

    @Command(
            name = "h2o-join",
            description = "The tables of db-benchmark's questions on joins: x, small, medium and big.")
    void join(
            @Mixin RunOptions options,
            @Option(
                            names = "--rows",
                            required = true,
                            paramLabel = "N",
                            description =
                                    "Rows of x and of big; medium has N / 1000 and small N / 1000000, 10 at least.")
                    long rows,
            @Option(
                            names = "--seed",
                            defaultValue = "108",
                            paramLabel = "SEED",
                            description = "Another seed, other rows.")
                    long seed,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "The directory of NAME.csv, made if it is missing.")
                    Path directory)
            throws Exception {
        check("--rows", rows, 10, MAX_ROWS);
        writeAll(JoinBlocks.tables(rows, seed), directory, options);
    }

    @Command(
            name = "records",
            description =
                    "Wide records of mixed types, a tenth of them repeated, to sort and make distinct: 190 MB a million.")
    void records(
            @Mixin RunOptions options,
            @Option(names = "--rows", required = true, paramLabel = "N", description = "Rows to write.") long rows,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            paramLabel = "SEED",
                            description = "Another seed, other rows.")
                    long seed,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file)
            throws Exception {
        check("--rows", rows, 1, MAX_ROWS);
        options.run(execution -> write(new RecordBlocks(rows, seed), file, execution));
    }

    @Command(
            name = "shop",
            description = "Four tables of a shop, as shop-report reads them: customers, products, orders, items.")
    void shop(
            @Mixin RunOptions options,
            @Option(
                            names = "--rows",
                            required = true,
                            paramLabel = "N",
                            description = "Rows of items; a million makes 38 MB of all tables.")
                    long rows,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            paramLabel = "SEED",
                            description = "Another seed, other rows.")
                    long seed,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "The directory of NAME.csv, made if it is missing.")
                    Path directory)
            throws Exception {
        check("--rows", rows, 1, MAX_ROWS);
        writeAll(ShopBlocks.tables(rows, seed), directory, options);
    }

    /** Throws if the heap is too small for the text. */
    static void checkHeap(long bytes) {
        if (bytes < HEAP_FOR_TEXT) {
            throw new IllegalStateException(
                    "the tables of TPC-H are made from 300 MB of text on the heap, and this JVM may have"
                            + " only " + (bytes >> 20)
                            + " MB of heap; start it with java -Xmx512m (the commands that read the"
                            + " files need no more than -Xmx64m)");
        }
    }

    private void checkScale(double scale) {
        if (!(scale > 0 && scale <= 1000)) {
            throw new ParameterException(spec.commandLine(), "--scale must be above 0 and at most 1000, not " + scale);
        }
    }

    private void check(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be " + min + " to " + max + ", not " + value);
        }
    }

    private static void writeAll(List<BlockSource.Named> tables, Path directory, RunOptions options) throws Exception {
        Files.createDirectories(directory);
        for (BlockSource.Named table : tables) {
            options.run(execution -> write(table.rows(), directory.resolve(table.name() + ".csv"), execution));
        }
    }

    private static Path write(BlockSource source, Path file, Execution execution) throws IOException {
        long start = System.nanoTime();
        BlockFileWriter writer = new BlockFileWriter(source, execution);
        writer.write(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.err.printf(
                Locale.ROOT,
                "wrote %s: %,d rows, %,d bytes in %.1f s (%.0f MB/s), peak resident memory %s%n",
                file,
                writer.rows(),
                writer.bytes(),
                seconds,
                writer.bytes() / 1e6 / seconds,
                PeakMemory.text());
        return file;
    }
}
