package dev.peristyle.internal.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.internal.file.CompressedOutput;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.file.StreamOutput;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a CSV goes.
 *
 * @param file the file, or null
 * @param stream the stream, if there is no file
 * @param compression of what is written
 * @param appends whether the rows of a file that is there stay
 * @param inPlace whether it is written where it is
 * @param reader reads the header of a file that is appended to
 */
public record CsvTarget(
        Path file,
        OutputStream stream,
        Compression compression,
        boolean appends,
        boolean inPlace,
        ReadSettings reader) {

    @Override
    public String toString() {
        return file == null ? "to a stream" : file.toString();
    }

    /** Starts to write. */
    CsvSinkWriter open(WriteSettings settings, Schema schema, RunContext context) {
        byte[] head = HeaderLine.of(schema.names(), settings);
        if (file == null) {
            return writer(new StreamOutput(stream), head, CsvTarget::noCheck, settings, schema, context);
        }
        if (!appends) {
            return writer(output(), head, CsvTarget::noCheck, settings, schema, context);
        }
        File there = file.toFile();
        if (!there.isFile() || there.length() == 0) {
            Runnable check = there.exists() || inPlace ? CsvTarget::noCheck : () -> AppendedFile.checkAbsent(file);
            return writer(output(), head, check, settings, schema, context);
        }
        return append(settings, schema, context);
    }

    /** Why nothing can be gone on with, or null. */
    String hindrance() {
        if (file == null) {
            return "of a stream nothing can be taken back. Write to a file";
        }
        if (compression != Compression.NONE) {
            return "what is compressed cannot be gone on with. Write it as it is, and compress it then";
        }
        return appends || inPlace
                ? "a file that is appended to or written in place cannot be gone on with. Write another file"
                : null;
    }

    /** Starts to write what another process may go on with, or goes on. */
    CsvSinkWriter open(WriteSettings settings, Schema schema, RunContext context, SavedPosition saved) {
        if (saved == null) {
            byte[] head = HeaderLine.of(schema.names(), settings);
            return writer(
                    OutputFile.createResumable(file, context.job()),
                    head,
                    CsvTarget::noCheck,
                    settings,
                    schema,
                    context);
        }
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(saved.state()))) {
            boolean begun = source.readBoolean();
            long rows = source.readLong();
            OutputFile output = OutputFile.resume(file, source, saved.isComplete());
            CsvSinkWriter writer = writer(output, new byte[0], CsvTarget::noCheck, settings, schema, context);
            return writer.after(begun, rows);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Output output() {
        return inPlace ? OutputFile.inPlace(file, appends) : OutputFile.create(file);
    }

    private CsvSinkWriter append(WriteSettings settings, Schema schema, RunContext context) {
        AppendedFile old = new AppendedFile(file);
        old.check(schema, settings, compression, reader, context.memory());
        byte[] head = old.endsLine() ? new byte[0] : settings.lineEnd().getBytes(StandardCharsets.UTF_8);
        if (inPlace) {
            return writer(output(), head, CsvTarget::noCheck, settings, schema, context)
                    .afterOtherRows();
        }
        OutputFile output = OutputFile.create(file);
        try {
            old.copyTo(output, context);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(output));
            throw failure;
        }
        return writer(output, head, old::checkUnchanged, settings, schema, context)
                .afterOtherRows();
    }

    private CsvSinkWriter writer(
            Output output, byte[] head, Runnable check, WriteSettings settings, Schema schema, RunContext context) {
        Output compressed = CompressedOutput.to(output, compression, context.memory());
        String target = file == null ? "the stream" : file.toString();
        return new CsvSinkWriter(compressed, head, check, target, settings, schema, context.memory());
    }

    private static void noCheck() {
        // what is there is replaced
    }
}
