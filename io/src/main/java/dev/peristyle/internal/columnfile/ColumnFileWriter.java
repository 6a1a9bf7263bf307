package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.FileOutput;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableWriter;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Writes a column file: batches, which a {@link BatchCollector} makes, and what is known of them in a footer. */
final class ColumnFileWriter implements ResumableWriter {
    /** Of a file that is appended to, so many bytes are copied at a time. */
    private static final long COPY_STEP = 64 << 20;

    /** Where a batch is, in a footer. */
    private static final int BYTES_OF_PLACE = 24;

    /** What is known of a column of all batches. */
    private static final int MAX_BYTES_OF_TOTAL = Long.BYTES + 1 + 2 * (1 + Zone.TEXT_BYTES);

    /** What the names of custom metadata and the tables around them take at most. */
    private static final int BYTES_OF_ENTRIES = 256;

    private FileOutput output;
    private final Schema schema;
    private final MemoryPool pool;
    private final int maxMetadataBytes;
    private final BatchCollector batches;
    private final BatchBody body;
    private DictionaryColumns dictionaries;
    private final List<ArrowMessages.Place> places = new ArrayList<>();
    private final ByteArrayOutputStream zones = new ByteArrayOutputStream();
    private final DataOutputStream zoneWriter = new DataOutputStream(zones);
    private final ByteArrayOutputStream sums = new ByteArrayOutputStream();
    private final DataOutputStream sumWriter = new DataOutputStream(sums);

    /** Of each column, what is known of all batches. */
    private final List<Zone> totals = new ArrayList<>();

    private final long[] totalNulls;

    /** Bytes of a footer without batches. */
    private long emptyFooter;

    /** Whether it begins with the batches of an older version, as they are. */
    private boolean isAppending;

    /** Whether the footer is written. */
    private boolean ended;

    /** The run, or null where columns do not lose their dictionaries. */
    private RunContext run;

    /** Looks, before the file gets its name, whether it still may. */
    private Runnable lastCheck = () -> {};

    private ColumnFileWriter(
            Schema schema,
            MemoryPool pool,
            FileOutput output,
            FileSettings settings,
            DictionaryColumns dictionaries,
            int maxMetadataBytes) {
        this.output = output;
        this.dictionaries = dictionaries;
        this.schema = schema;
        this.pool = pool;
        this.maxMetadataBytes = maxMetadataBytes;
        this.batches = new BatchCollector(schema, pool, this::write);
        this.body = new BatchBody(settings.codec(), pool);
        this.totalNulls = new long[schema.size()];
        schema.fields().forEach(field -> totals.add(Zone.of(field.type())));
    }

    /**
     * Begins a file with the schema; where it is undecided which columns have dictionaries, with the first rows.
     *
     * @param output closed with the writer, and if this fails
     * @param settings how batches are written
     * @param dictionaries of the columns, closed with the writer, and if this fails
     * @param maxMetadataBytes of the footer
     */
    static ColumnFileWriter create(
            FileOutput output,
            Schema schema,
            MemoryPool pool,
            FileSettings settings,
            DictionaryColumns dictionaries,
            int maxMetadataBytes) {
        return begun(
                new ColumnFileWriter(schema, pool, output, settings, dictionaries, maxMetadataBytes),
                ColumnFileWriter::begin);
    }

    /**
     * Begins a file with all rows of another one, which its new version replaces.
     *
     * @param output closed with the writer, and if this fails
     * @param old what it begins with; closed by the caller when this returns
     * @param settings how more batches are written
     * @param context which can cancel the copying
     * @throws IllegalArgumentException if it has other columns
     * @throws dev.peristyle.error.MalformedDataException if it is not one that this class has written
     */
    static ColumnFileWriter append(
            OutputFile output, FileRanges old, Schema schema, FileSettings settings, RunContext context) {
        DictionaryColumns none = new DictionaryColumns(schema, Set.of(), context.memory());
        ColumnFileWriter writer =
                new ColumnFileWriter(schema, context.memory(), output, settings, none, FileMetadata.MAX_METADATA_BYTES);
        return begun(writer.in(context), appending -> appending.goOn(old, context));
    }

    /**
     * Goes on with a file that another process has begun.
     *
     * @param saved what {@link #save} has said there
     * @param settings how more batches are written
     */
    static ColumnFileWriter resume(
            Path file, SavedPosition saved, Schema schema, FileSettings settings, MemoryPool pool) {
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(saved.state()))) {
            OutputFile output = OutputFile.resume(file, source, saved.isComplete());
            DictionaryColumns none = new DictionaryColumns(schema, Set.of(), pool);
            ColumnFileWriter writer =
                    new ColumnFileWriter(schema, pool, output, settings, none, FileMetadata.MAX_METADATA_BYTES);
            return begun(writer, resumed -> resumed.goOn(source));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads what {@link #save} has written. */
    private void goOn(DataInputStream source) {
        emptyFooter = emptyFooter();
        try {
            ended = source.readBoolean();
            for (int left = source.readInt(); left > 0; left--) {
                places.add(new ArrowMessages.Place(source.readLong(), source.readInt(), source.readLong()));
            }
            zones.writeBytes(source.readNBytes(source.readInt()));
            sums.writeBytes(source.readNBytes(source.readInt()));
            ByteBuffer known = ByteBuffer.wrap(source.readAllBytes());
            for (int column = 0; column < totalNulls.length; column++) {
                totalNulls[column] = known.getLong();
                totals.get(column).read(known);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** {@inheritDoc} What was collected becomes a batch, larger or smaller than it would be otherwise. */
    @Override
    public byte[] save(boolean isLast) {
        batches.flush();
        if (isLast) {
            end();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream target = new DataOutputStream(bytes)) {
            ((OutputFile) output).save(target);
            target.writeBoolean(ended);
            target.writeInt(places.size());
            for (ArrowMessages.Place place : places) {
                target.writeLong(place.offset());
                target.writeInt(place.metadata());
                target.writeLong(place.body());
            }
            target.writeInt(zones.size());
            zones.writeTo(target);
            target.writeInt(sums.size());
            sums.writeTo(target);
            for (int column = 0; column < totalNulls.length; column++) {
                target.writeLong(totalNulls[column]);
                totals.get(column).write(target);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void keep() {
        ((OutputFile) output).keep(true);
    }

    private static ColumnFileWriter begun(ColumnFileWriter writer, Consumer<ColumnFileWriter> beginning) {
        try {
            beginning.accept(writer);
            return writer;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(writer));
            throw failure;
        }
    }

    /** Lets columns that were chosen lose their dictionaries: then the file is written again. */
    ColumnFileWriter in(RunContext context) {
        run = context;
        return this;
    }

    /** Has something looked at before the file gets its name. */
    ColumnFileWriter checkedBy(Runnable check) {
        lastCheck = check;
        return this;
    }

    private void goOn(FileRanges old, RunContext context) {
        FileMetadata metadata = FileMetadata.read(old);
        AppendedColumns.check(metadata, schema);
        try {
            AppendedDictionaries.read(metadata, old, dictionaries, pool);
        } catch (DictionaryFullException full) {
            // another run had more memory for it: its columns are written as they are
            dictionaries.close();
            dictionaries = new DictionaryColumns(schema, Set.of(), pool);
            begin();
            verify(old.file().path());
            RowsAgain.read(old.file().path(), schema, run, this::write);
            return;
        }
        isAppending = true;
        emptyFooter = emptyFooter();
        metadata.zones().goOn(zones, totals, totalNulls);
        sums.write(metadata.sums(), 0, Integer.BYTES * metadata.sumsOfBatches());
        places.addAll(metadata.batches());
        checkMetadata();
        long end = AppendedDictionaries.start(metadata);
        for (long done = 0; done < end; done += COPY_STEP) {
            old.copyTo((OutputFile) output, done, Math.min(COPY_STEP, end - done));
            context.advance(0, 0);
        }
    }

    /** Compares the checksums of rows that will be written with others, which would hide what is damaged. */
    private void verify(Path file) {
        FileVerifier.verify(file, () -> run.advance(0, 0));
    }

    private void begin() {
        if (dictionaries.isUndecided()) {
            if (output.written() != null) {
                return;
            }
            dictionaries.choose(null);
        }
        byte[] message = ArrowMessages.schema(schema, dictionaries.columns(), FileLayout.FIRST_MESSAGE);
        emptyFooter = emptyFooter();
        ByteBuffer start = ByteBuffer.allocate(FileLayout.FIRST_MESSAGE + message.length);
        start.put(FileLayout.MAGIC).position(FileLayout.FIRST_MESSAGE).put(message);
        try {
            zoneWriter.writeByte(ZoneMaps.VERSION);
            sumWriter.writeInt(Checksums.of(start.array(), start.capacity()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        checkMetadata();
        write(start.array());
    }

    /** With as many places of dictionaries as there will be. */
    private int emptyFooter() {
        List<Integer> columns = dictionaries.columns();
        List<ArrowMessages.Place> none = Collections.nCopies(columns.size(), new ArrowMessages.Place(0, 0, 0));
        return ArrowMessages.footer(schema, columns, none, List.of(), Map.of()).length;
    }

    /**
     * Checks that what is known so far has room in a footer that readers take: said in time, and not when the last row is written.
     *
     * @throws DataAccessException if it has not
     */
    private void checkMetadata() {
        long totalZones = (long) schema.size() * MAX_BYTES_OF_TOTAL;
        long custom = encodedLength(zones.size() + totalZones) + encodedLength(sums.size());
        long footer = emptyFooter + (long) BYTES_OF_PLACE * places.size() + custom + BYTES_OF_ENTRIES;
        if (footer > maxMetadataBytes) {
            throw new DataAccessException("cannot write " + output.file() + ": after " + places.size() + " batches of "
                    + schema.size() + " columns, " + output.size() + " bytes, its footer would have more than the "
                    + maxMetadataBytes + " bytes that are read. Write several files, or fewer columns"
                    + (batches.isShortOfMemory() ? ", or raise the memory limit, so that batches become larger" : ""));
        }
    }

    private static long encodedLength(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    private void write(byte[] bytes) {
        MessageOutput.write(bytes, output, pool);
    }

    @Override
    public Encoder encoder(MemoryPool encoderPool) {
        return new BatchEncoder(schema, encoderPool);
    }

    @Override
    public void append(Encoder encoder) {
        batches.append((BatchEncoder) encoder);
    }

    /** Bytes of rows that are collected for the next batch. */
    long held() {
        return batches.held();
    }

    /** Writes the rows that are collected, and gives their memory back. */
    void flush() {
        batches.flush();
        batches.close();
        body.close();
    }

    private void write(RowBatch rows) {
        decide(rows);
        byte[] message = message(rows);
        places.add(new ArrowMessages.Place(output.size(), message.length, body.size()));
        try {
            note(rows);
            writeBody(message);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Begins the file with what is known by now. */
    private void decide(RowBatch first) {
        if (dictionaries.isUndecided()) {
            dictionaries.choose(first);
            begin();
        }
    }

    private byte[] message(RowBatch rows) {
        while (true) {
            try {
                return body.take(rows, dictionaries);
            } catch (DictionaryFullException full) {
                if (run == null || output.written() == null || !dictionaries.isChosen(full.column())) {
                    throw full;
                }
                writeAgain(dictionaries.without(full.column()));
            }
        }
    }

    /**
     * Writes the rows that are written once more. What was written is made a whole file, though nobody sees it, and read; so it takes no
     * more memory than writing and reading a file do.
     */
    private void writeAgain(DictionaryColumns others) {
        FileOutput old = output;
        try {
            end();
            if (isAppending) {
                verify(old.written());
            }
            output = old.anew();
            ended = false;
            places.clear();
            zones.reset();
            sums.reset();
            totals.forEach(Zone::clear);
            Arrays.fill(totalNulls, 0);
            dictionaries = others;
            begin();
            RowsAgain.read(old.written(), schema, run, this::write);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, output == old ? List.of(others) : List.<AutoCloseable>of(old, others));
            throw failure;
        }
        old.close();
    }

    private void writeBody(byte[] message) throws IOException {
        sumWriter.writeInt(Checksums.of(message, message.length));
        for (int sum : body.sums()) {
            sumWriter.writeInt(sum);
        }
        checkMetadata();
        write(message);
        body.write(output);
    }

    /** Writes the dictionaries after all batches: which values they have is known then. */
    private List<ArrowMessages.Place> writeDictionaries() throws IOException {
        List<ArrowMessages.Place> written = new ArrayList<>();
        for (int column : dictionaries.columns()) {
            byte[] message = body.take(column, dictionaries.of(column));
            written.add(new ArrowMessages.Place(output.size(), message.length, body.size()));
            writeBody(message);
        }
        return written;
    }

    private void note(RowBatch rows) throws IOException {
        zoneWriter.writeInt(rows.rows());
        for (int column = 0; column < totalNulls.length; column++) {
            BatchColumn source = rows.columns().get(column);
            zoneWriter.writeInt(source.nulls());
            source.zone.write(zoneWriter);
            totals.get(column).add(source.zone);
            totalNulls[column] += source.nulls();
        }
    }

    @Override
    public void commit() {
        batches.flush();
        batches.close();
        decide(null);
        end();
        lastCheck.run();
        output.commit();
    }

    /** Writes the footer, once. */
    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        List<ArrowMessages.Place> dictionaryPlaces;
        try {
            dictionaryPlaces = writeDictionaries();
            for (int column = 0; column < totalNulls.length; column++) {
                zoneWriter.writeLong(totalNulls[column]);
                totals.get(column).write(zoneWriter);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        body.close();
        dictionaries.close();
        Map<String, byte[]> custom = new LinkedHashMap<>();
        custom.put(FileLayout.ZONES, Base64.getEncoder().encode(zones.toByteArray()));
        custom.put(FileLayout.CHECKSUMS, Base64.getEncoder().encode(sums.toByteArray()));
        byte[] footer = ArrowMessages.footer(schema, dictionaries.columns(), dictionaryPlaces, places, custom);
        ByteBuffer end = ByteBuffer.allocate(FileLayout.END_BYTES + footer.length + FileLayout.TAIL_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(FileLayout.CONTINUATION)
                .putInt(0)
                .put(footer)
                .putInt(footer.length)
                .put(FileLayout.MAGIC);
        write(end.array());
    }

    @Override
    public void close() {
        try {
            batches.close();
            body.close();
            dictionaries.close();
        } finally {
            output.close();
        }
    }
}
