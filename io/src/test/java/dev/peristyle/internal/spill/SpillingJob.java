package dev.peristyle.internal.spill;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.AsOf.asOf;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static dev.peristyle.WindowFunctions.lag;
import static dev.peristyle.WindowFunctions.over;
import static dev.peristyle.WindowFunctions.percentRank;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.Window;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The operators that have to put something on disk in {@link #LIMIT}. */
enum SpillingJob {
    GROUP {
        @Override
        Pipeline pipeline(Path input) {
            return scan(input)
                    .groupBy("key", "text")
                    .aggregate(count().as("n"), sum(col("number")).as("total"));
        }
    },
    SORT {
        @Override
        Pipeline pipeline(Path input) {
            return scan(input).sortBy(desc("text"), desc("number"));
        }
    },
    DISTINCT {
        @Override
        Pipeline pipeline(Path input) {
            return scan(input).select("key", "text").distinct();
        }
    },
    JOIN {
        @Override
        Pipeline pipeline(Path input) {
            Pipeline right = scan(input)
                    .with("other", col("number"))
                    .with("words", col("text"))
                    .select("other", "words");
            return scan(input).join(right, JoinKind.LEFT, on(col("number"), col("other")));
        }
    },
    AS_OF {
        @Override
        Pipeline pipeline(Path input) {
            Pipeline right = scan(input).with("other", col("number").plus(1)).select("key", "other", "text");
            return scan(input)
                    .select("key", "number")
                    .joinAsOf(right, JoinKind.LEFT, on("key"), asOf("number", "other"));
        }
    },
    WINDOW {
        @Override
        Pipeline pipeline(Path input) {
            return scan(input)
                    .window(
                            Window.everything().orderBy(desc("text"), asc("number")),
                            percentRank().as("share"),
                            lag(col("key"), 100).as("before"),
                            over(sum(col("number"))).as("total"));
        }
    },
    TOP {
        @Override
        Pipeline pipeline(Path input) {
            return scan(input).groupBy("key").top(2, desc("text"));
        }
    };

    /** So few that there is time to let each step fail. */
    static final int ROWS = Integer.getInteger("peristyle.test.spillingRows", 4 << 10);

    /** Bytes, more than half of what the rows take. */
    static final long LIMIT = 128L * ROWS;

    abstract Pipeline pipeline(Path input);

    private static Pipeline scan(Path input) {
        // records are short, and so can be windows
        return Csv.scan(input, CsvOptions.builder().maximumRecordSize(4 << 10).build());
    }

    /** Writes the rows of all jobs. */
    static Path write(Path file, Random random) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("key,text,number");
        for (int row = 0; row < ROWS; row++) {
            lines.add(random.nextInt(ROWS) + ",customer " + random.nextInt(2 * ROWS) + " of a long street "
                    + "x".repeat(random.nextInt(90)) + "," + row);
        }
        return Files.write(file, lines);
    }
}
