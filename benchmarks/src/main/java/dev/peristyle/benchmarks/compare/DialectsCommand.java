package dev.peristyle.benchmarks.compare;

import dev.peristyle.benchmarks.data.DialectForm;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.DialectReading;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the same table in each of its forms, one after the other and round by round, in one process, and prints what each costs beside the plain
 * one. Of each the fastest round counts, by the processor time of the thread that parses, which other processes disturb least, and by the
 * clock. What is compressed is decompressed by a thread of its own while that one parses: there the clock counts.
 *
 * <pre>java --add-modules jdk.incubator.vector -jar peristyle-benchmarks.jar dialects --scale 0.1 --rounds 9</pre>
 *
 * <p>{@code --forms PLAIN,QUOTED} reads only some. The plain one is always there.
 */
public final class DialectsCommand {
    private static final int WARM_UP = 4;

    private final List<Row> rows = new ArrayList<>();
    private int rounds = 9;
    private double scale = 0.1;
    private Set<DialectForm> forms = EnumSet.allOf(DialectForm.class);

    private DialectsCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments see above
     * @param out gets the table
     * @throws IOException if a file cannot be read
     */
    public static void run(List<String> arguments, PrintStream out) throws IOException {
        DialectsCommand command = new DialectsCommand();
        for (int index = 0; index < arguments.size(); index += 2) {
            if (index + 1 == arguments.size()) {
                throw new IllegalArgumentException("No value for " + arguments.get(index));
            }
            command.set(arguments.get(index), arguments.get(index + 1));
        }
        command.measure();
        command.print(out);
    }

    private void set(String name, String value) {
        switch (name) {
            case "--scale" -> scale = Double.parseDouble(value);
            case "--rounds" -> rounds = Integer.parseInt(value);
            case "--forms" -> {
                forms = EnumSet.of(DialectForm.PLAIN);
                Arrays.stream(value.split(",")).map(DialectForm::valueOf).forEach(forms::add);
            }
            default -> throw new IllegalArgumentException("Unknown option: " + name);
        }
    }

    private void measure() throws IOException {
        for (DialectForm form : forms) {
            DialectReading reading = new DialectReading(form, scale, 1);
            rows.add(new Row(form.toString(), form.goal(), reading.bytes(), reading::allColumns));
            if (form == DialectForm.GZIP || form == DialectForm.ZSTD) {
                rows.add(new Row(form + " only decompressed", 0, reading.bytes(), reading::decompress));
            }
        }
        Object expected = null;
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Row row : rows) {
                Object result = row.run(round >= 0);
                if (result instanceof Answer answer) {
                    expected = expected == null ? answer : expected;
                    if (!answer.matches((Answer) expected)) {
                        throw new IllegalStateException(row.name + " gives " + answer + ", not " + expected);
                    }
                }
            }
        }
    }

    private void print(PrintStream out) {
        Row plain = rows.get(0);
        out.printf(
                Locale.ROOT,
                "Java %s, scale %s, the fastest of %d rounds; rows and bytes of text or file per second of processor time, plain = 1%n%n",
                System.getProperty("java.version"),
                scale,
                rounds);
        out.println("| form | MB | CPU ms | clock ms | rows/s | bytes/s | rows/s by the clock | goal |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (Row row : rows) {
            double speed = (double) plain.processor / row.processor;
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %s |%n",
                    row.name,
                    row.bytes / 1e6,
                    row.processor / 1e6,
                    row.clock / 1e6,
                    speed,
                    speed * row.bytes / plain.bytes,
                    (double) plain.clock / row.clock,
                    row.goal == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.goal));
        }
    }

    private static final class Row {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private final String name;
        private final double goal;
        private final long bytes;
        private final Work work;
        private long processor = Long.MAX_VALUE;
        private long clock = Long.MAX_VALUE;

        Row(String name, double goal, long bytes, Work work) {
            this.name = name;
            this.goal = goal;
            this.bytes = bytes;
            this.work = work;
        }

        Object run(boolean counts) throws IOException {
            long processorBefore = THREADS.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            Object result = work.run();
            long took = System.nanoTime() - began;
            long used = THREADS.getCurrentThreadCpuTime() - processorBefore;
            if (counts) {
                processor = Math.min(processor, used);
                clock = Math.min(clock, took);
            }
            return result;
        }
    }

    private interface Work {
        Object run() throws IOException;
    }
}
