package dev.peristyle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.benchmarks.data.DialectForm;
import dev.peristyle.benchmarks.peer.DialectReading;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectsCommandTest {
    @Test
    void readsTheSameFromEveryForm() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // fails where one gives another answer than the plain form
        DialectsCommand.run(
                List.of("--scale", "0.0005", "--rounds", "1"), new PrintStream(out, true, StandardCharsets.UTF_8));

        String table = out.toString(StandardCharsets.UTF_8);
        for (DialectForm form : DialectForm.values()) {
            assertThat(table).contains("| " + form + " |");
        }
        assertThat(table).contains("| GZIP only decompressed |", "| ZSTD only decompressed |");
    }

    @Test
    void decompressesAllOfTheText() throws Exception {
        long text = new DialectReading(DialectForm.PLAIN, 0.0005, 1).bytes();

        assertThat(new DialectReading(DialectForm.GZIP, 0.0005, 1).decompress()).isEqualTo(text);
        assertThat(new DialectReading(DialectForm.ZSTD, 0.0005, 1).decompress()).isEqualTo(text);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> DialectsCommand.run(List.of("--colour", "red"), System.out))
                .hasMessageContaining("--colour");
        assertThatThrownBy(() -> DialectsCommand.run(List.of("--rounds"), System.out))
                .hasMessageContaining("--rounds");
    }
}
