package dev.peristyle.internal.record;

import dev.peristyle.column.RowCursor;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a cursor as a stream of records. */
public final class RecordStream {

    private RecordStream() {}

    /**
     * A stream that reads the cursor as it is consumed. The cursor is closed at the end of the terminal operation, with the
     * stream, and already when the last row was read or reading failed.
     *
     * <p>It belongs to the thread that reads it, as the cursor does. Where the stream is made parallel its threads read in turn.
     *
     * @param cursor the rows
     * @param mapper makes the records
     * @return an ordered stream
     * @param <R> the record or class
     */
    public static <R> Stream<R> of(RowCursor cursor, RecordMapper<R> mapper) {
        Rows<R> rows = new Rows<>(cursor, mapper);
        return SelfClosingStream.of(
                StreamSupport.stream(rows, false).onClose(cursor::close),
                cursor::checkClosable,
                cursor::close,
                rows::share);
    }

    /**
     * The elements of any stream, for the threads of a run, which ask in turn.
     *
     * @param stream not used yet
     * @return its iterator
     */
    public static Iterator<?> shared(Stream<?> stream) {
        SelfClosingStream.share(stream);
        return stream.iterator();
    }

    /** Reads row after row. */
    private static final class Rows<R> extends Spliterators.AbstractSpliterator<R> {

        private final RowCursor cursor;
        private final RecordMapper<R> mapper;
        private boolean ended;

        /** The next row may be read by another thread, which whoever divides the work has told of all before. */
        private boolean shared;

        Rows(RowCursor cursor, RecordMapper<R> mapper) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.cursor = cursor;
            this.mapper = mapper;
        }

        private void share() {
            shared = true;
        }

        @Override
        public Spliterator<R> trySplit() {
            share();
            return super.trySplit();
        }

        @Override
        public boolean tryAdvance(Consumer<? super R> action) {
            if (ended) {
                return false;
            }
            R next = read();
            if (next == null) {
                return false;
            }
            if (shared) {
                cursor.handOver();
            }
            action.accept(next);
            return true;
        }

        private R read() {
            try {
                if (cursor.next()) {
                    return mapper.map(cursor);
                }
            } catch (Throwable failure) {
                // also one that was not declared, as code in another language throws
                ended = true;
                try {
                    cursor.close();
                } catch (Throwable second) {
                    if (second != failure) {
                        failure.addSuppressed(second);
                    }
                }
                throw failure;
            }
            ended = true;
            cursor.close();
            return null;
        }
    }
}
