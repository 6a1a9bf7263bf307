package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;

import dev.peristyle.Pipeline;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Jobs that go on from a checkpoint, each with something else to remember. The input has fields that make a reader guess wrong. */
enum CheckpointJob {
    PLAIN {
        @Override
        Pipeline steps(Pipeline rows) {
            return rows;
        }
    },
    FILTERED {
        @Override
        Pipeline steps(Pipeline rows) {
            return rows.filter(col("value").gt(200)).with("twice", col("value").plus(col("value")));
        }
    },
    CUT {
        @Override
        Pipeline steps(Pipeline rows) {
            return rows.skip(731).limit(2_000);
        }
    },
    NUMBERED {
        @Override
        Pipeline steps(Pipeline rows) {
            return rows.filter(col("value").lt(900)).rowNumber("row").skip(3);
        }
    },
    SAMPLED {
        @Override
        Pipeline steps(Pipeline rows) {
            return rows.sample(0.4, 17);
        }
    };

    static final int ROWS = 4_000;

    /** Rows until a function of the user's throws; the plan is the same whether it does or not. */
    static final AtomicLong UNTIL_FAILURE = new AtomicLong(Long.MAX_VALUE);

    static final String FAILURE = "as if the process had ended";

    abstract Pipeline steps(Pipeline rows);

    /** Options of small windows, so that there are many checkpoints. */
    static CsvOptions.Builder options() {
        return CsvOptions.builder()
                .windowSize(4 << 10)
                .maximumRecordSize(2 << 10)
                .chunkSize(64);
    }

    Pipeline pipeline(List<Path> inputs, CsvOptions options) {
        Pipeline rows = Csv.scan(inputs, options);
        return steps(rows.with("seen", map(col("value"), CheckpointJob::see)));
    }

    private static double see(double value) {
        if (UNTIL_FAILURE.decrementAndGet() == 0) {
            throw new IllegalStateException(FAILURE);
        }
        return value;
    }

    /** Rows of a number, a value and a text, some of which has line ends in quotes. */
    static Path write(Path file, int rows, boolean withBadOnes, Random random) throws IOException {
        try (Writer target = Files.newBufferedWriter(file)) {
            target.write("id,value,text\n");
            for (int row = 0; row < rows; row++) {
                String value = withBadOnes && random.nextInt(50) == 0 ? "x" : Integer.toString(random.nextInt(1_000));
                target.write(row + "," + value + "," + text(random) + "\n");
            }
        }
        return file;
    }

    private static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "\"7,8,9\n7,8,9\n\"\"7,8,9\n\"";
            case 1 -> "";
            case 2 -> "\"" + "wide,\n".repeat(random.nextInt(60)) + "\"";
            default -> "text " + random.nextInt();
        };
    }

    /** What the columns are: a sample could take another type where bad values are. */
    static CsvOptions.Builder typed(CsvOptions.Builder options) {
        return options.type("value", DataType.INT);
    }
}
