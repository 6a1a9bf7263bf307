package dev.peristyle.csv;

import dev.peristyle.Pipeline;
import dev.peristyle.internal.csv.CsvSource;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.RowsSource;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import java.nio.file.Path;
import java.util.List;

/** A file of some windows. */
class CsvSourceContractTest extends SourceContract {

    @Override
    protected Source source(int rows) {
        Path file = directory.resolve("rows.csv");
        Pipeline.from(new RowsSource(rows, new int[] {100}, FilterSupport.NONE, false, 1))
                .write(Csv.to(file));
        return CsvSource.describe(
                List.of(file),
                CsvOptions.builder()
                        .schema(NumberedRows.SCHEMA)
                        .windowSize(4096)
                        .maximumRecordSize(1024)
                        .build()
                        .settings());
    }
}
