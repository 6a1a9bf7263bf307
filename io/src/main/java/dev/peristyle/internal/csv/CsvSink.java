package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.file.StreamOutput;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A CSV to be written, to a file or to a stream. */
public final class CsvSink implements Sink {
    private static final Map<DataType.Kind, String> WITH_COLONS =
            Map.of(DataType.Kind.TIMESTAMP, "timestamps", DataType.Kind.TIME, "times of day");

    private final String target;
    private final List<Path> replaced;
    private final Supplier<Output> output;
    private final WriteSettings settings;

    private CsvSink(String target, List<Path> replaced, Supplier<Output> output, WriteSettings settings) {
        this.target = target;
        this.replaced = replaced;
        this.output = output;
        this.settings = settings;
    }

    /** Names the file, which no input may be; nothing is touched yet. */
    public CsvSink(Path file, WriteSettings settings) {
        this(file, settings, false);
    }

    /**
     * Names the file; nothing is touched yet.
     *
     * @param replacesInput whether the file may be one that the same run reads
     */
    public CsvSink(Path file, WriteSettings settings, boolean replacesInput) {
        this(file.toString(), replacesInput ? List.of() : List.of(file), () -> OutputFile.create(file), settings);
    }

    /** Takes a stream that its owner closes; nothing is written yet. */
    public CsvSink(OutputStream stream, WriteSettings settings) {
        this("to a stream", List.of(), () -> new StreamOutput(stream), settings);
    }

    @Override
    public String describe() {
        return "csv " + target;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.targets(replaced);
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        settings.formats().check(schema);
        for (Field field : schema.fields()) {
            // times are written without quotes
            String colons = WITH_COLONS.get(field.type().kind());
            if (colons != null && settings.delimiter() == ':' && settings.isPlain()) {
                throw new IllegalArgumentException("column '" + field.name() + "' holds " + colons
                        + ", which cannot be written with the delimiter ':'. Choose another one");
            }
        }
        return new CsvSinkWriter(output.get(), settings, schema, context.memory());
    }
}
