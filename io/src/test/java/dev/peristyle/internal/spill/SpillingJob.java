package dev.peristyle.internal.spill;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
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
        Pipeline over(Path input) {
            return scan(input)
                    .groupBy("key", "text")
                    .aggregate(count().as("n"), sum(col("number")).as("total"));
        }
    },
    SORT {
        @Override
        Pipeline over(Path input) {
            return scan(input).sortBy(desc("text"), desc("number"));
        }
    },
    DISTINCT {
        @Override
        Pipeline over(Path input) {
            return scan(input).select("key", "text").distinct();
        }
    },
    JOIN {
        @Override
        Pipeline over(Path input) {
            Pipeline right = scan(input)
                    .with("other", col("number"))
                    .with("words", col("text"))
                    .select("other", "words");
            return scan(input).join(right, JoinKind.LEFT, on(col("number"), col("other")));
        }
    };

    static final long LIMIT = 2 << 20;

    abstract Pipeline over(Path input);

    private static Pipeline scan(Path input) {
        // records are short, and so can be windows
        return Csv.scan(input, CsvOptions.builder().maximumRecordSize(4 << 10).build());
    }

    /** Writes the rows of all jobs. */
    static Path write(Path file, Random random) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("key,text,number");
        for (int row = 0; row < 16_000; row++) {
            lines.add(random.nextInt(16_000) + ",customer " + random.nextInt(30_000) + " of a long street "
                    + "x".repeat(random.nextInt(90)) + "," + row);
        }
        return Files.write(file, lines);
    }
}
