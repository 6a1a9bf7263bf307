package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.benchmarks.data.DialectForm;
import dev.peristyle.benchmarks.peer.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each form of the table has the values of the plain one. */
class DialectsBenchmarkTest {
    private static final double SCALE = 0.0005;

    private final DialectsBenchmark benchmark = new DialectsBenchmark();

    @ParameterizedTest
    @EnumSource(DialectForm.class)
    void aFormHasTheValuesOfThePlainOne(DialectForm form) throws IOException {
        Answer plain = read(DialectForm.PLAIN);
        assertThat(read(form).matches(plain))
                .as("%s instead of %s", form, plain)
                .isTrue();
    }

    @Test
    void bothCompressedFormsHaveTheSameText() throws IOException {
        long bytes = decompress(DialectForm.GZIP);
        assertThat(bytes).isGreaterThan(100_000);
        assertThat(decompress(DialectForm.ZSTD)).isEqualTo(bytes);
    }

    private Answer read(DialectForm form) throws IOException {
        DialectsBenchmark.Table table = new DialectsBenchmark.Table();
        table.form = form;
        table.scale = SCALE;
        table.open();
        return benchmark.allColumns(table);
    }

    private long decompress(DialectForm form) throws IOException {
        DialectsBenchmark.Compressed table = new DialectsBenchmark.Compressed();
        table.form = form;
        table.scale = SCALE;
        table.open();
        return benchmark.decompress(table);
    }
}
