package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableSink;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A column file to be written.
 *
 * @param file the target
 * @param isAppending whether the rows of the file that is there stay, before the new ones
 */
public record ColumnFileSink(Path file, boolean isAppending) implements ResumableSink {

    @Override
    public String describe() {
        return (isAppending ? "more of column file " : "column file ") + file;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.targets(List.of(file));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        if (schema.size() == 0) {
            throw withoutColumns();
        }
        if (!isAppending) {
            return create(schema, context);
        }
        if (!Files.exists(file)) {
            return create(schema, context).checkedBy(this::checkAbsent);
        }
        InputFile old = InputFile.of(file);
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, old, 0)) {
            return ColumnFileWriter.append(OutputFile.create(file), ranges, schema, context)
                    .checkedBy(() -> {
                        old.checkSame();
                        old.checkUnchanged();
                    });
        }
    }

    @Override
    public String hindrance() {
        return isAppending ? "a file that is appended to cannot be gone on with. Write another file" : null;
    }

    @Override
    public String fingerprint() {
        return "column file";
    }

    @Override
    public ColumnFileWriter open(Schema schema, RunContext context, SavedPosition saved) {
        if (schema.size() == 0) {
            throw withoutColumns();
        }
        if (saved == null) {
            return ColumnFileWriter.create(
                    OutputFile.createResumable(file), schema, context.memory(), FileMetadata.MAX_METADATA_BYTES);
        }
        return ColumnFileWriter.resume(file, saved, schema, context.memory());
    }

    private IllegalArgumentException withoutColumns() {
        return new IllegalArgumentException("rows without columns cannot be written to " + file);
    }

    private ColumnFileWriter create(Schema schema, RunContext context) {
        return ColumnFileWriter.create(
                OutputFile.create(file), schema, context.memory(), FileMetadata.MAX_METADATA_BYTES);
    }

    private void checkAbsent() {
        if (Files.exists(file)) {
            throw new DataAccessException("cannot append to " + file
                    + ": there was no such file, but another program has made one meanwhile. Append again");
        }
    }
}
