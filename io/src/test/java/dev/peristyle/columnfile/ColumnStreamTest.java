package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are written: Arrow Java reads them, value for value. */
class ColumnStreamTest {
    private static final long PLENTY = 256 << 20;

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static List<Object[]> read(byte[] stream) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        new ByteArrayInputStream(stream), allocator, CommonsCompressionFactory.INSTANCE)) {
            return ArrowFiles.rows(reader, batch -> {});
        }
    }

    @Test
    void arrowReadsEveryType() throws IOException {
        Schema schema = BoxedRows.everyType();
        ColumnFileWriteOptions compressed = ColumnFileWriteOptions.builder()
                .compression(BatchCompression.LZ4)
                .build();
        for (int count : new int[] {0, 1, 64, 500}) {
            List<Object[]> rows = BoxedRows.random(schema, count, 0.3, random);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            ColumnFiles.write(ColumnStream.to(stream), schema, rows, PLENTY, 100, random);
            ColumnFiles.assertSame(read(stream.toByteArray()), rows);
            byte[] end = stream.toByteArray();
            assertThat(Arrays.copyOfRange(end, end.length - 8, end.length)).containsExactly(-1, -1, -1, -1, 0, 0, 0, 0);
            Path file = directory.resolve("rows.arrows");
            // batches of 64 KB
            ColumnFiles.write(ColumnStream.to(file, compressed), schema, rows, 2 << 20, 100, random);
            ColumnFiles.assertSame(read(Files.readAllBytes(file)), rows);
        }
    }

    @Test
    void aStreamThatTakesNoMoreIsAnErrorAndIsNotClosed() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 5000, 0.1, random);
        boolean[] closed = {false};
        OutputStream full = new OutputStream() {
            private int left = 100_000;

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                left -= length;
                if (left < 0) {
                    throw new IOException("the pipe is broken");
                }
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThatThrownBy(() -> ColumnFiles.write(ColumnStream.to(full), schema, rows, PLENTY, 100, random))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the pipe is broken");
        assertThat(closed[0]).isFalse();
    }

    @Test
    void dictionariesAreRefused() {
        ColumnFileWriteOptions options =
                ColumnFileWriteOptions.builder().dictionary("a").build();
        assertThatThrownBy(() -> ColumnStream.to(new ByteArrayOutputStream(), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out dictionary(...)");
    }
}
