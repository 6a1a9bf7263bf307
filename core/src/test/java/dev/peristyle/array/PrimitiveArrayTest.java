package dev.peristyle.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrays of all types do, beside plain arrays. */
class PrimitiveArrayTest {

    private final MemoryPool pool =
            MemoryPool.builder("test").fillWith((byte) 0xAB).build();

    static ArrayKind<?>[] kinds() {
        return ArrayKind.all();
    }

    @AfterEach
    void givesAllMemoryBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private static Comparator<Object> order() {
        return (first, second) -> first instanceof Double || first instanceof Float
                ? DoubleOrder.compare(((Number) first).doubleValue(), ((Number) second).doubleValue())
                : Long.compare(((Number) first).longValue(), ((Number) second).longValue());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void beginsWithZerosOnACacheLineAndGrowsWithZeros(ArrayKind<A> kind) {
        try (A array = kind.allocate(pool, 3)) {
            assertThat(array.buffer(0, 3).addressOffset() % 64).isZero();
            List<Object> expected = new ArrayList<>();
            Object zero = kind.get(array, 0);
            assertThat(((Number) zero).doubleValue()).isZero();
            expected.addAll(List.of(zero, zero, zero));
            A view = array.slice(1, 3);
            Random random = Seeds.fresh();
            for (int step = 0; step < 200; step++) {
                if (random.nextInt(10) == 0) {
                    int more = random.nextInt(100);
                    array.grow(array.length() + more);
                    for (int each = 0; each < more; each++) {
                        expected.add(zero);
                    }
                } else {
                    Object value = kind.random(random);
                    kind.append(array, value);
                    expected.add(value);
                }
            }
            kind.set(view, 0, 77);
            expected.set(1, kind.get(view, 0));
            assertThat(kind.values(array)).containsExactly(expected.toArray());
            assertThat(array.buffer(0, 1).addressOffset() % 64).isZero();
            assertThat(view.length()).isEqualTo(2);
            assertThatIllegalArgumentException().isThrownBy(() -> array.grow(array.length() - 1));
            assertThatIllegalStateException().isThrownBy(() -> view.grow(10)).withMessageContaining("view");
            assertThatIllegalStateException()
                    .isThrownBy(() -> kind.append(view, zero))
                    .withMessageContaining("view");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void checksEachIndex(ArrayKind<A> kind) {
        try (A array = kind.allocate(pool, 10)) {
            A view = array.slice(2, 8).every(2);
            assertThat(view.length()).isEqualTo(3);
            for (long wrong : new long[] {-1, 3, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> kind.get(view, wrong)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> kind.set(view, wrong, 1)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.slice(wrong, wrong + 1)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.buffer(wrong, 1)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> kind.get(view, wrong, kind.newArray(5), 0, 1))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> kind.set(view, 0, kind.newArray(5), (int) wrong, 9))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> view.every(0));
            assertThatIllegalStateException()
                    .isThrownBy(() -> view.buffer(0, 2))
                    .withMessageContaining("copy()");
        }
        for (long wrong : new long[] {-1, Long.MAX_VALUE, 1L << 60}) {
            assertThatIllegalArgumentException().isThrownBy(() -> kind.allocate(pool, wrong));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void copiesWhateverTheShapes(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> first = kind.shape(pool, random, length);
                    ArrayShape<A> second = kind.shape(pool, random, length)) {
                Object[] values = kind.values(first.view);
                second.view.copyFrom(first.view);
                assertThat(kind.values(second.view)).containsExactly(values);
                assertThat(second.damaged(kind)).isEqualTo(-1);
                try (A copy = first.view.copy()) {
                    assertThat(kind.values(copy)).containsExactly(values);
                    assertThat(copy.isContiguous()).isTrue();
                }
                // the same memory
                A shifted = first.shifted(random);
                values = kind.values(shifted);
                first.view.copyFrom(shifted);
                assertThat(kind.values(first.view)).containsExactly(values);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void copiesToAndFromArraysAndBuffersOfJava(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> shape = kind.shape(pool, random, length)) {
                int from = random.nextInt(length + 1);
                int count = random.nextInt(length - from + 1);
                int before = random.nextInt(4);
                Object[] values = kind.values(shape.view);
                Object array = kind.newArray(before + count + 3);
                kind.get(shape.view, from, array, before, count);
                Object whole = kind.toArray(shape.view);
                for (int index = 0; index < length; index++) {
                    assertThat(java.lang.reflect.Array.get(whole, index)).isEqualTo(values[index]);
                }
                for (int index = 0; index < count; index++) {
                    assertThat(java.lang.reflect.Array.get(array, before + index))
                            .isEqualTo(values[from + index]);
                    java.lang.reflect.Array.set(array, before + index, kind.random(random));
                }
                kind.set(shape.view, from, array, before, count);
                for (int index = 0; index < count; index++) {
                    values[from + index] = java.lang.reflect.Array.get(array, before + index);
                }
                assertThat(kind.values(shape.view)).containsExactly(values);
                buffers(kind, shape.view, values, from, count, random);
                assertThat(shape.damaged(kind)).isEqualTo(-1);
            }
        }
    }

    private static <A extends PrimitiveArray<A>> void buffers(
            ArrayKind<A> kind, A array, Object[] values, int from, int count, Random random) {
        int width = kind.bits() / 8;
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            ByteBuffer buffer = random.nextBoolean()
                    ? ByteBuffer.allocate(count * width + 9)
                    : ByteBuffer.allocateDirect(count * width + 9);
            buffer.order(order).position(5).limit(5 + count * width);
            array.get(from, buffer);
            assertThat(buffer.remaining()).isZero();
            for (int index = 0; index < count; index++) {
                assertThat(read(kind, buffer, 5 + index * width)).isEqualTo(values[from + index]);
            }
            for (int index = 0; index < count; index++) {
                values[from + index] = kind.random(random);
                write(kind, buffer, 5 + index * width, values[from + index]);
            }
            buffer.position(5);
            array.set(from, buffer);
            assertThat(buffer.remaining()).isZero();
            assertThat(kind.values(array)).containsExactly(values);
        }
    }

    private static Object read(ArrayKind<?> kind, ByteBuffer buffer, int at) {
        return switch (kind.toString()) {
            case "long" -> buffer.getLong(at);
            case "int" -> buffer.getInt(at);
            case "short" -> buffer.getShort(at);
            case "byte" -> buffer.get(at);
            case "double" -> buffer.getDouble(at);
            default -> buffer.getFloat(at);
        };
    }

    private static void write(ArrayKind<?> kind, ByteBuffer buffer, int at, Object value) {
        switch (kind.toString()) {
            case "long" -> buffer.putLong(at, (Long) value);
            case "int" -> buffer.putInt(at, (Integer) value);
            case "short" -> buffer.putShort(at, (Short) value);
            case "byte" -> buffer.put(at, (Byte) value);
            case "double" -> buffer.putDouble(at, (Double) value);
            default -> buffer.putFloat(at, (Float) value);
        }
    }

    @Test
    void refusesBuffersOfPartsOfValues() {
        try (IntArray array = IntArray.allocate(pool, 10)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> array.get(0, ByteBuffer.allocate(7)))
                    .withMessageContaining("7 bytes");
            assertThatThrownBy(() -> array.set(9, ByteBuffer.allocate(8)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void gathersAndScatters(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            int places = length == 0 ? 0 : random.nextInt(2 * length);
            try (ArrayShape<A> array = kind.shape(pool, random, length);
                    ArrayShape<A> other = kind.shape(pool, random, places);
                    LongArray indexes = LongArray.allocate(pool, 2L * places)) {
                LongArray chosen = indexes.every(2);
                for (int place = 0; place < places; place++) {
                    chosen.set(place, random.nextInt(length));
                }
                Object[] values = kind.values(array.view);
                array.view.gather(chosen, other.view);
                for (int place = 0; place < places; place++) {
                    assertThat(kind.get(other.view, place)).isEqualTo(values[(int) chosen.get(place)]);
                }
                for (int place = 0; place < places; place++) {
                    kind.set(other.view, place, kind.random(random));
                    values[(int) chosen.get(place)] = kind.get(other.view, place);
                }
                array.view.scatter(chosen, other.view);
                assertThat(kind.values(array.view)).containsExactly(values);
                assertThat(array.damaged(kind)).isEqualTo(-1);
                assertThat(other.damaged(kind)).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void reordersInPlace(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        int length = 2500;
        try (ArrayShape<A> array = kind.shape(pool, random, length);
                LongArray backwards = LongArray.allocate(pool, length)) {
            Object[] values = kind.values(array.view);
            for (int index = 0; index < length; index++) {
                backwards.set(index, length - 1 - index);
            }
            array.view.gather(backwards, array.view);
            assertThat(kind.get(array.view, 0)).isEqualTo(values[length - 1]);
            array.view.scatter(backwards, array.view);
            assertThat(kind.values(array.view)).containsExactly(values);
            backwards.set(2000, length);
            assertThatThrownBy(() -> array.view.gather(backwards, array.view))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("2500");
            backwards.set(2000, -1);
            assertThatThrownBy(() -> array.view.scatter(backwards, array.view))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            try (LongArray few = LongArray.allocate(pool, 3)) {
                assertThatIllegalArgumentException().isThrownBy(() -> array.view.gather(few, array.view));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void sortsAndFindsInTheOrderOfTheLibrary(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> array = kind.shape(pool, random, length);
                    ArrayShape<LongArray> indexes = ArrayKind.LONG.shape(pool, random, length)) {
                Object[] values = kind.values(array.view);
                Integer[] expected = IntStream.range(0, length).boxed().toArray(Integer[]::new);
                Arrays.sort(expected, (first, second) -> order().compare(values[first], values[second]));
                array.view.argSort(indexes.view);
                assertThat(Arrays.stream(indexes.view.toArray()).mapToInt(index -> (int) index))
                        .containsExactly(expected);
                assertThat(indexes.damaged(ArrayKind.LONG)).isEqualTo(-1);
                assertThat(kind.values(array.view)).containsExactly(values);
                if (length == 0) {
                    assertThatIllegalStateException().isThrownBy(array.view::argMin);
                    assertThatIllegalStateException().isThrownBy(array.view::argMax);
                } else {
                    assertThat(array.view.argMin()).isEqualTo(expected[0].longValue());
                    int last = length - 1;
                    while (last > 0 && order().compare(values[expected[last - 1]], values[expected[length - 1]]) == 0) {
                        last--;
                    }
                    assertThat(array.view.argMax()).isEqualTo(expected[last].longValue());
                }
                array.view.sort();
                Object[] sorted = values.clone();
                // as Java sorts: -0.0 before 0.0
                Arrays.sort(sorted);
                assertThat(kind.values(array.view)).containsExactly(sorted);
                assertThat(array.damaged(kind)).isEqualTo(-1);
                A unique = array.view.unique();
                List<Object> different = new ArrayList<>();
                for (Object value : sorted) {
                    if (different.isEmpty() || order().compare(different.get(different.size() - 1), value) != 0) {
                        different.add(value);
                    }
                }
                assertThat(kind.values(unique)).containsExactly(different.toArray());
                assertThat(array.damaged(kind)).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends PrimitiveArray<A>> void everyUseOfAClosedArrayAndOfItsViewsFails(ArrayKind<A> kind) {
        A array = kind.allocate(pool, 10);
        A view = array.slice(0, 4);
        A strided = array.every(3);
        UnsafeBuffer buffer = array.buffer(0, 10);
        view.close();
        assertThat(kind.get(array, 0)).isNotNull();
        array.close();
        array.close();
        assertThat(buffer.capacity()).isZero();
        for (A closed : List.of(array, view, strided)) {
            List<Runnable> uses = List.of(
                    () -> kind.get(closed, 0),
                    () -> kind.set(closed, 0, 1),
                    () -> closed.slice(0, 1),
                    () -> closed.every(2),
                    closed::copy,
                    () -> closed.buffer(0, 0),
                    () -> closed.copyFrom(closed),
                    () -> kind.toArray(closed),
                    () -> closed.get(0, ByteBuffer.allocate(0)),
                    () -> closed.set(0, ByteBuffer.allocate(0)),
                    closed::argMin,
                    closed::argMax,
                    closed::sort,
                    closed::unique,
                    closed::force,
                    closed::handOver);
            for (int use = 0; use < uses.size(); use++) {
                Runnable each = uses.get(use);
                if (use != 5 || closed != strided) {
                    assertThatIllegalStateException()
                            .as("use %d", use)
                            .isThrownBy(each::run)
                            .withMessageContaining("closed");
                }
            }
        }
        assertThatIllegalStateException().isThrownBy(() -> array.grow(20)).withMessageContaining("closed");
    }

    @Test
    void belongsToOneThreadUntilItIsHandedOver() throws InterruptedException {
        LongArray array = LongArray.allocate(pool, 10);
        LongArray view = array.slice(2, 5);
        array.set(2, 5);
        for (Runnable use : List.<Runnable>of(
                () -> view.get(0), () -> view.set(0, 1), array::close, array::sum, () -> array.append(1))) {
            assertThat(inAnotherThread(use))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to thread")
                    .hasMessageContaining("handOver()");
        }
        array.handOver();
        assertThat(inAnotherThread(() -> {
                    view.set(0, view.get(0) + 1);
                    array.append(3);
                }))
                .isNull();
        // a thread that has ended owns nothing
        assertThat(view.get(0)).isEqualTo(6);
        array.close();
        assertThat(inAnotherThread(() -> view.get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static Throwable inAnotherThread(Runnable use) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                use.run();
            } catch (RuntimeException failure) {
                thrown.set(failure);
            }
        });
        thread.start();
        thread.join();
        return thrown.get();
    }

    @Test
    void aFunctionCannotTakeTheMemoryAwayThatItRunsOver() {
        try (DoubleArray array = DoubleArray.allocate(pool, 3000);
                LongArray longs = LongArray.allocate(pool, 3000)) {
            for (Runnable use :
                    List.<Runnable>of(array::close, () -> array.append(1), () -> array.grow(10_000), array::handOver)) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> array.map(value -> {
                            use.run();
                            return 1;
                        }))
                        .withMessageContaining("function");
                assertThatIllegalStateException()
                        .isThrownBy(() -> array.countWhere(value -> {
                            use.run();
                            return true;
                        }))
                        .withMessageContaining("function");
            }
            Runnable close = longs::close;
            assertThatIllegalStateException()
                    .isThrownBy(() -> longs.map(value -> {
                        close.run();
                        return 1;
                    }));
            // it is not left in that state
            array.map(value -> array.get(0) + array.sum() + 1);
            array.append(1);
        }
    }

    @Test
    void aLimitHoldsAndAnArrayThatIsLeftOpenIsNamed() {
        try (MemoryPool small = MemoryPool.create("small", 150_000)) {
            assertThatThrownBy(() -> LongArray.allocate(small, 18_750)).isInstanceOf(MemoryLimitException.class);
            LongArray array = LongArray.allocate(small, 10_000);
            Runnable close = array::close;
            assertThatThrownBy(() -> array.grow(20_000)).isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(() -> array.append(1)).isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(array::sort).isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(array::copy).isInstanceOf(MemoryLimitException.class);
            assertThat(array.length()).isEqualTo(10_000);
            assertThat(array.sum()).isZero();
            assertThat(small.report()).contains("LongArray");
            close.run();
        }
        MemoryPool left = MemoryPool.create("left", 100_000);
        Runnable close = left::close;
        try (IntArray array = IntArray.allocate(left, 10)) {
            assertThatIllegalStateException().isThrownBy(close::run).withMessageContaining("IntArray");
            assertThat(array.length()).isEqualTo(10);
        }
    }

    @Test
    void worksOnMoreValuesThanAnyBlockHas() {
        long length = (1 << 20) + 5;
        try (LongArray longs = LongArray.allocate(pool, length);
                DoubleArray doubles = DoubleArray.allocate(pool, length)) {
            longs.fill(3);
            longs.set(length - 1, -7);
            longs.set((1 << 20) - 1, 50);
            doubles.fill(0.5);
            doubles.set(length - 1, 8);
            doubles.multiplyBy(2);
            doubles.add(doubles);
            assertThat(longs.sum()).isEqualTo(3 * (length - 2) - 7 + 50);
            assertThat(longs.min()).isEqualTo(-7);
            assertThat(longs.argMax()).isEqualTo((1 << 20) - 1);
            assertThat(doubles.sum()).isEqualTo(2.0 * (length - 1) + 32);
            assertThat(doubles.get(1 << 20)).isEqualTo(2);
        }
    }
}
