package dev.peristyle.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void tellsShareRateAndTimeLeft() {
        Progress progress = new Progress(250, 1000, 10, Duration.ofSeconds(5));
        assertThat(progress.fraction()).isEqualTo(0.25);
        assertThat(progress.bytesPerSecond()).isEqualTo(50);
        assertThat(progress.remaining()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void saysWhenItCannotTell() {
        Progress unknown = new Progress(250, -1, 10, Duration.ofSeconds(5));
        assertThat(unknown.fraction()).isEqualTo(-1);
        assertThat(unknown.remaining()).isNull();
        Progress begun = new Progress(0, 1000, 0, Duration.ZERO);
        assertThat(begun.fraction()).isZero();
        assertThat(begun.bytesPerSecond()).isZero();
        assertThat(begun.remaining()).isNull();
    }

    @Test
    void isDoneWhenThereIsNothingOrMoreThanExpected() {
        assertThat(new Progress(0, 0, 0, Duration.ZERO).fraction()).isEqualTo(1);
        Progress grown = new Progress(1100, 1000, 0, Duration.ofSeconds(1));
        assertThat(grown.fraction()).isEqualTo(1);
        assertThat(grown.remaining()).isEqualTo(Duration.ZERO);
    }

    @Test
    void countsPastWhatAnIntHolds() {
        Progress large = new Progress(5L << 40, 10L << 40, 1L << 40, Duration.ofHours(1));
        assertThat(large.fraction()).isEqualTo(0.5);
        assertThat(large.remaining()).isEqualTo(Duration.ofHours(1));
    }
}
