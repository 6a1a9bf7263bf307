package dev.peristyle.internal.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableSink;
import dev.peristyle.spi.ResumableWriter;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A CSV to be written, to a file or to a stream.
 *
 * @param target where it goes; nothing is touched before the sink is opened
 * @param settings how it is written
 * @param replacesInput whether the file may be one that the same run reads
 */
public record CsvSink(CsvTarget target, WriteSettings settings, boolean replacesInput) implements ResumableSink {
    private static final Map<DataType.Kind, String> WITH_COLONS =
            Map.of(DataType.Kind.TIMESTAMP, "timestamps", DataType.Kind.TIME, "times of day");

    /** A new file, which no input may be. */
    CsvSink(Path file, WriteSettings settings) {
        this(new CsvTarget(file, null, Compression.NONE, false, false, null), settings, false);
    }

    @Override
    public String describe() {
        return (target.appends() ? "more of " : "")
                + (settings.lines() == null ? "csv " : "fixed-width text ")
                + target;
    }

    @Override
    public Set<Object> replaces() {
        return target.file() == null || replacesInput ? Set.of() : InputFile.targets(List.of(target.file()));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        check(schema, settings);
        return target.open(settings, schema, context);
    }

    @Override
    public String hindrance() {
        return replacesInput
                ? "it may replace its input, which has to be there as long as the run may go on. Write another file"
                : target.hindrance();
    }

    @Override
    public String fingerprint() {
        return settings.toString();
    }

    @Override
    public ResumableWriter open(Schema schema, RunContext context, SavedPosition saved) {
        check(schema, settings);
        return target.open(settings, schema, context, saved);
    }

    /**
     * Checks that columns can be written.
     *
     * @throws IllegalArgumentException if a value would look like more than one, or an option cannot be followed
     */
    static void check(Schema schema, WriteSettings settings) {
        settings.formats().check(schema);
        if (settings.lines() != null) {
            LineRules.check(schema, settings);
            return;
        }
        for (Field field : schema.fields()) {
            // times are written without quotes
            String colons = WITH_COLONS.get(field.type().kind());
            if (colons != null && settings.delimiter() == ':' && settings.isPlain()) {
                throw new IllegalArgumentException("column '" + field.name() + "' holds " + colons
                        + ", which cannot be written with the delimiter ':'. Choose another one");
            }
        }
    }
}
