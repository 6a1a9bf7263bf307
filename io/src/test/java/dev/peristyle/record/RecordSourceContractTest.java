package dev.peristyle.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.internal.fixedwidth.FixedWidthSource;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.RowsSource;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A file of some windows, whose records do not end where windows do. */
class RecordSourceContractTest extends SourceContract {

    static final RecordLayout LAYOUT = RecordLayout.builder()
            .headerLength(5)
            .footerLength(3)
            .field("name", FieldType.utf8(11).emptyIsNull())
            .field("id", FieldType.int64())
            .skip(1)
            .field("day", FieldType.date().bigEndian().nullAs(Integer.MIN_VALUE))
            .field("price", FieldType.packedDecimal(12, 2).nullAs(-1))
            .field("size", FieldType.float64().nanIsNull())
            .build();

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    @Override
    protected Source source(int rows) {
        Path file = directory.resolve("rows.bin");
        Pipeline.from(new RowsSource(rows, new int[] {100}, FilterSupport.NONE, false, 1))
                .write(BinaryRecords.to(file, LAYOUT));
        return new FixedWidthSource(List.of(file), LAYOUT.format(), LAYOUT.extent(), WindowMode.READ, 1000);
    }
}
