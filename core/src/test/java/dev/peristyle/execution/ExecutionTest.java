package dev.peristyle.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.CancelledException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionTest {

    @Test
    void hasTheDefaultsThatTheBuilderLists() {
        Execution execution = Execution.defaults();
        assertThat(execution.memoryLimit()).isEqualTo(256L << 20);
        assertThat(execution.threads()).isEqualTo(1);
        assertThat(execution.temporaryDirectory()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(execution.traceAllocations()).isFalse();
        assertThat(execution.cancellation().isCancelled()).isFalse();
        assertThatCode(() -> execution.progress().update(null)).doesNotThrowAnyException();
    }

    @Test
    void keepsWhatItIsGiven() {
        CancellationToken token = new CancellationToken();
        List<Progress> seen = new ArrayList<>();
        ProgressListener listener = seen::add;
        Execution.Builder builder = Execution.builder()
                .memoryLimit(Execution.megabytes(3))
                .threads(7)
                .temporaryDirectory(Path.of("elsewhere"))
                .cancellation(token)
                .progress(listener)
                .traceAllocations(true);
        Execution execution = builder.build();
        builder.threads(1).memoryLimit(1);
        assertThat(execution.memoryLimit()).isEqualTo(3 * 1_048_576);
        assertThat(execution.threads()).isEqualTo(7);
        assertThat(execution.temporaryDirectory()).isEqualTo(Path.of("elsewhere"));
        assertThat(execution.cancellation()).isSameAs(token);
        assertThat(execution.progress()).isSameAs(listener);
        assertThat(execution.traceAllocations()).isTrue();
        Execution other = execution.toBuilder().threads(2).build();
        assertThat(other.threads()).isEqualTo(2);
        assertThat(other)
                .usingRecursiveComparison()
                .ignoringFields("threads")
                .isEqualTo(execution.toBuilder().build());
        assertThat(execution.toBuilder().build()).usingRecursiveComparison().isEqualTo(execution);
    }

    @Test
    void aTokenOfOthersStopsWithAnyOfThem() {
        CancellationToken first = new CancellationToken();
        CancellationToken second = new CancellationToken();
        CancellationToken any = CancellationToken.anyOf(first, second);
        assertThat(any.isCancelled()).isFalse();
        second.cancel();
        assertThat(any.isCancelled()).isTrue();
        assertThatThrownBy(any::check).isInstanceOf(CancelledException.class);
        assertThat(first.isCancelled()).isFalse();
        CancellationToken own = CancellationToken.anyOf(first);
        own.cancel();
        assertThat(own.isCancelled()).isTrue();
        assertThat(first.isCancelled()).isFalse();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        Execution.Builder builder = Execution.builder();
        assertThatThrownBy(() -> builder.memoryLimit(0)).hasMessageContaining("memory limit");
        assertThatThrownBy(() -> builder.memoryLimit(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.threads(0)).hasMessageContaining("threads must be 1 to 1024: 0");
        assertThatThrownBy(() -> builder.threads(1025)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.temporaryDirectory(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder.cancellation(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder.progress(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Execution.megabytes(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aTokenStopsForGoodAndFromAnotherThread() throws InterruptedException {
        CancellationToken token = new CancellationToken();
        assertThatCode(token::check).doesNotThrowAnyException();
        Thread other = new Thread(token::cancel);
        other.start();
        other.join();
        assertThat(token.isCancelled()).isTrue();
        assertThatThrownBy(token::check).isInstanceOf(CancelledException.class);
        assertThatThrownBy(token::check).isInstanceOf(CancelledException.class);
    }
}
