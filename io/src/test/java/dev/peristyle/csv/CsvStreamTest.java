package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvStreamTest {
    private static final int ROWS = 30_000;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(
                directory.resolve("in.csv"),
                IntStream.range(0, ROWS)
                        .mapToObj(row -> row + ",\"text, " + row + "\"\n")
                        .collect(Collectors.joining("", "number,text\n", "")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStreamGetsTheBytesOfAFileAndIsFlushedButNotClosed(int threads) throws IOException {
        Recorder stream = new Recorder();
        Path copy = directory.resolve("out.csv");
        Pipeline rows = Csv.scan(file)
                .filter(col("number").modulo(3).ne(0))
                .using(Execution.builder().threads(threads).build());

        long written = rows.write(Csv.to(stream));

        assertThat(rows.write(Csv.to(copy))).isEqualTo(written).isEqualTo(ROWS - ROWS / 3);
        assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(copy));
        assertThat(stream.flushed).isTrue();
        assertThat(stream.closed).isFalse();
    }

    @Test
    void optionsAreThoseOfFiles() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();

        Csv.scan(file)
                .limit(1)
                .write(Csv.to(
                        stream,
                        CsvWriteOptions.builder().delimiter(';').noHeader().build()));

        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo("0;text, 0\n");
    }

    @Test
    void aStreamThatFailsEndsTheRunWithItsMessage() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("broken pipe");
            }
        };

        assertThatThrownBy(() -> Csv.scan(file).write(Csv.to(broken)))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("cannot write to the stream: broken pipe");
    }

    private static final class Recorder extends ByteArrayOutputStream {
        private boolean flushed;
        private boolean closed;

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
