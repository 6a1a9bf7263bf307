package dev.peristyle.internal.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.TemporaryDirectory;
import dev.peristyle.internal.parts.PartColumns;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;

/**
 * A directory of CSV files to be written.
 *
 * @param directory is not there, or empty, when the sink is opened
 * @param limits how rows are divided
 * @param settings how they are written
 * @param compression of each file
 */
public record PartsSink(Path directory, Parts limits, WriteSettings settings, Compression compression) implements Sink {

    @Override
    public String describe() {
        return "csv parts " + directory + (limits.columns().isEmpty() ? "" : " by " + limits.columns());
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        PartColumns columns = PartColumns.of(schema, limits.columns());
        CsvSink.check(columns.data(), settings);
        PartFiles files =
                new PartFiles(TemporaryDirectory.create(directory), limits, settings, columns.data(), compression);
        return new PartsWriter(files, limits, settings, columns, directory.toString());
    }
}
