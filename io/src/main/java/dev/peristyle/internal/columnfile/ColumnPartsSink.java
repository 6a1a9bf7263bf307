package dev.peristyle.internal.columnfile;

import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.TemporaryDirectory;
import dev.peristyle.internal.parts.PartColumns;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;

/**
 * A directory of column files to be written.
 *
 * @param directory is not there, or empty, when the sink is opened
 * @param parts how rows are divided
 * @param settings how they are written
 */
public record ColumnPartsSink(Path directory, Parts parts, FileSettings settings) implements Sink {

    @Override
    public String describe() {
        return "column files " + directory + (parts.columns().isEmpty() ? "" : " by " + parts.columns())
                + settings.shown("compressed with ");
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        PartColumns columns = PartColumns.of(schema, parts.columns());
        settings.require();
        // what is wrong with them is said before there is a directory
        new DictionaryColumns(columns.data(), settings.dictionaries(), context.memory()).close();
        return new ColumnPartsWriter(TemporaryDirectory.create(directory), parts, columns, settings, context.memory());
    }
}
