package dev.peristyle.internal.npy;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.fixedwidth.RecordSinkWriter;
import dev.peristyle.internal.fixedwidth.Storage;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An array to be written to a file of NumPy. How many rows it has is known at the end, and then its header is written once more.
 *
 * @param file the target
 * @param isMatrix whether the columns are those of an array of two dimensions
 * @param characters the most characters of text by the names of columns
 */
public record NpySink(Path file, boolean isMatrix, Map<String, Integer> characters) implements Sink {

    @Override
    public String describe() {
        return "npy " + file;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.targets(List.of(file));
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        RecordFormat format = format(file, schema, isMatrix, characters);
        NpyText header = new NpyText(format, isMatrix);
        OutputFile output = OutputFile.create(file);
        try {
            output.checkRewritable("its header has the number of rows, which is known at the end");
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(output));
            throw failure;
        }
        MemoryPool pool = context.memory();
        return new Writer(
                output,
                header,
                pool,
                new RecordSinkWriter(output, file.toString(), format, schema, header.bytes(0), new byte[0], pool));
    }

    /** How rows of a schema are written; see the parameters of the class. */
    static RecordFormat format(Path file, Schema schema, boolean isMatrix, Map<String, Integer> characters) {
        for (String name : characters.keySet()) {
            if (!schema.contains(name) || !schema.field(name).type().equals(DataType.STRING)) {
                throw new IllegalArgumentException("there is no column '" + ShownText.of(name)
                        + "' of strings whose length could be set; there are " + schema);
            }
        }
        List<FieldFormat> fields = new ArrayList<>();
        long offset = 0;
        for (Field field : schema.fields()) {
            Storage storage = Dtype.of(field.type(), characters.getOrDefault(field.name(), 0));
            if (storage == null) {
                throw new IllegalArgumentException("column '" + ShownText.of(field.name()) + "' is of type "
                        + field.type() + ", which NumPy has no type for" + advice(field));
            }
            if (isMatrix && !field.type().equals(schema.field(0).type())) {
                throw new IllegalArgumentException("an array of two dimensions has values of one type, but column '"
                        + ShownText.of(field.name()) + "' is of type " + field.type() + " and the first one of type "
                        + schema.field(0).type() + ". Cast them, or write an array of records");
            }
            fields.add(new FieldFormat(field.name(), (int) offset, storage));
            offset += storage.bytes();
            if (offset > RecordFormat.MAX_RECORD_LENGTH) {
                throw new IllegalArgumentException(
                        "rows of more than " + RecordFormat.MAX_RECORD_LENGTH + " bytes are not written");
            }
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("rows without columns cannot be written to " + file);
        }
        return new RecordFormat("npy", List.copyOf(fields), (int) offset);
    }

    private static String advice(Field field) {
        if (field.type().equals(DataType.STRING)) {
            return " without a length. Say how many characters it has at most";
        }
        return field.type() instanceof DataType.Decimal ? ". Cast it to double" : ". Cast it or leave it out";
    }

    /** Writes the header again before the file gets its name. */
    private record Writer(OutputFile output, NpyText header, MemoryPool pool, RecordSinkWriter records)
            implements SinkWriter {

        @Override
        public Encoder encoder(MemoryPool encoderPool) {
            return records.encoder(encoderPool);
        }

        @Override
        public void append(Encoder encoder) {
            records.append(encoder);
        }

        @Override
        public void commit() {
            byte[] bytes = header.bytes(records.rows());
            try (OffHeapBuffer buffer = OffHeapCopy.of(bytes, pool, "npy: header")) {
                output.rewrite(0, buffer.address(), bytes.length);
            }
            records.commit();
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
