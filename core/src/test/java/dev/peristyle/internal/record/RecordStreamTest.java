package dev.peristyle.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.Records;
import dev.peristyle.execution.Execution;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStreamTest {

    private record Numbered(int number, String text) {}

    /** The threads of the second run take the records of the first one in turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void recordsOfOneRunAreTheInputOfAnother(int threads) {
        Execution execution = Execution.builder().threads(threads).build();
        Records<Numbered> records = Records.of(Numbered.class);
        Stream<Numbered> first = IntStream.range(0, 60_000).mapToObj(number -> new Numbered(number, "row " + number));
        try (Stream<Numbered> between = records.from(first).using(execution).stream(Numbered.class)) {
            Pipeline second =
                    records.from(between.filter(row -> row.number() % 2 == 0)).using(execution);
            assertThat(second.count()).isEqualTo(30_000);
        }
    }
}
