package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

class MorselQueueTest {

    /** A sort or a group says "out of memory" once; what it says when it is asked again is only that it is not usable. */
    @Test
    void everyThreadGetsTheFirstFailureOfAScan() {
        RuntimeException first = new RuntimeException("out of memory");
        MorselQueue morsels = new MorselQueue(failing(first), List.of());
        try (Run run = new Run(Execution.defaults(), List.of());
                Clock clock = Clock.start(run)) {
            assertThatThrownBy(() -> morsels.take(clock)).isSameAs(first);
            assertThatThrownBy(() -> morsels.take(clock)).isSameAs(first);
        }
    }

    private static Scan failing(RuntimeException first) {
        return new Scan() {

            private boolean asked;

            @Override
            public Schema schema() {
                return Schema.of(List.of());
            }

            @Override
            public Morsel nextMorsel() {
                RuntimeException failure = asked ? new IllegalStateException("not usable") : first;
                asked = true;
                throw failure;
            }

            @Override
            public MorselReader reader(MemoryPool pool) {
                throw new UnsupportedOperationException("nothing is read");
            }

            @Override
            public void close() {}
        };
    }
}
