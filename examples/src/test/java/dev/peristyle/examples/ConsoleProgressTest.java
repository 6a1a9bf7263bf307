package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.execution.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    @Test
    void aLineTellsShareBytesRateRowsAndTimeLeft() {
        Progress progress = new Progress(2_325_000_000L, 7_500_000_000L, 18_724_864, Duration.ofMillis(2_300));

        assertThat(ConsoleProgress.line(progress))
                .isEqualTo(
                        "[=========                     ]  31 %  2.3 of 7.5 GB  1.01 GB/s  18,724,864 rows  6 s left");
    }

    @Test
    void longWaitsAreToldInMinutes() {
        Progress progress = new Progress(10_000_000L, 1_000_000_000L, 1, Duration.ofSeconds(2));

        assertThat(ConsoleProgress.line(progress)).endsWith("  4 min left");
    }

    @Test
    void theFirstSecondPromisesNothing() {
        assertThat(ConsoleProgress.line(new Progress(1_000_000, 1_000_000_000L, 1, Duration.ofMillis(999))))
                .endsWith("  1 rows");
    }

    @Test
    void withoutTotalThereIsNoBarAndNoTimeLeft() {
        assertThat(ConsoleProgress.line(new Progress(1_500_000_000L, -1, 12, Duration.ofSeconds(1))))
                .isEqualTo("1.5 GB  1.50 GB/s  12 rows");
    }

    @Test
    void anEmptyInputIsDone() {
        assertThat(ConsoleProgress.line(new Progress(0, 0, 0, Duration.ZERO)))
                .startsWith("[==============================] 100 %");
    }

    @Test
    void closingWipesTheLineOnce() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleProgress bar = new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        bar.update(new Progress(1, 2, 3, Duration.ofSeconds(1)));
        bar.close();
        bar.close();
        bar.update(new Progress(2, 2, 3, Duration.ofSeconds(1)));

        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed).startsWith("\r\u001b[K[").endsWith("left\r\u001b[K");
        assertThat(printed.split("\u001b", -1)).hasSize(3);
    }

    @Test
    void whatWasNeverDrawnIsNotWiped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8)).close();

        assertThat(bytes.size()).isZero();
    }

    @Test
    void noLineWrapsOnAUsualTerminal() {
        for (long rows = 1; rows > 0; rows *= 10) {
            Progress progress = new Progress(2_300_000_000_000L, 7_500_000_000_000L, rows, Duration.ofMinutes(50));
            String line = ConsoleProgress.line(progress, ConsoleProgress.MAX_WIDTH);
            assertThat(line).hasSizeLessThanOrEqualTo(79).startsWith("[").contains("2300.0 of 7500.0 GB");
        }
    }
}
