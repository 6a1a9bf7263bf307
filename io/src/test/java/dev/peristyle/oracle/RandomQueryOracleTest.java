package dev.peristyle.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.expression.DuckDbValues;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random queries over CSV files with columns of every type give the rows that DuckDB gives, in the order that pipelines promise, but
 * for {@link KnownDifference}; and they give the same bytes on every path through the engine: with one thread and several, windows and
 * chunks of any size, read and mapped, with room and with so little that they spill.
 *
 * <p>{@code -Dperistyle.test.queries=COUNT} sets how many queries each dataset gets: with 500 they are 2,000, and what
 * was seen is printed. One dataset again:
 * {@code -Dperistyle.test.seed=SEED}.
 */
class RandomQueryOracleTest {

    private static final int USUAL_QUERIES = 25;
    private static final int QUERIES = Integer.getInteger("peristyle.test.queries", USUAL_QUERIES);

    /** Of which a sort does not fit the tiny limits. */
    private static final long SEED_OF_A_LARGE_DATASET = 4;

    /** Fewer where nothing else is asked for, since each takes seconds; more until every lane has spilled that must. */
    private static final int QUERIES_OF_A_LARGE_DATASET = QUERIES == USUAL_QUERIES ? 10 : QUERIES;

    @TempDir
    private Path directory;

    private List<Lane> lanes;
    private final Map<KnownDifference, Integer> differences = new EnumMap<>(KnownDifference.class);
    private int floatingValues;
    private int failedAlike;
    private int rowsCompared;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesTheAnswerOfDuckDbOnEveryPath(long seed) throws Exception {
        Random random = Seeds.random(seed);
        boolean isLarge = seed == SEED_OF_A_LARGE_DATASET;
        lanes = isLarge ? Lane.forLargeData() : Lane.all();
        RandomDataset dataset = new RandomDataset(random, isLarge ? 6000 : 100 + random.nextInt(400));
        Path file = directory.resolve("random.csv");
        dataset.writeCsv(file, seed % 2 == 0 ? "\r\n" : "\n");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            dataset.load(duckDb);
            Probe probe = new Probe(duckDb, Csv.scan(file, lanes.get(0).options()));
            for (int number = 0; number < QUERIES; number++) {
                if (isLarge
                        && number >= QUERIES_OF_A_LARGE_DATASET
                        && lanes.stream().allMatch(Lane::hasSpilledWhereSomeMust)) {
                    break;
                }
                check(new RandomQuery(random, probe), file, duckDb, "query " + number);
            }
            String seen = rowsCompared + " rows compared, " + failedAlike + " queries failed alike, " + probe.refused()
                    + " drawn again, differences in " + floatingValues + " floating-point values: " + differences;
            if (QUERIES > USUAL_QUERIES) {
                System.out.println("dataset " + seed + ": " + seen);
                lanes.forEach(lane -> System.out.println("  " + lane.name() + ": " + lane));
            }
            lanes.forEach(lane -> lane.check(isLarge));
            assertThat(failedAlike).as(seen).isLessThanOrEqualTo(QUERIES / 20);
            differences.forEach((known, count) -> assertThat((double) count)
                    .as("%s: %s", known, seen)
                    .isLessThanOrEqualTo(Math.max(3, known.maxShare() * floatingValues)));
        }
    }

    /** Which kernels run is decided for a process: plain ones, but vectors in the lane of the build that promises them. */
    @Test
    void theKernelsAreThoseOfTheLaneOfTheBuild() {
        boolean promised = System.getProperty("peristyle.promisedKernels", "").equals("vector");
        assertThat(CsvKernels.vectors()).isEqualTo(promised);
        assertThat(CsvKernels.structure().name()).startsWith(promised ? "vector" : "scalar");
    }

    private void check(RandomQuery query, Path file, Connection duckDb, String where) {
        String context = where + "\n" + query.sql() + "\n"
                + query.apply(Csv.scan(file, lanes.get(0).options())).explain();
        String first = null;
        for (Lane lane : lanes) {
            Pipeline pipeline = query.apply(Csv.scan(file, lane.options())).using(lane.execution(file));
            String written;
            try {
                written = written(pipeline);
            } catch (ComputationException failure) {
                written = failure.getMessage();
            } catch (RuntimeException failure) {
                throw new AssertionError(lane.name() + ", " + context, failure);
            }
            if (first == null) {
                first = written;
            } else if (!first.equals(written)) {
                assertThat(written).as(lane.name() + ", " + context).isEqualTo(first);
            }
        }
        compare(query, query.apply(Csv.scan(file, lanes.get(0).options())), duckDb, context);
    }

    private static String written(Pipeline pipeline) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pipeline.write(Csv.to(bytes));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void compare(RandomQuery query, Pipeline pipeline, Connection duckDb, String context) {
        List<List<Object>> found = null;
        List<List<Object>> expected = null;
        Exception ourFailure = null;
        Exception theirFailure = null;
        try {
            found = rows(pipeline);
        } catch (ComputationException failure) {
            ourFailure = failure;
        }
        try {
            expected = rows(duckDb, query.sql(), pipeline.schema());
        } catch (SQLException failure) {
            theirFailure = failure;
        }
        if (ourFailure != null && theirFailure != null) {
            failedAlike++;
            return;
        }
        if (ourFailure != null || theirFailure != null) {
            throw new AssertionError(context, ourFailure != null ? ourFailure : theirFailure);
        }
        assertThat(found).as(context).hasSameSizeAs(expected);
        rowsCompared += expected.size();
        for (int row = 0; row < expected.size(); row++) {
            List<Object> ours = found.get(row);
            List<Object> theirs = expected.get(row);
            for (int column = 0; column < theirs.size(); column++) {
                Field field = pipeline.schema().field(column);
                boolean isInexact = query.result().inexact().contains(field.name());
                if (!agree(isInexact, ours.get(column), theirs.get(column))) {
                    fail("row %s, column %s: %s instead of %s\n%s", row, field.name(), ours, theirs, context);
                }
            }
        }
    }

    private boolean agree(boolean isInexact, Object found, Object expected) {
        floatingValues += found instanceof Double || found instanceof Float ? 1 : 0;
        if (Objects.equals(found, expected)) {
            return true;
        }
        for (KnownDifference known : KnownDifference.values()) {
            if (known.covers(isInexact, found, expected)) {
                differences.merge(known, 1, Integer::sum);
                return true;
            }
        }
        return false;
    }

    /** Values as they lie in memory. */
    private static List<List<Object>> rows(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        try (ChunkIterator chunks = pipeline.chunks()) {
            while (chunks.next()) {
                Chunk chunk = chunks.chunk();
                for (int row = 0; row < chunk.rowCount(); row++) {
                    List<Object> values = new ArrayList<>();
                    for (int column = 0; column < chunk.schema().size(); column++) {
                        values.add(DuckDbValues.raw(chunk.column(column), row));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    private static List<List<Object>> rows(Connection duckDb, String sql, Schema schema) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Object> values = new ArrayList<>();
                for (int column = 0; column < schema.size(); column++) {
                    values.add(DuckDbValues.raw(
                            result, column + 1, schema.field(column).type()));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
