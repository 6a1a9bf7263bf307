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
 * @param settings how rows are written
 */
public record ColumnFileSink(Path file, boolean isAppending, FileSettings settings) implements ResumableSink {

    @Override
    public String describe() {
        return (isAppending ? "more of column file " : "column file ") + file + settings.shown("compressed with ");
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
        settings.require();
        if (isAppending && !settings.dictionaries().isEmpty()) {
            throw new IllegalArgumentException("what is appended to " + file
                    + " is written by dictionaries where the file is: leave out dictionary(...), or write a new file");
        }
        if (!isAppending) {
            return create(schema, context);
        }
        if (!Files.exists(file)) {
            return create(schema, context).checkedBy(this::checkAbsent);
        }
        InputFile old = InputFile.of(file);
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, old, 0)) {
            return ColumnFileWriter.append(OutputFile.create(file), ranges, schema, settings, context)
                    .checkedBy(() -> {
                        old.checkSame();
                        old.checkUnchanged();
                    });
        }
    }

    @Override
    public String hindrance() {
        if (isAppending) {
            return "a file that is appended to cannot be gone on with. Write another file";
        }
        return settings.dictionaries().isEmpty()
                ? null
                : "a file with columns that are written by dictionaries cannot be gone on with. Leave out dictionary(...)";
    }

    @Override
    public String fingerprint() {
        return "column file" + settings.shown("");
    }

    @Override
    public ColumnFileWriter open(Schema schema, RunContext context, SavedPosition saved) {
        if (schema.size() == 0) {
            throw withoutColumns();
        }
        settings.require();
        if (saved == null) {
            return ColumnFileWriter.create(
                    OutputFile.createResumable(file, context.job()),
                    schema,
                    context.memory(),
                    settings,
                    new DictionaryColumns(schema, Set.of(), context.memory()),
                    FileMetadata.MAX_METADATA_BYTES);
        }
        return ColumnFileWriter.resume(file, saved, schema, settings, context.memory());
    }

    private IllegalArgumentException withoutColumns() {
        return new IllegalArgumentException("rows without columns cannot be written to " + file);
    }

    private ColumnFileWriter create(Schema schema, RunContext context) {
        // what is wrong with them is said before there is a file
        DictionaryColumns named = new DictionaryColumns(schema, settings.dictionaries(), context.memory());
        return ColumnFileWriter.create(
                        OutputFile.create(file),
                        schema,
                        context.memory(),
                        settings,
                        settings.choosesDictionaries() ? named.undecided() : named,
                        FileMetadata.MAX_METADATA_BYTES)
                .in(context);
    }

    private void checkAbsent() {
        if (Files.exists(file)) {
            throw new DataAccessException("cannot append to " + file
                    + ": there was no such file, but another program has made one meanwhile. Append again");
        }
    }
}
