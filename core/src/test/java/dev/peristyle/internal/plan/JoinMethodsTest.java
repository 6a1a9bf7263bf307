package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.everything;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.AsOf;
import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which side of a join is held, and what plans say of it. */
class JoinMethodsTest {

    private static final JoinOn ON = on(col("l"), col("r"));

    /** Two columns of a source that is only looked at. */
    private static Pipeline scan(String key, Statistics known) {
        Schema schema = Schema.builder()
                .add(key, DataType.LONG)
                .add(key + "_text", DataType.STRING)
                .build();
        return Pipeline.from(Plans.source(schema, "source of " + key, known));
    }

    private static Pipeline rows(String key, long rows) {
        return scan(key, Statistics.unknown().withRowCount(rows));
    }

    private static String why(Pipeline joined) {
        return joined.explain()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("holds "))
                .findFirst()
                .orElseThrow();
    }

    private static String why(Pipeline left, Pipeline right, JoinKind kind) {
        return why(roomy(left.join(right, kind, ON)));
    }

    private static Pipeline roomy(Pipeline joined) {
        return joined.using(Execution.builder().memoryLimit(64L << 30).build());
    }

    @Test
    void aLeftThatIsMuchLessIsHeldWhereThatSaves() {
        Pipeline small = rows("l", 1000);
        Pipeline chosen = rows("l", 10_000).filter(col("l_text").eq("x"));
        Pipeline large = rows("r", 5_000_000);
        assertThat(why(chosen, large, JoinKind.INNER))
                .isEqualTo("holds the left, which is less: the left has about 1,000 rows, the right 5,000,000 rows");
        assertThat(why(chosen, large, JoinKind.LEFT)).startsWith("holds the left, which is less");
        assertThat(why(small, large, JoinKind.SEMI)).startsWith("holds the left, which is less");
        assertThat(why(small, large, JoinKind.ANTI)).startsWith("holds the left, which is less");
        assertThat(why(small, large, JoinKind.INNER))
                .startsWith("holds the right, as most of its rows may have a match");
        assertThat(why(small, rows("r", 1), JoinKind.SEMI)).startsWith("holds the right, as the left is not much less");
        assertThat(why(chosen, large, JoinKind.FULL))
                .startsWith("holds the right, as all of its rows come out after those of the left");
        assertThat(why(chosen, large, JoinKind.RIGHT)).startsWith("holds the right, as all of its rows come out");
    }

    @Test
    void aRightThatHasNoRoomInMemoryIsNotHeld() {
        Pipeline joined = rows("l", 1000).join(rows("r", 50_000_000), ON);
        assertThat(why(joined.using(Execution.builder().memoryLimit(64L << 20).build())))
                .startsWith("holds the left, which is less");
        assertThat(why(joined.using(Execution.builder().memoryLimit(64L << 30).build())))
                .startsWith("holds the right");
    }

    @Test
    void whatIsNotKnownOrMayFailOrMatchesEverythingLeavesTheRightHeld() {
        Pipeline few = rows("l", 100).filter(col("l").gt(1));
        Pipeline large = rows("r", 5_000_000);
        assertThat(why(few, scan("r", Statistics.unknown()), JoinKind.INNER))
                .isEqualTo("holds the right: the left has about 33 rows, the right an unknown number of rows");
        assertThat(why(few.join(large, everything()))).startsWith("holds the right, as all rows match");
        assertThat(why(few.join(large, ON.where(col("l").plus(col("r")).gt(3)))))
                .startsWith("holds the right, as the condition may fail");
    }

    @Test
    void sizesOfFilesLimitsAndGroupsCount() {
        Pipeline file = scan("r", Statistics.unknown().withBytes(2_000_000_000));
        assertThat(why(rows("l", 1000), file, JoinKind.SEMI))
                .endsWith("the left has 1,000 rows, the right about 100,000,000 rows");
        assertThat(why(file.rename("r", "l").rename("r_text", "l_text").limit(10), rows("r", 70_000), JoinKind.INNER))
                .isEqualTo("holds the left, which is less: the left has about 10 rows, the right 70,000 rows");
        Pipeline groups = rows("l", 100_000).select("l").distinct();
        assertThat(why(groups, rows("r", 7_000_000), JoinKind.ANTI)).contains("the left has about 10,000 rows");
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void theUserHasTheLastWord(JoinKind kind) {
        Pipeline small = rows("l", 10).filter(col("l").gt(1));
        Pipeline large = rows("r", 5_000_000);
        assertThat(why(small.join(large, kind, ON.buildRight()))).isEqualTo("holds the right, as the pipeline says");
        Pipeline left = large.join(small, kind, on(col("r"), col("l")).buildLeft());
        assertThat(why(left)).isEqualTo("holds the left, as the pipeline says");
        assertThat(left.explain()).contains(kind.name().toLowerCase(java.util.Locale.ROOT) + " join on r = l");
        boolean sorts = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        assertThat(left.explain().contains("sort by [place of the left row]")).isEqualTo(sorts);
        assertThat(left.schema())
                .isEqualTo(large.join(small, kind, on(col("r"), col("l"))).schema());
    }

    @Test
    void sidesThatAreKnownToBeSortedAreMerged() {
        Pipeline left = rows("l", 10_000).sortBy(asc("l"), desc("l_text"));
        Pipeline right = rows("r", 5_000_000).sortBy(asc("r"));
        String merges = "merges the sides, which are known to be sorted";
        assertThat(left.join(right, JoinKind.FULL, ON).explain()).contains(merges);
        Pipeline between = left.filter(col("l_text").ne("x"))
                .with("other", col("l").plus(1))
                .rename("l", "key");
        assertThat(between.join(right, on(col("key"), col("r"))).explain()).contains(merges);
        assertThat(left.join(right, ON)
                        .join(rows("x", 10).sortBy(asc("x")), on(col("l"), col("x")))
                        .explain())
                .contains(merges)
                .doesNotContain("holds");
        assertThat(left.join(right, ON.buildRight()).explain()).doesNotContain(merges);
        assertThat(left.join(right, ON.and(col("l_text"), col("r_text"))).explain())
                .doesNotContain(merges);
        assertThat(left.join(rows("r", 10).sortBy(desc("r")), ON).explain()).doesNotContain(merges);
        assertThat(left.join(rows("r", 10).sortBy(asc("r").nullsFirst()), ON).explain())
                .doesNotContain(merges);
        assertThat(left.join(rows("r", 10), ON).explain()).doesNotContain(merges);
        assertThat(left.with("l", col("l").times(-1)).join(right, ON).explain()).doesNotContain(merges);
    }

    @Test
    void anAsOfJoinHoldsNoSide() {
        assertThatThrownBy(
                        () -> rows("l", 1).joinAsOf(rows("r", 1), everything().buildLeft(), AsOf.asOf("l", "r")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buildLeft");
    }
}
