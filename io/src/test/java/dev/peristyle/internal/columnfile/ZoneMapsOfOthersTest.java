package dev.peristyle.internal.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.schema.DataType;
import dev.peristyle.spi.ColumnStatistics;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What somebody else has put where zone maps are is an error, or nothing is told of it. */
class ZoneMapsOfOthersTest {

    /** Zone maps of a batch of 10 rows and a column with this range. */
    private static ZoneMaps zones(DataType type, int nulls, long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        bytes.put((byte) ZoneMaps.VERSION).putInt(10).putInt(nulls);
        range(bytes, words);
        bytes.putLong(nulls);
        range(bytes, words);
        ColumnPlan plan =
                new ColumnPlan("a", type, ArrowTypes.form(type), null, 0, 0, 0, ColumnPlan.NO_DICTIONARY, null);
        return ZoneMaps.read(bytes.array(), List.of(plan), 1);
    }

    private static void range(ByteBuffer bytes, long... words) {
        bytes.put((byte) ZoneMaps.RANGE);
        for (long word : words) {
            bytes.putLong(word);
        }
    }

    private static void assertRange(DataType type, Object min, Object max, long... words) {
        ZoneMaps zones = zones(type, 2, words);
        for (ColumnStatistics known : List.of(zones.column(0, 0, true), zones.total(0), zones.exactTotal(0))) {
            assertThat(known.min()).isEqualTo(min);
            assertThat(known.max()).isEqualTo(max);
            assertThat(known.nullCount()).isEqualTo(OptionalLong.of(2));
        }
    }

    @Test
    void ofValuesThatTheTypeDoesNotHaveNothingIsTold() {
        assertRange(DataType.INT, -5L, 7L, -5, 7);
        assertRange(DataType.INT, null, 7L, -5_000_000_000L, 7);
        assertRange(DataType.BYTE, -128L, null, -128, 128);
        assertRange(DataType.UNSIGNED_INT, 0L, 4_294_967_295L, 0, 4_294_967_295L);
        assertRange(DataType.UNSIGNED_INT, null, null, -1, 4_294_967_296L);
        assertRange(DataType.DATE, null, LocalDate.EPOCH, Long.MIN_VALUE, 0);
        assertRange(DataType.decimal(3, 1), null, null, -1000, 1000);
        assertRange(DataType.decimal(20, 0), null, null, 0, Long.MIN_VALUE, 0, Long.MAX_VALUE);
    }

    @Test
    void ofAReversedRangeNothingIsTold() {
        assertRange(DataType.LONG, null, null, 7, -5);
    }

    @Test
    void moreNullsThanRowsAreAnError() {
        for (int nulls : new int[] {11, -1}) {
            assertThatThrownBy(() -> zones(DataType.LONG, nulls, 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("zone maps are of " + nulls + " rows");
        }
    }

    @Test
    void aTextThatIsLongerThanWrittenOnesIsAnError() {
        // its length, and as many bytes as there may be; then one more
        assertThat(zones(DataType.STRING, 2, text(Zone.TEXT_BYTES))
                        .column(0, 0, true)
                        .min())
                .isNotNull();
        assertThatThrownBy(() -> zones(DataType.STRING, 2, text(Zone.TEXT_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a text of 25 bytes");
    }

    /** The bytes of a least and of a greatest text, which are alike, and zeros after them. */
    private static long[] text(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(56);
        for (int bound = 0; bound < 2; bound++) {
            bytes.put((byte) length);
            for (int at = 0; at < length; at++) {
                bytes.put((byte) 'a');
            }
        }
        long[] words = new long[7];
        bytes.clear().asLongBuffer().get(words);
        return words;
    }
}
