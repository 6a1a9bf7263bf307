package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.columnfile.ColumnFileSource;
import dev.peristyle.internal.columnfile.ColumnStreamSource;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** A file of some batches, read and mapped. */
class ColumnFileSourceContractTest {

    private abstract static class Contract extends SourceContract {
        private final WindowMode mode;

        Contract(WindowMode mode) {
            this.mode = mode;
        }

        @AfterEach
        void nothingIsOpen() {
            assertThat(Resources.of(directory)).isEmpty();
        }

        @Override
        protected Source source(int rows) {
            Path file = directory.resolve("rows.arrow");
            List<Object[]> all =
                    LongStream.range(0, rows).mapToObj(NumberedRows::row).toList();
            // so little memory that what the encoder holds is a batch
            ColumnFiles.write(file, NumberedRows.SCHEMA, all, 20_000, 100, Seeds.fresh());
            return ColumnFileSource.of(file, null, mode);
        }
    }

    /** A stream that is in a file. */
    @Nested
    class Stream extends SourceContract {
        @AfterEach
        void nothingIsOpen() {
            assertThat(Resources.of(directory)).isEmpty();
        }

        @Override
        protected Source source(int rows) {
            Path file = directory.resolve("rows.arrows");
            List<Object[]> all =
                    LongStream.range(0, rows).mapToObj(NumberedRows::row).toList();
            ColumnFiles.write(ColumnStream.to(file), NumberedRows.SCHEMA, all, 20_000, 100, Seeds.fresh());
            return ColumnStreamSource.of(file, null, WindowMode.READ, true);
        }
    }

    @Nested
    class Read extends Contract {
        Read() {
            super(WindowMode.READ);
        }
    }

    @Nested
    class Mapped extends Contract {
        Mapped() {
            super(WindowMode.MAP);
        }
    }
}
