package dev.peristyle.internal.csv;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;

/** A CSV file to be written. */
public final class CsvSink implements Sink {
    private final Path file;
    private final WriteSettings settings;

    /**
     * Names the file; nothing is touched yet.
     *
     * @param file the target
     * @param settings how it is written
     */
    public CsvSink(Path file, WriteSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    @Override
    public String describe() {
        return "csv " + file;
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        for (Field field : schema.fields()) {
            // times are written without quotes
            if (field.type().kind() == DataType.Kind.TIMESTAMP && settings.delimiter() == ':') {
                throw new IllegalArgumentException("column '" + field.name()
                        + "' holds timestamps, which cannot be written with the delimiter ':'. Choose another one");
            }
        }
        return new CsvSinkWriter(file, settings, schema, context.memory());
    }
}
