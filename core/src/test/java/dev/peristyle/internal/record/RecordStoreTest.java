package dev.peristyle.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordStoreTest {

    @Test
    void thereIsRoomForTheRowsHoweverMany() {
        for (int rows : new int[] {1, 15, 16, 17, 1 << 20, 1_431_655_764, 1_431_655_766, 1 << 30}) {
            assertThat(RecordStore.grown(rows)).isGreaterThanOrEqualTo(rows);
        }
        assertThat(RecordStore.grown(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(RecordStore.grown(1000)).isEqualTo(1500);
    }
}
