package dev.peristyle.internal.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.file.TemporaryDirectory;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory of CSV files to be written.
 *
 * @param directory is not there, or empty, when the sink is opened
 * @param limits how rows are divided
 * @param settings how they are written
 * @param compression of each file
 */
public record PartsSink(Path directory, PartLimits limits, WriteSettings settings, Compression compression)
        implements Sink {

    @Override
    public String describe() {
        return "csv parts " + directory + (limits.columns().isEmpty() ? "" : " by " + limits.columns());
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        List<String> by = limits.columns();
        List<String> unknown =
                by.stream().filter(name -> !schema.names().contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the rows to be written cannot be divided by " + ShownNames.of(unknown)
                    + ": their columns are " + ShownNames.of(schema.names()));
        }
        List<Field> left = schema.fields().stream()
                .filter(field -> !by.contains(field.name()))
                .toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("if the rows are divided by " + ShownNames.of(by)
                    + ", no column is left for the files. Divide by fewer columns");
        }
        Schema data = Schema.of(left.toArray(Field[]::new));
        CsvSink.check(data, settings);
        Schema keys = Schema.of(
                by.stream().map(name -> schema.field(schema.indexOf(name))).toArray(Field[]::new));
        PartFiles files = new PartFiles(TemporaryDirectory.create(directory), limits, settings, data, compression);
        return new PartsWriter(files, limits, settings, data, keys);
    }
}
