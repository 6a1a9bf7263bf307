package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.file.StreamOutput;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A column stream to be written.
 *
 * @param file the file, or null
 * @param stream the stream, if there is no file
 * @param settings how rows are written
 */
public record ColumnStreamSink(Path file, OutputStream stream, FileSettings settings) implements Sink {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if columns are to be written by dictionaries
     */
    public ColumnStreamSink {
        if (!settings.dictionaries().isEmpty()) {
            throw new IllegalArgumentException(
                    "columns of a stream are not written by dictionaries, which are known when"
                            + " all rows are: leave out dictionary(...), or write a file");
        }
    }

    @Override
    public String describe() {
        return "column stream " + (file == null ? "" : file) + settings.shown("compressed with ");
    }

    @Override
    public Set<Object> replaces() {
        return file == null ? Set.of() : InputFile.targets(List.of(file));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        if (schema.size() == 0) {
            throw new IllegalArgumentException("rows without columns cannot be written to a column stream");
        }
        settings.require();
        Output output = file == null ? new StreamOutput(stream) : OutputFile.create(file);
        return ColumnStreamWriter.create(output, schema, context.memory(), settings.codec());
    }
}
