package dev.peristyle.internal.npy;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.fixedwidth.RecordSinkWriter;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns to be written as the arrays of an archive.
 *
 * @param file the target
 * @param isDeflated whether they are compressed
 * @param characters the most characters of text by the names of columns
 */
public record NpzSink(Path file, boolean isDeflated, Map<String, Integer> characters) implements Sink {

    @Override
    public String describe() {
        return "npz " + file;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.targets(List.of(file));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        RecordFormat format = NpySink.format(file, schema, false, characters);
        ZipOutput.checkNames(format);
        OutputFile output = OutputFile.create(file);
        NpzOutput arrays;
        try {
            output.checkRewritable("what comes before an array has its size and checksum, which are known after it");
            arrays = new NpzOutput(output, format, isDeflated, context);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(output));
            throw failure;
        }
        return new RecordSinkWriter(
                arrays, file.toString(), format, schema, new byte[0], new byte[0], context.memory());
    }
}
