package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.StreamInput;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.internal.window.HeldRanges;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A column stream, in a file or passing once. Describing it reads its schema, no more. */
public final class ColumnStreamSource implements Source {
    private static final String CALL = "ColumnStreamOptions.builder().columns(...)";

    private final Path path;

    /** Null for a file. */
    private final StreamInput stream;

    private final List<String> names;
    private final WindowMode mode;
    private final boolean requiresEnd;
    private final boolean requiresEndOfInput;
    private final Schema schema;

    private ColumnStreamSource(
            Path path,
            StreamInput stream,
            List<String> names,
            WindowMode mode,
            boolean requiresEnd,
            boolean requiresEndOfInput) {
        this.path = path;
        this.stream = stream;
        this.names = names;
        this.mode = mode;
        this.requiresEnd = requiresEnd;
        this.requiresEndOfInput = requiresEndOfInput;
        this.schema = look();
    }

    /**
     * A file.
     *
     * @param names of the columns to read, or null for all
     * @param requiresEnd whether a stream without the mark of its end is an error
     */
    public static ColumnStreamSource of(Path path, List<String> names, WindowMode mode, boolean requiresEnd) {
        return new ColumnStreamSource(path, null, names, mode, requiresEnd, true);
    }

    /**
     * A stream that passes once; see {@link #of(Path, List, WindowMode, boolean)}.
     *
     * @param requiresEndOfInput whether an input that goes on after the mark is an error
     */
    public static ColumnStreamSource of(
            StreamInput stream, List<String> names, boolean requiresEnd, boolean requiresEndOfInput) {
        return new ColumnStreamSource(
                Path.of(stream.name()), stream, names, WindowMode.READ, requiresEnd, requiresEndOfInput);
    }

    private Schema look() {
        if (stream == null) {
            try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(path), 0)) {
                return schema(new FileMessageInput(ranges));
            }
        }
        InputFile file = InputFile.of(stream.name(), stream.looking());
        try (InputStream in = file.open()) {
            return schema(new PassingInput(file, in, null, false));
        } catch (IOException impossible) {
            throw new DataAccessException("cannot read " + path, impossible);
        }
    }

    private Schema schema(MessageInput input) {
        return ColumnChoice.schema(chosen(input, new StreamMessages(input, requiresEnd)));
    }

    private List<ColumnPlan> chosen(MessageInput input, StreamMessages messages) {
        return ColumnChoice.of(input.file(), 0, messages.columns(), names, CALL);
    }

    @Override
    public Set<Object> reads() {
        return stream == null ? InputFile.identities(List.of(path)) : Set.of();
    }

    @Override
    public boolean isReadOnce() {
        return stream != null;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return "column stream " + path;
    }

    /** {@inheritDoc} The bytes of a file: how many rows there are is known at its end. */
    @Override
    public Statistics statistics() {
        return stream == null ? InputFile.sizes(List.of(path)) : Statistics.unknown();
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        return stream == null ? openFile(request, context) : openStream(request, context);
    }

    private Scan openFile(ScanRequest request, RunContext context) {
        FileRanges ranges = FileRanges.open(mode, InputFile.of(path), ColumnFileSource.step(schema.size(), context));
        try {
            FileMessageInput input = new FileMessageInput(ranges);
            StreamMessages messages = new StreamMessages(input, requiresEnd);
            return new StreamFileScan(ranges, messages, plans(input, messages), schema, request, context);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }

    private Scan openStream(ScanRequest request, RunContext context) {
        InputFile file = InputFile.of(stream.name(), stream.taking(null));
        HeldRanges held =
                new HeldRanges(file, context.memory(), "column stream: batch", bytes -> context.advance(bytes, 0));
        PassingInput input = new PassingInput(file, file.stream().open(), held, requiresEndOfInput);
        StreamMessages messages = new StreamMessages(input, requiresEnd);
        List<ColumnPlan> plans = plans(input, messages);
        return new PassingScan(BatchRequest.of(plans, schema, request, context), input, messages, held);
    }

    private List<ColumnPlan> plans(MessageInput input, StreamMessages messages) {
        List<ColumnPlan> plans = chosen(input, messages);
        Schema now = ColumnChoice.schema(plans);
        if (!now.equals(schema)) {
            throw new DataAccessException(
                    path + " has the columns " + now + ", but had " + schema + " when it was described");
        }
        return plans;
    }
}
