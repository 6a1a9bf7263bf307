package dev.peristyle.internal.record;

import dev.peristyle.schema.DataType;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.LongStream;

/** Records are a source like any other. */
class RecordSourceContractTest extends SourceContract {

    record Numbered(long id, Double size, BigDecimal price, LocalDate day, String name) {}

    @Override
    protected Source source(int rows) {
        RecordColumns columns = RecordColumns.of(Numbered.class).with("price", DataType.decimal(12, 2));
        return new RecordSource(
                columns,
                () -> LongStream.range(0, rows)
                        .mapToObj(NumberedRows::row)
                        .map(RecordSourceContractTest::numbered)
                        .iterator());
    }

    private static Numbered numbered(Object[] row) {
        return new Numbered((Long) row[0], (Double) row[1], (BigDecimal) row[2], (LocalDate) row[3], (String) row[4]);
    }
}
