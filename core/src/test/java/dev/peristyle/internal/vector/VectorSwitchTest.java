package dev.peristyle.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorSwitchTest {
    private final VectorSwitch vectors = new VectorSwitch(8, 32, false);

    @Test
    void slowVectorsAreNotSwitchedOn() {
        times(1000, 10);
        assertThat(vectors.isOn()).isFalse();
        assertThat(vectors.isGivenUp()).isFalse();
    }

    @Test
    void fourWinsInARowSwitchOn() {
        times(3, 9);
        assertThat(vectors.isOn()).isFalse();
        times(1, 9);
        assertThat(vectors.isOn()).isTrue();
        assertThat(vectors.comparisons()).isEqualTo(4);
    }

    @Test
    void oneSlowCallBreaksARow() {
        times(3, 1);
        times(1, 100);
        times(3, 1);
        assertThat(vectors.isOn()).isFalse();
    }

    @Test
    void halfOfAChunkStaysForThePlainForm() {
        assertThat(vectors.part(1000)).isEqualTo(32);
        assertThat(vectors.part(64)).isEqualTo(32);
        assertThat(vectors.part(40)).isEqualTo(20);
        assertThat(vectors.part(16)).isEqualTo(8);
        assertThat(vectors.part(15)).isZero();
    }

    @Test
    void trialsEndSomeDay() {
        times(50_000, 100);
        assertThat(vectors.isGivenUp()).isTrue();
        assertThat(new VectorTrial(vectors, () -> true).begin(1000)).isFalse();
    }

    /** For ten units, where the plain form takes a nanosecond each. */
    private void times(int chunks, int vectorNanos) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            vectors.compare(vectorNanos, 10, 1000, 1000);
        }
    }
}
