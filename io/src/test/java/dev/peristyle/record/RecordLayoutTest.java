package dev.peristyle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What goes together in a layout and what does not. */
class RecordLayoutTest {

    private static void refused(ThrowingCallable build, String... parts) {
        assertThatThrownBy(build).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(parts);
    }

    @Test
    void fieldsFollowEachOtherUnlessTheyAreToldWhereTheyAre() {
        RecordLayout layout = RecordLayout.builder()
                .field("a", FieldType.int16())
                .field("b", FieldType.int64())
                .skip(3)
                .field("c", FieldType.uint8())
                .field("d", 40, FieldType.packedDecimal(5, 2))
                .field("e", FieldType.zonedDecimal(20, 0))
                .headerLength(7)
                .footerLength(9)
                .build();
        assertThat(layout.toString())
                .isEqualTo("records of 63 bytes, 0: a short, 2: b long, 13: c unsigned byte, 40: d decimal(5,2),"
                        + " 43: e decimal(20,0)");
        assertThat(layout.recordLength()).isEqualTo(63);
        assertThat(layout.headerLength()).isEqualTo(7);
        assertThat(layout.footerLength()).isEqualTo(9);
        assertThat(layout.schema())
                .isEqualTo(Schema.builder()
                        .add("a", DataType.SHORT)
                        .add("b", DataType.LONG)
                        .add("c", DataType.UNSIGNED_BYTE)
                        .add("d", DataType.decimal(5, 2))
                        .add("e", DataType.decimal(20, 0))
                        .build());
    }

    @Test
    void skippedBytesAtTheEndBelongToTheRecord() {
        assertThat(RecordLayout.builder()
                        .field("a", FieldType.int8())
                        .skip(7)
                        .build()
                        .recordLength())
                .isEqualTo(8);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        refused(() -> RecordLayout.builder().build(), "a layout needs a field");
        refused(
                () -> RecordLayout.builder()
                        .field("a", FieldType.int8())
                        .field("a", FieldType.int8())
                        .build(),
                "'a' occurs twice");
        refused(
                () -> RecordLayout.builder()
                        .field("a", FieldType.int32())
                        .field("b", 2, FieldType.int32())
                        .build(),
                "fields 'a' and 'b' overlap: the first has the bytes 0 to 3, the second begins at 2",
                "take a layout for each");
        refused(
                () -> RecordLayout.builder()
                        .field("a", FieldType.int64())
                        .recordLength(7)
                        .build(),
                "field 'a' ends at byte 8, but records have 7 bytes");
        refused(
                () -> RecordLayout.builder().field("a", -1, FieldType.int64()),
                "field 'a' cannot begin at byte -1 of a record");
        refused(
                () -> RecordLayout.builder()
                        .field("a", FieldType.int8())
                        .recordLength(0)
                        .build(),
                "a record has 1 to",
                "but not 0");
        refused(
                () -> RecordLayout.builder()
                        .field("a", 1L << 40, FieldType.int8())
                        .build(),
                "a record has 1 to 1073741824 bytes, but not 1099511627777");
        refused(() -> RecordLayout.builder().headerLength(-1), "header: -1 bytes are not possible");
        refused(() -> RecordLayout.builder().footerLength(-2), "footer: -2 bytes are not possible");
        refused(() -> RecordLayout.builder().skip(-3), "skipped bytes: -3 bytes are not possible");
    }

    @Test
    void typesThatAreNoneAreRefused() {
        refused(() -> FieldType.decimal(4, 19, 0), "16 bytes beyond", "but not 4 bytes and 19 digits");
        refused(() -> FieldType.decimal(3, 5, 0), "1, 2, 4 or 8 bytes", "but not 3 bytes and 5 digits");
        refused(() -> FieldType.packedDecimal(32, 0), "at most 31 digits, but not 32");
        refused(() -> FieldType.packedDecimal(5, 6), "scale must be 0 to the precision 5");
        refused(() -> FieldType.ascii(0), "a field has 1 byte or more, but not 0");
        refused(() -> FieldType.ebcdic(4, 273), "37, 500 or 1047, but is 273; read it as bytes");
        refused(() -> FieldType.uint8().bigEndian(), "unsigned byte in 1 byte have no order");
        refused(() -> FieldType.ascii(3).littleEndian(), "string in 3 bytes have no order");
        refused(() -> FieldType.int8().paddedBefore(), "byte in 1 byte has no padding");
        refused(() -> FieldType.ascii(3).unpadded().paddedWith('x'), "has no padding");
        refused(() -> FieldType.ascii(3).paddedWith('é'), "'é' is not one byte there");
        refused(() -> FieldType.float64().nullAs(0), "see nanIsNull()");
        refused(() -> FieldType.ascii(1).nullAs(0), "see emptyIsNull()");
        refused(() -> FieldType.bytes(1).nullAs(0), "no integer can stand for null in a field of binary(1)");
        refused(() -> FieldType.packedDecimal(19, 0).nullAs(0), "no integer can stand for null");
        refused(() -> FieldType.int32().nanIsNull(), "a field of int in 4 bytes is never NaN");
        refused(() -> FieldType.bytes(3).emptyIsNull(), "is never an empty text");
    }

    private record Trade(long id, LocalDate day, Instant at, double price, boolean sold, String symbol) {}

    private record Exact(BigDecimal amount) {}

    @Test
    void aRecordIsALayout() {
        RecordLayout layout = RecordLayout.builder()
                .fields(Trade.class, Map.of("symbol", FieldType.ascii(8)))
                .build();
        assertThat(layout.toString())
                .isEqualTo("records of 37 bytes, 0: id long, 8: day date, 12: at timestamp, 20: price double,"
                        + " 28: sold boolean, 29: symbol string");
        assertThat(RecordLayout.of(Numbers.class).recordLength()).isEqualTo(1 + 2 + 4 + 4 + 8 + 8);
        refused(
                () -> RecordLayout.of(Exact.class),
                "component 'amount'",
                "is of type BigDecimal, which has no width of its own",
                "Map.of(\"amount\"");
        refused(
                () -> RecordLayout.builder().fields(Trade.class, Map.of("symbl", FieldType.ascii(8))),
                "which has no width of its own");
        refused(
                () -> RecordLayout.builder().fields(Numbers.class, Map.of("x", FieldType.timestamp(Resolution.NANOS))),
                "has no components [x]");
    }

    private record Numbers(byte a, short b, int c, float d, double e, LocalTime f) {}
}
