package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What scans and writers have counted is asked once, before they are closed, and they are closed whatever they answer. */
class CountsTest {

    private final List<String> calls = new ArrayList<>();

    private void call(String name, RuntimeException failure) {
        calls.add(name);
        if (failure != null) {
            throw failure;
        }
    }

    /** A sink that throws where a failure is given. */
    private record Failing(CountsTest test, RuntimeException append, RuntimeException counts, RuntimeException close)
            implements Sink {

        @Override
        public String describe() {
            return "nothing";
        }

        @Override
        public SinkWriter open(Schema schema, RunContext context) {
            TrappedSink nothing = new TrappedSink(new Trap(null, Integer.MAX_VALUE));
            SinkWriter writer = nothing.open(schema, context);
            return new SinkWriter() {
                @Override
                public Encoder encoder(MemoryPool pool) {
                    return writer.encoder(pool);
                }

                @Override
                public void append(Encoder encoder) {
                    if (append != null) {
                        throw append;
                    }
                    writer.append(encoder);
                }

                @Override
                public Map<String, Long> counts() {
                    test.call("counts", counts);
                    return Map.of("left out", 3L);
                }

                @Override
                public void commit() {
                    test.call("commit", null);
                }

                @Override
                public void close() {
                    test.call("close", close);
                }
            };
        }
    }

    private static Pipeline numbers(AtomicReference<RunReport> report) {
        return Pipeline.from(new NumberedRows(3, 40, 8))
                .using(Execution.builder().threads(1).report(report::set).build());
    }

    @Test
    void whatAWriterCountsIsInTheReport() {
        AtomicReference<RunReport> report = new AtomicReference<>();
        numbers(report).write(new Failing(this, null, null, null));
        assertThat(calls).containsExactly("commit", "counts", "close");
        assertThat(report.get().counts()).isEqualTo(Map.of("left out", 3L));
    }

    @Test
    void aWriterWhoseCountsFailIsClosed() {
        RuntimeException counts = new IllegalStateException("no counts");
        RuntimeException close = new IllegalStateException("cannot close");
        AtomicReference<RunReport> report = new AtomicReference<>();
        assertThatThrownBy(() -> numbers(report).write(new Failing(this, null, counts, close)))
                .isSameAs(counts)
                .hasSuppressedException(close);
        assertThat(calls).containsExactly("commit", "counts", "close");
        assertThat(report.get().completed()).isFalse();
    }

    @Test
    void theFirstFailureStaysWhateverCountsAndCloseSay() {
        RuntimeException append = new IllegalStateException("the disk is full");
        RuntimeException counts = new IllegalStateException("no counts");
        RuntimeException close = new IllegalStateException("cannot close");
        assertThatThrownBy(() -> numbers(new AtomicReference<>()).write(new Failing(this, append, counts, close)))
                .isSameAs(append)
                .hasSuppressedException(counts);
        assertThat(counts).hasSuppressedException(close);
        assertThat(calls).containsExactly("counts", "close");
    }

    @Test
    void aScanIsAskedBeforeItIsClosedAndClosedWhateverItSays() {
        for (RuntimeException counts : new RuntimeException[] {null, new IllegalStateException("no counts")}) {
            calls.clear();
            Pipeline pipeline = Pipeline.from(new Counting(new NumberedRows(3, 40, 8), counts));
            if (counts == null) {
                assertThat(pipeline.count()).isEqualTo(120);
            } else {
                assertThatThrownBy(pipeline::count).isSameAs(counts);
            }
            assertThat(calls).containsExactly("counts", "close");
        }
    }

    /** Rows whose scan says when it is asked and closed. */
    private final class Counting implements Source {

        private final NumberedRows rows;
        private final RuntimeException failure;

        Counting(NumberedRows rows, RuntimeException failure) {
            this.rows = rows;
            this.failure = failure;
        }

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public String describe() {
            return rows.describe();
        }

        @Override
        public Scan open(ScanRequest request, RunContext context) {
            Scan scan = rows.open(request, context);
            return new Scan() {
                @Override
                public Schema schema() {
                    return scan.schema();
                }

                @Override
                public Morsel nextMorsel() {
                    return scan.nextMorsel();
                }

                @Override
                public MorselReader reader(MemoryPool pool) {
                    return scan.reader(pool);
                }

                @Override
                public Map<String, Long> counts() {
                    call("counts", failure);
                    return Map.of();
                }

                @Override
                public void close() {
                    scan.close();
                    call("close", null);
                }
            };
        }
    }
}
