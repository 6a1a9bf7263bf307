package dev.peristyle.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataTypeTest {

    private static final List<DataType> ALL = List.of(
            DataType.BOOLEAN,
            DataType.INT,
            DataType.LONG,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.decimal(18, 2),
            DataType.decimal(18, 3),
            DataType.decimal(17, 2),
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.LOCAL_TIMESTAMP,
            DataType.STRING,
            DataType.BYTE,
            DataType.SHORT,
            DataType.UNSIGNED_BYTE,
            DataType.UNSIGNED_SHORT,
            DataType.UNSIGNED_INT,
            DataType.UNSIGNED_LONG,
            DataType.decimal(19, 2),
            DataType.decimal(38, 38),
            DataType.time(Resolution.MICROS),
            DataType.time(Resolution.NANOS),
            DataType.timestamp(Resolution.SECONDS),
            DataType.timestamp(Resolution.NANOS),
            DataType.localTimestamp(Resolution.MILLIS),
            DataType.duration(Resolution.MILLIS),
            DataType.BINARY,
            DataType.fixedBinary(16),
            DataType.float16());

    @Test
    void differsFromEachOtherType() {
        for (DataType one : ALL) {
            for (DataType other : ALL) {
                assertThat(one.equals(other))
                        .as("%s and %s", one, other)
                        .isEqualTo(ALL.indexOf(one) == ALL.indexOf(other));
            }
        }
        assertThat(DataType.decimal(18, 2))
                .isEqualTo(DataType.decimal(18, 2))
                .hasSameHashCodeAs(DataType.decimal(18, 2));
    }

    @Test
    void isNamedAsInMessages() {
        assertThat(ALL.stream().map(DataType::toString))
                .containsExactly(
                        "boolean",
                        "int",
                        "long",
                        "float",
                        "double",
                        "decimal(18,2)",
                        "decimal(18,3)",
                        "decimal(17,2)",
                        "date",
                        "timestamp",
                        "local timestamp",
                        "string",
                        "byte",
                        "short",
                        "unsigned byte",
                        "unsigned short",
                        "unsigned int",
                        "unsigned long",
                        "decimal(19,2)",
                        "decimal(38,38)",
                        "time",
                        "time(ns)",
                        "timestamp(s)",
                        "timestamp(ns)",
                        "local timestamp(ms)",
                        "duration(ms)",
                        "binary",
                        "binary(16)",
                        "float16");
    }

    @Test
    void hasALayoutOfKnownWidth() {
        assertThat(ALL.stream().map(DataType::layout))
                .containsExactly(
                        Layout.BIT,
                        Layout.INT32,
                        Layout.INT64,
                        Layout.FLOAT32,
                        Layout.FLOAT64,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.INT32,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.VIEW,
                        Layout.INT8,
                        Layout.INT16,
                        Layout.UINT8,
                        Layout.UINT16,
                        Layout.UINT32,
                        Layout.UINT64,
                        Layout.INT128,
                        Layout.INT128,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.INT64,
                        Layout.VIEW,
                        Layout.VIEW,
                        Layout.FLOAT16);
        assertThat(List.of(Layout.values()).stream().map(Layout::bytes))
                .containsExactly(0, 1, 2, 4, 8, 1, 2, 4, 8, 16, 2, 4, 8, 8);
    }

    @Test
    void numbersAreWhatOneCanAddUp() {
        assertThat(ALL.stream().filter(DataType::isNumeric))
                .containsExactly(
                        DataType.INT,
                        DataType.LONG,
                        DataType.FLOAT,
                        DataType.DOUBLE,
                        DataType.decimal(18, 2),
                        DataType.decimal(18, 3),
                        DataType.decimal(17, 2),
                        DataType.BYTE,
                        DataType.SHORT,
                        DataType.UNSIGNED_BYTE,
                        DataType.UNSIGNED_SHORT,
                        DataType.UNSIGNED_INT,
                        DataType.UNSIGNED_LONG,
                        DataType.decimal(19, 2),
                        DataType.decimal(38, 38),
                        DataType.float16());
    }

    @Test
    void theTypesOfTheTestsHaveEveryKindLayoutAndResolution() {
        assertThat(AllTypes.LIST.stream().map(DataType::kind)).contains(DataType.Kind.values());
        assertThat(AllTypes.LIST.stream().map(DataType::layout)).contains(Layout.values());
        for (Resolution resolution : Resolution.values()) {
            assertThat(AllTypes.LIST)
                    .contains(
                            DataType.time(resolution),
                            DataType.timestamp(resolution),
                            DataType.localTimestamp(resolution),
                            DataType.duration(resolution));
        }
        assertThat(AllTypes.LIST).doesNotHaveDuplicates();
    }

    @Test
    void refusesDecimalsThat128BitsCannotHold() {
        assertThatThrownBy(() -> DataType.decimal(39, 0)).hasMessageContainingAll("1 to 38", "39", "DOUBLE");
        assertThatThrownBy(() -> DataType.decimal(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DataType.decimal(5, 6)).hasMessageContainingAll("0 to the precision 5", "6");
        assertThatThrownBy(() -> DataType.decimal(5, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(DataType.decimal(1, 1).scale()).isEqualTo(1);
        assertThat(DataType.decimal(18, 18).precision()).isEqualTo(18);
        assertThat(DataType.LONG.precision()).isZero();
        assertThat(DataType.LONG.scale()).isZero();
    }
}
