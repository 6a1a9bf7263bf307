package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A column file to be written.
 *
 * @param file the target
 */
public record ColumnFileSink(Path file) implements Sink {

    @Override
    public String describe() {
        return "column file " + file;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.identities(List.of(file));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        if (schema.size() == 0) {
            throw new IllegalArgumentException("rows without columns cannot be written to " + file);
        }
        return new ColumnFileWriter(OutputFile.create(file), schema, context.memory());
    }
}
