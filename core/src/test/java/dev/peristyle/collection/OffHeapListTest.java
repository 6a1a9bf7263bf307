package dev.peristyle.collection;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.memory.RefusedAllocation;
import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.agrona.UnsafeApi;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapListTest {

    private enum Colour {
        RED,
        GREEN
    }

    private record Place(String city, Integer zip) {}

    private record Wide(
            long id,
            int count,
            Double price,
            String name,
            boolean flag,
            Boolean known,
            LocalDate day,
            Instant time,
            BigDecimal amount,
            Colour colour,
            Optional<String> remark,
            Place place) {}

    private record Trade(long id, int quantity, double price, String symbol) {}

    private final MemoryPool pool = MemoryPool.create("lists", 1 << 28);

    @AfterEach
    void allIsGivenBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private static Wide wide(Random random) {
        int kind = random.nextInt(4);
        return new Wide(
                random.nextLong(),
                random.nextInt(),
                kind == 0 ? null : random.nextDouble(),
                kind == 1 ? null : "x".repeat(random.nextInt(40)) + "ü" + random.nextInt(10),
                random.nextBoolean(),
                kind == 2 ? null : random.nextBoolean(),
                kind == 3 ? null : LocalDate.ofEpochDay(random.nextInt(40_000)),
                Instant.ofEpochSecond(random.nextInt(), 1000L * random.nextInt(1_000_000)),
                kind == 0 ? null : BigDecimal.valueOf(random.nextInt(), 9).setScale(18),
                kind == 1 ? null : Colour.values()[random.nextInt(2)],
                kind == 2 ? Optional.empty() : Optional.of("r" + random.nextInt()),
                kind == 3 ? null : new Place("c" + random.nextInt(9), random.nextInt()));
    }

    /** Against the list of the JDK, in any order of changes. */
    @Test
    void doesWhatAnArrayListDoes() {
        Random random = Seeds.random(81);
        List<Wide> expected = new ArrayList<>();
        try (OffHeapList<Wide> list = OffHeapList.of(Wide.class, pool)) {
            for (int step = 0; step < 3000; step++) {
                change(list, expected, random, step);
                if (step % 100 == 0) {
                    assertThat(list).as("step %s", step).isEqualTo(expected);
                    assertThat(list.hashCode()).isEqualTo(expected.hashCode());
                }
            }
            assertThat(list).hasSizeGreaterThan(100).isEqualTo(expected);
            assertThat(list.stream().parallel().toList()).isEqualTo(expected);
            assertThat(list.subList(10, 50)).isEqualTo(expected.subList(10, 50));
        }
    }

    private static void change(List<Wide> list, List<Wide> expected, Random random, int step) {
        int size = expected.size();
        int index = random.nextInt(size + 1);
        switch (random.nextInt(12)) {
            case 0 -> {
                if (index < size) {
                    assertThat(list.remove(index)).isEqualTo(expected.remove(index));
                }
            }
            case 1 -> {
                int to = Math.min(size, index + random.nextInt(5));
                list.subList(index, to).clear();
                expected.subList(index, to).clear();
            }
            case 2, 3 -> {
                if (index < size) {
                    Wide other = wide(random);
                    assertThat(list.set(index, other)).isEqualTo(expected.set(index, other));
                }
            }
            case 4 -> {
                if (step % 10 == 0) {
                    list.sort(Comparator.comparing(Wide::flag));
                    expected.sort(Comparator.comparing(Wide::flag));
                }
            }
            case 5 -> {
                if (step % 10 == 0) {
                    list.removeIf(each -> each.count() % 8 == 0);
                    expected.removeIf(each -> each.count() % 8 == 0);
                }
            }
            case 6, 7 -> {
                Wide added = wide(random);
                list.add(index, added);
                expected.add(index, added);
            }
            default -> {
                Wide added = wide(random);
                list.add(added);
                expected.add(added);
            }
        }
    }

    private static Trade trade(int number) {
        return new Trade(number, number % 7, number / 4.0, "symbol" + number % 100);
    }

    @Test
    void sortsStablyWithElementsMadeTwoAtATime() {
        Random random = Seeds.random(82);
        List<Trade> expected = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            expected.add(trade(random.nextInt(1000)));
        }
        try (OffHeapList<Trade> list = OffHeapList.copyOf(Trade.class, expected, pool)) {
            Comparator<Trade> bySymbol = Comparator.comparing(Trade::symbol);
            list.sort(bySymbol);
            expected.sort(bySymbol);
            assertThat(list).isEqualTo(expected);
            assertThat(Collections.binarySearch(list, trade(57), bySymbol)).isGreaterThanOrEqualTo(0);
            assertThatThrownBy(() -> list.sort((left, right) -> {
                        throw new IllegalArgumentException("cannot compare " + left + " with " + right);
                    }))
                    .hasMessageStartingWith("cannot compare ");
            assertThat(list).isEqualTo(expected);
            assertThatThrownBy(() -> list.sort(null)).isInstanceOf(ClassCastException.class);
        }
    }

    @Test
    void aComparatorThatTakesElementsAwayIsRefused() {
        int size = 2 * SortedIndexes.RUN + 1;
        List<Integer> numbers = IntStream.range(0, size)
                .mapToObj(number -> number * 7919 % size)
                .toList();
        List<Consumer<OffHeapList<Trade>>> changes =
                List.of(OffHeapList::close, OffHeapList::clear, list -> list.remove(0), list -> {
                    list.clear();
                    list.trimToSize();
                });
        for (Consumer<OffHeapList<Trade>> change : changes) {
            // while runs are sorted, and while they are merged
            for (int before : new int[] {10, 20_000, compared(numbers) - 1000}) {
                try (OffHeapList<Trade> list = OffHeapList.of(Trade.class, pool)) {
                    numbers.forEach(number -> list.add(trade(number)));
                    int[] left = {before};
                    Throwable failure = catchThrowable(() -> list.sort((one, other) -> {
                        if (--left[0] == 0) {
                            change.accept(list);
                        }
                        return Long.compare(one.id(), other.id());
                    }));
                    assertThat(failure)
                            .isInstanceOfAny(
                                    ConcurrentModificationException.class,
                                    IllegalStateException.class,
                                    IndexOutOfBoundsException.class);
                }
            }
        }
    }

    /** How often a sort of numbers compares. */
    private int compared(List<Integer> numbers) {
        int[] calls = {0};
        SortedIndexes.of(
                        numbers::get,
                        numbers.size(),
                        (one, other) -> {
                            calls[0]++;
                            return Integer.compare(one, other);
                        },
                        pool)
                .close();
        return calls[0];
    }

    /** More runs than are merged at a time. */
    @Test
    void sortsMoreThanAreMergedAtATime() {
        int size = (RunMerge.MAX_WAYS + 1) * SortedIndexes.RUN / 8;
        Random random = Seeds.random(88);
        int[] values = random.ints(size, 0, 1000).toArray();
        List<Integer> expected = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingInt(index -> values[index]))
                .toList();
        try (SortedIndexes sorted = SortedIndexes.of(
                index -> values[index], size, Comparator.<Integer>naturalOrder(), pool, SortedIndexes.RUN / 8, 512)) {
            for (int place = 0; place < size; place++) {
                assertThat(UnsafeApi.getInt(sorted.address() + 4L * place)).isEqualTo(expected.get(place));
            }
        }
    }

    @Test
    void sortsByColumnsAsAPipelineDoes() {
        Random random = Seeds.random(89);
        List<Wide> all = new ArrayList<>();
        for (int number = 0; number < 2000; number++) {
            Wide wide = wide(random);
            String name = wide.name() == null ? null : "a common prefix " + wide.name();
            all.add(new Wide(
                    wide.id() % 100,
                    wide.count() % 4,
                    wide.price(),
                    name,
                    wide.flag(),
                    wide.known(),
                    wide.day(),
                    wide.time(),
                    wide.amount(),
                    wide.colour(),
                    wide.remark(),
                    wide.place()));
        }
        Map<List<SortKey>, Comparator<Wide>> orders = Map.of(
                List.of(asc("id")), Comparator.comparingLong(Wide::id),
                List.of(desc("id"), asc("flag")),
                        Comparator.comparingLong(Wide::id).reversed().thenComparing(Wide::flag),
                List.of(asc("name")), Comparator.comparing(Wide::name, Comparator.nullsLast(Comparator.naturalOrder())),
                List.of(desc("name").nullsFirst(), asc("count")),
                        Comparator.comparing(Wide::name, Comparator.nullsFirst(Comparator.reverseOrder()))
                                .thenComparingInt(Wide::count),
                List.of(asc("known"), asc("colour"), desc("price")),
                        Comparator.comparing(Wide::known, Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(
                                        wide -> wide.colour() == null
                                                ? null
                                                : wide.colour().name(),
                                        Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(Wide::price, Comparator.nullsLast(Comparator.reverseOrder())),
                List.of(asc("amount"), asc("place_city"), desc("day")),
                        Comparator.comparing(Wide::amount, Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(
                                        wide -> wide.place() == null
                                                ? null
                                                : wide.place().city(),
                                        Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(Wide::day, Comparator.nullsLast(Comparator.reverseOrder())));
        try (OffHeapList<Wide> list = OffHeapList.copyOf(Wide.class, all, pool)) {
            list.sortBy(asc("time"));
            all.sort(Comparator.comparing(Wide::time));
            assertThat(list).isEqualTo(all);
            orders.forEach((keys, order) -> {
                list.sortBy(keys.toArray(new SortKey[0]));
                all.sort(order);
                assertThat(list).as("by %s", keys).isEqualTo(all);
            });
            assertThatThrownBy(list::sortBy)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("sortBy needs a key, such as asc(\"name\")");
            assertThatThrownBy(() -> list.sortBy(asc("nam")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nam");
        }
    }

    @Test
    void takesTheBytesOfItsColumns() {
        int rows = 1 << 17;
        try (OffHeapList<Trade> list = OffHeapList.of(Trade.class, pool)) {
            long text = 0;
            for (int number = 0; number < rows; number++) {
                list.add(trade(number));
                text += trade(number).symbol().length();
            }
            long columns = rows * (8L + 4 + 8 + 12) + text;
            list.trimToSize();
            assertThat(pool.used()).isBetween(columns, columns * 11 / 10);
            assertThat(list.get(rows - 1)).isEqualTo(trade(rows - 1));
        }
    }

    @Test
    void isTheInputOfAPipeline() {
        try (OffHeapList<Trade> list = OffHeapList.of(Trade.class, pool)) {
            for (int number = 0; number < 1000; number++) {
                list.add(trade(number));
            }
            try (Table sums = Pipeline.from(list, Trade.class)
                    .groupBy("quantity")
                    .aggregate(sum(col("price")).as("price"))
                    .collect()) {
                assertThat(sums.rowCount()).isEqualTo(7);
            }
        }
    }

    /** The threads of a run read it in turn, while its owner waits for the run. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void isTheInputOfAPipelineOfSeveralThreads(int threads) {
        Execution execution = Execution.builder().threads(threads).build();
        try (OffHeapList<Trade> list = OffHeapList.of(Trade.class, pool)) {
            for (int number = 0; number < 30_000; number++) {
                list.add(trade(number));
            }
            Pipeline pipeline = Pipeline.from(list, Trade.class).using(execution);
            assertThat(pipeline.count()).isEqualTo(30_000);
            assertThat(pipeline.stream(Trade.class).toList()).isEqualTo(list);
            try (RowCursor rows = pipeline.rows()) {
                assertThat(rows.next()).isTrue();
                assertThat(list.get(100)).isEqualTo(trade(100));
                for (ThrowingCallable change : List.<ThrowingCallable>of(
                        list::close, list::clear, () -> list.add(trade(7)), () -> list.set(0, trade(7)))) {
                    assertThatThrownBy(change)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageStartingWith("a run of a pipeline reads the list of Trade");
                }
            }
            list.add(trade(7));
            assertThat(pipeline.count()).isEqualTo(30_001);
        }
    }

    @Test
    void textThatIsReplacedTakesNoRoomForLong() {
        try (OffHeapList<Place> list = OffHeapList.of(Place.class, pool)) {
            list.add(new Place("here", 1));
            String large = "large".repeat(10_000);
            for (int number = 0; number < 1000; number++) {
                list.set(0, new Place(large + number, number));
            }
            assertThat(list.get(0)).isEqualTo(new Place(large + 999, 999));
            assertThat(pool.peak()).isLessThan(8 << 20);
        }
    }

    @Test
    void whatDoesNotFitChangesNothing() {
        try (MemoryPool small = pool.child("small", 20_000);
                OffHeapList<Place> list = OffHeapList.of(Place.class, small)) {
            list.add(new Place("here", 1));
            assertThatThrownBy(() -> list.add(new Place("long".repeat(10_000), 2)))
                    .isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(() -> list.set(0, new Place("long".repeat(10_000), 2)))
                    .isInstanceOf(MemoryLimitException.class);
            assertThat(list).containsExactly(new Place("here", 1));
            list.add(new Place("there", null));
            assertThat(list).containsExactly(new Place("here", 1), new Place("there", null));
        }
        try (OffHeapList<Wide> list = OffHeapList.of(Wide.class, pool)) {
            assertThatThrownBy(() -> list.add(new Wide(
                            1,
                            1,
                            1.0,
                            "x",
                            true,
                            true,
                            null,
                            null,
                            new BigDecimal("1e60"),
                            null,
                            Optional.empty(),
                            null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a record of Wide, component 'amount'");
            assertThat(list).isEmpty();
        }
    }

    private static OffHeapList<Meddling> meddled;
    private static Consumer<OffHeapList<Meddling>> meddling = list -> {};

    /** A record that does something to the list when it is added. */
    private record Meddling(int number, String text) {

        @Override
        @SuppressWarnings("UnusedMethod") // the list calls it
        public String text() {
            meddling.accept(meddled);
            return text;
        }
    }

    @Test
    void anAccessorCannotChangeTheListItIsAddedTo() {
        List<Consumer<OffHeapList<Meddling>>> all = List.of(
                OffHeapList::close,
                OffHeapList::clear,
                OffHeapList::trimToSize,
                OffHeapList::handOver,
                list -> list.remove(0),
                list -> list.add(new Meddling(9, "inner")),
                list -> list.set(0, new Meddling(9, "inner")),
                list -> list.sort(Comparator.comparingInt(Meddling::number).reversed()),
                list -> list.removeIf(each -> each.number() == 0));
        for (Consumer<OffHeapList<Meddling>> each : all) {
            try (OffHeapList<Meddling> list = OffHeapList.of(Meddling.class, pool)) {
                meddled = list;
                list.add(new Meddling(0, "first"));
                list.add(new Meddling(1, "second"));
                meddling = each;
                Throwable adding = catchThrowable(() -> list.add(1, new Meddling(2, "third")));
                Throwable setting = catchThrowable(() -> list.set(1, new Meddling(2, "third")));
                meddling = any -> {};
                assertThat(List.of(adding, setting))
                        .allSatisfy(failure ->
                                assertThat(failure).hasMessageContaining("an accessor of Meddling uses the list"));
                assertThat(list).containsExactly(new Meddling(0, "first"), new Meddling(1, "second"));
            }
        }
    }

    /** A record with one within that does something to the list when it is made. */
    private record Outer(Inner inner, String after) {}

    private record Inner(String text) {
        Inner {
            making.accept(made);
        }
    }

    private static OffHeapList<Outer> made;
    private static Consumer<OffHeapList<Outer>> making = list -> {};

    @Test
    void aConstructorCannotChangeTheListItIsReadFrom() {
        List<Consumer<OffHeapList<Outer>>> all = List.of(
                OffHeapList::close,
                OffHeapList::clear,
                OffHeapList::trimToSize,
                OffHeapList::handOver,
                list -> list.removeIf(each -> true),
                list -> list.sortBy(asc("after")),
                list -> list.sort(Comparator.comparing(Outer::after)),
                list -> list.set(0, new Outer(null, "x")));
        for (Consumer<OffHeapList<Outer>> each : all) {
            try (OffHeapList<Outer> list = OffHeapList.of(Outer.class, pool)) {
                list.add(new Outer(null, "zero"));
                list.add(new Outer(new Inner("one"), "after"));
                made = list;
                making = each;
                Throwable failure = catchThrowable(() -> list.get(1));
                making = any -> {};
                assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("a constructor of Outer changes the list of Outer");
                making = any -> assertThat(any.get(0)).isEqualTo(new Outer(null, "zero"));
                Outer read = list.get(1);
                making = any -> {};
                assertThat(read).isEqualTo(new Outer(new Inner("one"), "after"));
            }
        }
    }

    /** What is done to a list and, once that has worked, to what it should be. */
    private static final List<BiConsumer<List<Wide>, List<Wide>>> CHANGES = List.of(
            (list, expected) -> {
                Random random = Seeds.random(83);
                while (list.size() < 150) {
                    Wide added = wide(random);
                    list.add(list.size() / 2, added);
                    expected.add(expected.size() / 2, added);
                }
            },
            (list, expected) -> {
                Random random = Seeds.random(84);
                for (int index = 0; index < 80; index++) {
                    Wide other = wide(random);
                    list.set(index, other);
                    expected.set(index, other);
                }
            },
            (list, expected) -> {
                list.sort(Comparator.comparingLong(Wide::id));
                expected.sort(Comparator.comparingLong(Wide::id));
            },
            (list, expected) -> {
                ((OffHeapList<Wide>) list).sortBy(asc("id"));
                expected.sort(Comparator.comparingLong(Wide::id));
            },
            (list, expected) -> {
                list.removeIf(Wide::flag);
                expected.removeIf(Wide::flag);
            });

    /** Whichever request for memory is refused: nothing has changed, and the list goes on from there. */
    @Test
    void whatIsRefusedAnywhereChangesNothing() {
        for (BiConsumer<List<Wide>, List<Wide>> change : CHANGES) {
            int number = 1;
            while (isRefused(change, number)) {
                number++;
            }
            assertThat(number).as("requests for memory").isGreaterThan(1);
        }
    }

    private static boolean isRefused(BiConsumer<List<Wide>, List<Wide>> change, int number) {
        Random random = Seeds.random(85);
        List<Wide> expected = new ArrayList<>();
        List<OffHeapBuffer> others = new ArrayList<>();
        try (MemoryPool filled =
                        MemoryPool.builder("lists").fillWith((byte) 0xA5).build();
                OffHeapList<Wide> list = OffHeapList.of(Wide.class, filled)) {
            addBoth(list, expected, 80, random);
            boolean refused;
            try (RefusedAllocation refusal = RefusedAllocation.number(number)) {
                Throwable failure = catchThrowable(() -> change.accept(list, expected));
                refused = refusal.happened();
                if (refused) {
                    assertThat(failure).isInstanceOf(MemoryLimitException.class);
                } else {
                    assertThat(failure).isNull();
                }
            }
            // takes what was freed, and puts something else there
            for (int size = 64; size <= 4096; size += 64) {
                others.add(filled.allocate(size, "other"));
            }
            assertThat(list).as("request %s", number).isEqualTo(expected);
            addBoth(list, expected, 80, random);
            assertThat(list).as("request %s", number).isEqualTo(expected);
            others.forEach(OffHeapBuffer::close);
            return refused;
        }
    }

    private static void addBoth(List<Wide> list, List<Wide> expected, int count, Random random) {
        for (int added = 0; added < count; added++) {
            Wide more = wide(random);
            list.add(more);
            expected.add(more);
        }
    }

    @Test
    void refusesNullAnotherThreadAndUseAfterClose() {
        OffHeapList<Place> list = OffHeapList.of(Place.class, pool);
        list.add(new Place("here", 1));
        assertThatThrownBy(() -> list.add(null)).isInstanceOf(NullPointerException.class);
        assertThat(list.contains(null)).isFalse();
        assertThatThrownBy(
                        () -> CompletableFuture.supplyAsync(() -> list.get(0)).join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("belongs to thread");
        ListIterator<Place> iterator = list.listIterator();
        List<Place> part = list.subList(0, 1);
        list.handOver();
        assertThat(CompletableFuture.supplyAsync(() -> {
                            Place first = list.get(0);
                            list.handOver();
                            return first;
                        })
                        .join())
                .isEqualTo(new Place("here", 1));
        assertThat(list.size()).isEqualTo(1);
        list.close();
        list.close();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                list::size, () -> list.get(0), () -> list.add(null), iterator::next, part::size, list::stream)) {
            assertThatThrownBy(use).isInstanceOfAny(IllegalStateException.class, ConcurrentModificationException.class);
        }
        assertThat(list).hasToString("closed list of Place");
    }

    @Test
    void isNotReadOrChangedOnceAnotherThreadHasIt() {
        // its thread lives on: what belongs to one that has ended belongs to nobody
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (boolean isLast : new boolean[] {false, true}) {
                OffHeapList<Place> list = OffHeapList.of(Place.class, pool);
                list.add(new Place("b", 1));
                list.add(new Place("a", 2));
                list.add(new Place("c", 3));
                int[] left = {1};
                Runnable givesAway = () -> {
                    if (--left[0] == 0) {
                        list.handOver();
                        assertThat(CompletableFuture.supplyAsync(list::size, other)
                                        .join())
                                .isEqualTo(3);
                    }
                };
                assertThatThrownBy(() -> list.sort((one, another) -> {
                            givesAway.run();
                            return one.city().compareTo(another.city());
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to thread");
                CompletableFuture.runAsync(list::handOver, other).join();
                left[0] = isLast ? 3 : 1;
                assertThatThrownBy(() -> list.removeIf(place -> {
                            givesAway.run();
                            return true;
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to thread");
                assertThat(CompletableFuture.supplyAsync(() -> List.copyOf(list), other)
                                .join())
                        .extracting(Place::city)
                        .containsExactly("b", "a", "c");
                CompletableFuture.runAsync(list::close, other).join();
            }
        } finally {
            other.shutdown();
        }
    }

    private record Loose(CharSequence text, Optional<String> remark, Place place) {}

    @Test
    @SuppressWarnings("NullOptional")
    void whatAColumnCannotTellApartComesBackAsTheDocumentationSays() {
        try (OffHeapList<Loose> list = OffHeapList.of(Loose.class, pool)) {
            list.add(new Loose(CharBuffer.wrap("text"), null, new Place(null, null)));
            assertThat(list).containsExactly(new Loose("text", Optional.empty(), null));
        }
    }

    @Test
    void isGivenBackWhenNobodyClosesIt() throws InterruptedException {
        for (int number = 0; number < 200; number++) {
            OffHeapList.of(Place.class, pool).add(new Place("lost", number));
        }
        for (int attempt = 0; attempt < 500 && pool.used() > 0; attempt++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(pool.used()).isZero();
    }
}
