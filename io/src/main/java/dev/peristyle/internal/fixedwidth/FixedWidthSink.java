package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.file.StreamOutput;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableSink;
import dev.peristyle.spi.ResumableWriter;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.SinkWriter;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Records to be written, to a file or to a stream. */
public final class FixedWidthSink implements ResumableSink {
    private final String target;
    private final List<Path> files;
    private final Supplier<Output> output;
    private final RecordFormat format;
    private final byte[] header;
    private final byte[] footer;

    private FixedWidthSink(
            String target,
            List<Path> files,
            Supplier<Output> output,
            RecordFormat format,
            byte[] header,
            byte[] footer) {
        this.target = target;
        this.files = files;
        this.output = output;
        this.format = format;
        this.header = header.clone();
        this.footer = footer.clone();
    }

    /** Names the file; nothing is touched yet. */
    public FixedWidthSink(Path file, RecordFormat format, byte[] header, byte[] footer) {
        this(file.toString(), List.of(file), () -> OutputFile.create(file), format, header, footer);
    }

    /** Takes a stream that its owner closes; nothing is written yet. */
    public FixedWidthSink(OutputStream stream, RecordFormat format, byte[] header, byte[] footer) {
        this("a stream", List.of(), () -> new StreamOutput(stream), format, header, footer);
    }

    @Override
    public String describe() {
        return format.kind() + " " + target;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.targets(files);
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        check(schema);
        return new RecordSinkWriter(output.get(), target, format, schema, header, footer, context.memory());
    }

    @Override
    public String hindrance() {
        return files.isEmpty() ? "of a stream nothing can be taken back. Write to a file" : null;
    }

    @Override
    public String fingerprint() {
        return format + ", header " + Arrays.toString(header) + ", footer " + Arrays.toString(footer);
    }

    @Override
    public ResumableWriter open(Schema schema, RunContext context, SavedPosition saved) {
        check(schema);
        Path file = files.get(0);
        MemoryPool pool = context.memory();
        return saved == null
                ? new RecordSinkWriter(
                        OutputFile.createResumable(file, context.job()), target, format, schema, header, footer, pool)
                : RecordSinkWriter.resume(file, saved, format, schema, footer, pool);
    }

    private void check(Schema schema) {
        Set<String> unknown = new TreeSet<>(schema.names());
        for (FieldFormat field : format.fields()) {
            if (!schema.contains(field.name())) {
                throw new IllegalArgumentException("the layout of " + target + " has a field '"
                        + ShownText.of(field.name()) + "', but the rows have no such column; they have "
                        + ShownText.of(schema.names().toString()));
            }
            unknown.remove(field.name());
            DataType type = schema.field(field.name()).type();
            if (!FieldStore.accepts(field.storage(), type)) {
                throw new IllegalArgumentException("column '" + ShownText.of(field.name()) + "' is of type " + type
                        + ", which is not written as " + field.storage().type() + " to " + target
                        + ". Cast it in the pipeline, or take another type for the field");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the layout of " + target + " has no fields for the columns " + ShownText.of(unknown.toString())
                            + ", which would be lost. Leave them out with select, or add fields");
        }
    }
}
