package dev.peristyle.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.RowsSource;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import org.junit.jupiter.api.AfterEach;

/** A table of collected rows. */
class TableSourceContractTest extends SourceContract {

    private Table table;

    @Override
    protected Source source(int rows) {
        assertThat(table).isNull();
        table = Pipeline.from(new RowsSource(rows, new int[] {100}, FilterSupport.NONE, false, 1))
                .collect();
        return new TableSource(table);
    }

    @AfterEach
    void close() {
        table.close();
    }
}
