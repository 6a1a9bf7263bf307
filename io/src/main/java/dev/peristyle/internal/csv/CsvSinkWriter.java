package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.Output;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Writes one CSV: encoders make its bytes, this puts them one after the other. */
final class CsvSinkWriter implements SinkWriter {
    private final WriteSettings settings;
    private final Schema schema;
    private final Output output;

    CsvSinkWriter(Output output, WriteSettings settings, Schema schema, MemoryPool pool) {
        this.settings = settings;
        this.schema = schema;
        this.output = output;
        try {
            if (settings.header()) {
                writeHeader(pool);
            }
        } catch (RuntimeException | Error failure) {
            output.close();
            throw failure;
        }
    }

    private void writeHeader(MemoryPool pool) {
        String line = schema.names().stream().map(this::quotedIfNeeded).collect(Collectors.joining(String.valueOf((char)
                        settings.delimiter())))
                + "\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try (OffHeapBuffer buffer = OffHeapCopy.of(bytes, pool, "csv: header")) {
            output.write(buffer.address(), bytes.length);
        }
    }

    private String quotedIfNeeded(String name) {
        String quote = String.valueOf((char) settings.quote());
        boolean needed = name.contains(quote)
                || name.indexOf((char) settings.delimiter()) >= 0
                || name.indexOf('\n') >= 0
                || name.indexOf('\r') >= 0;
        return needed ? quote + name.replace(quote, quote + quote) + quote : name;
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return new CsvEncoder(settings, schema, pool);
    }

    @Override
    public void append(Encoder encoder) {
        CsvEncoder text = (CsvEncoder) encoder;
        if (text.size() > 0) {
            output.write(text.address(), text.size());
            text.clear();
        }
    }

    @Override
    public void commit() {
        output.commit();
    }

    @Override
    public void close() {
        output.close();
    }
}
