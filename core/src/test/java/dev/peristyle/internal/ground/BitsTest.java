package dev.peristyle.internal.ground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.BitSet;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitsTest {

    private static final long SEED = 9011;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 1000})
    void everyBitIsReadWhereABitSetHasIt(int rows) {
        Random random = Seeds.random(SEED + rows);
        BitSet expected = new BitSet();
        try (MemoryPool pool = MemoryPool.create("test", Long.MAX_VALUE);
                OffHeapBuffer bitmap = pool.allocate(rows / 8 + 8, "test")) {
            bitmap.clear();
            for (int row = 0; row < rows; row++) {
                expected.set(row, random.nextBoolean());
                long at = bitmap.address() + row / 8;
                int bit = expected.get(row) ? 1 << row % 8 : 0;
                UnsafeApi.putByte(at, (byte) (UnsafeApi.getByte(at) | bit));
            }
            for (int row = 0; row < rows; row++) {
                boolean set = expected.get(row);
                assertThat(Bits.isSet(bitmap.address(), row))
                        .as("seed %d, row %d", SEED, row)
                        .isEqualTo(set);
                assertThat(Bits.at(bitmap.address(), row)).isEqualTo(set ? 1 : 0);
                assertThat(Bits.isPresent(bitmap.address(), row)).isEqualTo(set);
                assertThat(Bits.isNull(bitmap.address(), row)).isEqualTo(!set);
                assertThat(Bits.isPresent(0, row)).isTrue();
                assertThat(Bits.isNull(0, row)).isFalse();
            }
        }
    }
}
