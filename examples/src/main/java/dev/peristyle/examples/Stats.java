package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Looks at an unknown file, and a lesson on loops of your own: chunks, column at a time.
 *
 * <p>A column file and an array of NumPy say their types; of a CSV no schema is given, so they are inferred from a sample. {@code chunks()} then hands out what the engine itself
 * works on: a batch of rows as typed columns off the heap. A chunk belongs to the iteration and is reused by the next call;
 * what a profile keeps of it, it copies.
 */
@Command(
        name = "stats",
        aliases = "inspect",
        description = "Shows the columns of a file: type, nulls, extremes, mean, different values.")
final class Stats implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Mixin
    private InputOptions input;

    @Mixin
    private BadRowOptions badRows;

    @Mixin
    private CsvReadFlags read;

    @Override
    public Integer call() throws Exception {
        int code = options.measure(
                input.file(),
                execution -> compression() + profile(input.scan(read, badRows).using(execution)));
        return badRows.tell(options.lastReport(), code);
    }

    /** What a column file says of itself beside its columns. */
    private String compression() {
        if (!FileFormat.ARROW.isOf(input.file()) || Files.isDirectory(input.file())) {
            return "";
        }
        BatchCompression compression = ColumnFile.compression(input.file());
        return compression == BatchCompression.NONE
                ? ""
                : "compressed with " + compression.name().toLowerCase(Locale.ROOT) + ", ";
    }

    private static String profile(Pipeline pipeline) {
        Schema schema = pipeline.schema();
        List<ColumnProfile> profiles = schema.fields().stream()
                .map(field -> ColumnProfile.of(field.type()))
                .toList();
        long rows = 0;
        try (ChunkIterator chunks = pipeline.chunks()) {
            while (chunks.next()) {
                Chunk chunk = chunks.chunk();
                rows += chunk.rowCount();
                for (int column = 0; column < profiles.size(); column++) {
                    profiles.get(column).add(chunk.column(column));
                }
            }
        }
        return String.format(Locale.ROOT, "%,d rows%n%n%s", rows, table(schema, profiles));
    }

    private static TextTable table(Schema schema, List<ColumnProfile> profiles) {
        TextTable table = new TextTable(
                new String[] {"column", "type", "nulls", "min", "max", "mean", "distinct (estimate)"},
                new boolean[] {false, false, true, false, false, true, true});
        for (int column = 0; column < profiles.size(); column++) {
            Field field = schema.field(column);
            ColumnProfile profile = profiles.get(column);
            table.add(
                    Terminal.printable(field.name()),
                    field.type().toString(),
                    String.format(Locale.ROOT, "%,d", profile.nulls()),
                    Terminal.printable(profile.minimum()),
                    Terminal.printable(profile.maximum()),
                    profile.meanText(),
                    String.format(Locale.ROOT, "%,d", profile.distinct.count()));
        }
        return table;
    }
}
