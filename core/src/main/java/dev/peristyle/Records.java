package dev.peristyle;

import dev.peristyle.internal.record.RecordColumns;
import dev.peristyle.internal.record.RecordSource;
import dev.peristyle.internal.record.RecordStream;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Source;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What columns the records of a class become, as they enter a pipeline. {@link Pipeline#from(Iterable, Class)} and its kin use the
 * columns below; with this class some of them get another type.
 *
 * <pre>{@code
 * Records<Trade> trades = Records.of(Trade.class).with("price", DataType.decimal(12, 4));
 * Pipeline prices = trades.from(list);
 * }</pre>
 *
 * <p>There is a column for each component, of its name and in its order. A component that is a record itself becomes the columns of
 * its components, with its name and an underscore before theirs: {@code address_city}. Where it is null they are.
 *
 * <table>
 *   <caption>Columns</caption>
 *   <tr><th>component</th><th>type of the column</th><th>can also be</th></tr>
 *   <tr><td>boolean</td><td>boolean</td><td></td></tr>
 *   <tr><td>byte, short, int, long</td><td>the same</td><td>any integer</td></tr>
 *   <tr><td>float, double</td><td>the same</td><td>a wider one</td></tr>
 *   <tr><td>BigInteger</td><td>decimal(38, 0)</td><td>any decimal or integer</td></tr>
 *   <tr><td>BigDecimal</td><td>decimal(38, 18)</td><td>any decimal</td></tr>
 *   <tr><td>LocalDate</td><td>date</td><td></td></tr>
 *   <tr><td>LocalTime, LocalDateTime, Instant, Duration</td><td>time, local timestamp, timestamp, duration in nanoseconds</td>
 *       <td>another resolution</td></tr>
 *   <tr><td>String, CharSequence, enums by their names</td><td>string</td><td></td></tr>
 *   <tr><td>byte[]</td><td>binary</td><td>of a fixed length</td></tr>
 *   <tr><td>classes of primitives, optionals</td><td>as what they hold, or null</td><td></td></tr>
 * </table>
 *
 * <p>A value that its column does not have ends the run with the number of its record and the name of the component; nothing is
 * rounded or cut. A BigDecimal comes out with the scale of its column, so that it is equal by {@code compareTo}. Records are taken by one thread at a time, a few thousand for each chunk and when that is wanted, and are not kept.
 * Immutable.
 *
 * @param <R> the record
 */
public final class Records<R extends Record> {

    private final RecordColumns columns;

    private Records(RecordColumns columns) {
        this.columns = columns;
    }

    /**
     * The columns of a record.
     *
     * @param type the record
     * @return its columns with the types of the table above
     * @param <R> the record
     * @throws IllegalArgumentException when a component is of a type that has no column, two become the same column, a record contains
     *     itself, or its accessors are out of reach
     */
    public static <R extends Record> Records<R> of(Class<R> type) {
        return new Records<>(RecordColumns.of(Objects.requireNonNull(type, "type")));
    }

    /**
     * Gives a column another type.
     *
     * @param column its name
     * @param type one that the table above allows
     * @return columns with that type; this one stays as it is
     * @throws IllegalArgumentException when there is no such column, or the table does not allow the type
     */
    public Records<R> with(String column, DataType type) {
        Objects.requireNonNull(column, "column");
        return new Records<>(columns.with(column, Objects.requireNonNull(type, "type")));
    }

    /**
     * Returns the columns.
     *
     * @return their names and types
     */
    public Schema schema() {
        return columns.schema();
    }

    /**
     * Records that can be read for each run anew, such as those of a list.
     *
     * @param records none of them null; not changed while a run reads them
     * @return a pipeline with the default settings
     */
    public Pipeline from(Iterable<? extends R> records) {
        Objects.requireNonNull(records, "records");
        return pipeline(new Listed(records));
    }

    /**
     * Records that can be read once.
     *
     * @param records none of them null; belongs to the run that reads it, whose threads ask it in turn and which may take some thousand
     *     records more than it needs
     * @return a pipeline with the default settings, of which a second run fails
     */
    public Pipeline from(Iterator<? extends R> records) {
        return pipeline(new Once<>(Objects.requireNonNull(records, "records"), () -> {}));
    }

    /**
     * Records that can be read once.
     *
     * @param records none of them null; closed by the run that reads it, whatever its end
     * @return a pipeline with the default settings, of which a second run fails
     */
    public Pipeline from(Stream<? extends R> records) {
        Objects.requireNonNull(records, "records");
        // asked for its iterator by the run, so that a pipeline that never runs leaves the stream as it was
        return pipeline(new Once<>(records, records::close));
    }

    private Pipeline pipeline(RecordSource.Records records) {
        Source source = new RecordSource(columns, records);
        return Pipeline.from(source);
    }

    /** Records that are there for each run. */
    private record Listed(Iterable<?> records) implements RecordSource.Records {

        @Override
        public Iterator<?> open() {
            return records.iterator();
        }

        @Override
        public long count() {
            return records instanceof Collection<?> collection ? collection.size() : -1;
        }
    }

    /** An iterator or a stream, given to the first who asks. */
    private static final class Once<T> implements RecordSource.Records {

        private final AtomicReference<T> held;
        private final Runnable close;

        Once(T records, Runnable close) {
            this.held = new AtomicReference<>(records);
            this.close = close;
        }

        @Override
        public Iterator<?> open() {
            T records = held.getAndSet(null);
            if (records == null) {
                throw new IllegalStateException(
                        "an iterator or a stream of records can be read by one run, and one has"
                                + " read it. Give the records as an Iterable, or collect() them into a table that is read again");
            }
            if (records instanceof Stream<?> stream) {
                return RecordStream.shared(stream);
            }
            return (Iterator<?>) records;
        }

        @Override
        public boolean isReadOnce() {
            return true;
        }

        @Override
        public void close() {
            close.run();
        }
    }
}
