package dev.peristyle.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.memory.RefusedAllocation;
import dev.peristyle.random.Seeds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffHeapMapTest {

    private enum Colour {
        RED,
        GREEN
    }

    private record Address(String city, Integer zip, LocalDate since, Colour colour, boolean first, Short small) {}

    private record Customer(String name, Double limit) {}

    private final MemoryPool pool = MemoryPool.create("maps", 1 << 28);

    @AfterEach
    void allIsGivenBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private static Address address(int number) {
        return new Address(
                number % 3 == 0 ? null : "city " + "x".repeat(number % 20) + number % 50,
                number % 5 == 0 ? null : number % 11,
                number % 7 == 0 ? null : LocalDate.ofEpochDay(number),
                number % 2 == 0 ? Colour.RED : null,
                number % 4 == 0,
                (short) number);
    }

    private static Customer customer(Random random) {
        int number = random.nextInt(1000);
        return new Customer(
                number % 10 == 0 ? null : "n".repeat(number % 30) + number, number % 3 == 0 ? null : 0.5 * number);
    }

    /** Against the map of the JDK, in any order of changes. */
    @Test
    void doesWhatAHashMapDoes() {
        doesWhatAHashMapDoes(Long.class, number -> number * 4_294_967_296L - 7);
        doesWhatAHashMapDoes(Integer.class, number -> number - 100);
        doesWhatAHashMapDoes(String.class, number -> "k".repeat(number % 17) + number);
        doesWhatAHashMapDoes(Address.class, OffHeapMapTest::address);
    }

    private <K> void doesWhatAHashMapDoes(Class<K> type, IntFunction<K> key) {
        Random random = Seeds.random(86);
        Map<K, Customer> expected = new HashMap<>();
        try (OffHeapMap<K, Customer> map = OffHeapMap.of(type, Customer.class, pool)) {
            for (int round = 0; round < 8; round++) {
                int most = round % 2 == 0 ? 600 : 20;
                for (int step = 0; step < 1000; step++) {
                    change(map, expected, key.apply(random.nextInt(most)), random, step, round % 2 == 0 ? 3 : 8);
                }
                assertThat(map)
                        .as("round %s of %s", round, type)
                        .isEqualTo(expected)
                        .hasSameHashCodeAs(expected);
                assertThat(map.keySet()).isEqualTo(expected.keySet());
                assertThat(map.values()).containsExactlyInAnyOrderElementsOf(expected.values());
                if (round == 3) {
                    map.trimToSize();
                }
            }
            Map<K, Customer> copy = new HashMap<>();
            map.forEach(copy::put);
            assertThat(copy).isEqualTo(expected).isNotEmpty();
            map.clear();
            assertThat(map).isEmpty();
            map.putAll(copy);
            assertThat(map).isEqualTo(expected);
        }
    }

    /** Of ten changes, so many take away. */
    private static <K> void change(
            Map<K, Customer> map, Map<K, Customer> expected, K key, Random random, int step, int removals) {
        Customer value = customer(random);
        if (random.nextInt(10) < removals) {
            assertThat(map.remove(key)).isEqualTo(expected.remove(key));
        } else if (step % 97 == 0) {
            map.values().removeIf(each -> each.limit() != null && each.limit() > 400);
            expected.values().removeIf(each -> each.limit() != null && each.limit() > 400);
        } else if (step % 5 == 0) {
            assertThat(map.computeIfAbsent(key, any -> value)).isEqualTo(expected.computeIfAbsent(key, any -> value));
        } else {
            assertThat(map.put(key, value)).isEqualTo(expected.put(key, value));
        }
        assertThat(map.get(key)).isEqualTo(expected.get(key));
        assertThat(map.containsKey(key)).isEqualTo(expected.containsKey(key));
        assertThat(map).hasSize(expected.size());
    }

    @Test
    void takesTheBytesOfItsColumnsAndAnIndex() {
        int entries = 3 << 15;
        try (OffHeapMap<Long, Customer> map = OffHeapMap.of(Long.class, Customer.class, pool)) {
            long text = 0;
            for (long number = 0; number < entries; number++) {
                String name = "customer " + number;
                map.put(number, new Customer(name, 1.0));
                text += name.length();
            }
            map.trimToSize();
            long columns = entries * (8L + 12 + 8) + text;
            assertThat(pool.used()).isBetween(columns + 10L * entries, (columns + 22L * entries) * 11 / 10);
            assertThat(map.get(entries - 1L)).isEqualTo(new Customer("customer " + (entries - 1), 1.0));
        }
    }

    @Test
    void whatNoMapHasIsNotFound() {
        try (OffHeapMap<String, Customer> map = OffHeapMap.of(String.class, Customer.class, pool)) {
            map.put("?", new Customer("question", 1.0));
            for (Object key : new Object[] {"", "\uD800", "??", 7, null}) {
                assertThat(map.get(key)).isNull();
                assertThat(map.containsKey(key)).isFalse();
                assertThat(map.remove(key)).isNull();
            }
            assertThatThrownBy(() -> map.put("\uD800", new Customer("half", 1.0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogates");
            assertThat(map).hasSize(1);
        }
    }

    private record Inexact(double value) {}

    @Test
    void refusesKeysWhoseColumnsSayTooLittle() {
        assertThatThrownBy(() -> OffHeapMap.of(Inexact.class, Customer.class, pool))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 'value' is of type double");
        assertThatThrownBy(() -> OffHeapMap.of(Object.class, Customer.class, pool))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not of java.lang.Object");
    }

    /** Whichever request for memory is refused: nothing has changed, and the map goes on from there. */
    @Test
    void whatIsRefusedAnywhereChangesNothing() {
        int number = 1;
        while (isRefused(number)) {
            number++;
        }
        assertThat(number).as("requests for memory").isGreaterThan(10);
    }

    private static boolean isRefused(int number) {
        Random random = Seeds.random(87);
        Map<Address, Customer> expected = new HashMap<>();
        List<OffHeapBuffer> others = new ArrayList<>();
        try (MemoryPool filled =
                        MemoryPool.builder("maps").fillWith((byte) 0xA5).build();
                OffHeapMap<Address, Customer> map = OffHeapMap.of(Address.class, Customer.class, filled)) {
            putBoth(map, expected, 40, random);
            boolean refused;
            try (RefusedAllocation refusal = RefusedAllocation.number(number)) {
                Throwable failure = catchThrowable(() -> putBoth(map, expected, 300, random));
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
            assertThat(map).as("request %s", number).isEqualTo(expected);
            putBoth(map, expected, 100, random);
            assertThat(map).as("request %s", number).isEqualTo(expected);
            others.forEach(OffHeapBuffer::close);
            return refused;
        }
    }

    private static void putBoth(Map<Address, Customer> map, Map<Address, Customer> expected, int count, Random random) {
        for (int put = 0; put < count; put++) {
            Address key = address(random.nextInt(1 << 15));
            Customer value = customer(random);
            map.put(key, value);
            expected.put(key, value);
        }
    }

    private static Runnable meddling = () -> {};

    /** A record that does something to the map when it is put, and when it is made. */
    private record Meddling(int number, Inner inner) {

        @Override
        @SuppressWarnings("UnusedMethod") // the map calls it
        public int number() {
            meddling.run();
            return number;
        }
    }

    private record Inner(String text) {
        Inner {
            meddling.run();
        }
    }

    private record Key(int number) {}

    @Test
    void codeOfARecordCannotChangeTheMap() {
        List<Consumer<OffHeapMap<Key, Meddling>>> all = List.of(
                OffHeapMap::close,
                OffHeapMap::clear,
                OffHeapMap::trimToSize,
                OffHeapMap::handOver,
                map -> map.remove(new Key(0)),
                map -> map.keySet().remove(new Key(1)),
                map -> map.put(new Key(9), new Meddling(9, null)),
                map -> map.put(new Key(0), new Meddling(9, null)));
        for (Consumer<OffHeapMap<Key, Meddling>> each : all) {
            try (OffHeapMap<Key, Meddling> map = OffHeapMap.of(Key.class, Meddling.class, pool)) {
                Meddling first = new Meddling(0, new Inner("first"));
                Meddling second = new Meddling(1, new Inner("second"));
                map.put(new Key(0), first);
                map.put(new Key(1), second);
                meddling = () -> each.accept(map);
                List<Throwable> failures = List.of(
                        catchThrowable(() -> map.put(new Key(2), first)),
                        catchThrowable(() -> map.put(new Key(1), first)),
                        catchThrowable(() -> map.get(new Key(1))),
                        catchThrowable(() -> map.forEach((key, value) -> {})));
                meddling = () -> {};
                assertThat(failures)
                        .allSatisfy(failure -> assertThat(failure)
                                .hasMessageContaining(" of Meddling ")
                                .hasMessageContaining("the map of Meddling"));
                assertThat(map).isEqualTo(Map.of(new Key(0), first, new Key(1), second));
            }
        }
    }

    @Test
    void refusesNullAnotherThreadAndUseAfterClose() {
        OffHeapMap<Integer, Customer> map = OffHeapMap.of(Integer.class, Customer.class, pool);
        Customer one = new Customer("one", 1.0);
        map.put(1, one);
        assertThatThrownBy(() -> map.put(null, one)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> map.put(2, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> map.get(1)).join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("belongs to thread");
        Iterator<Map.Entry<Integer, Customer>> iterator = map.entrySet().iterator();
        Map.Entry<Integer, Customer> entry = map.entrySet().iterator().next();
        Iterator<Customer> values = map.values().iterator();
        map.handOver();
        assertThat(CompletableFuture.supplyAsync(() -> {
                            Customer found = map.get(1);
                            map.handOver();
                            return found;
                        })
                        .join())
                .isEqualTo(one);
        assertThat(map).hasSize(1);
        map.close();
        map.close();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                map::size,
                () -> map.get(1),
                () -> map.put(1, one),
                () -> map.remove(1),
                map::clear,
                map::trimToSize,
                iterator::next,
                iterator::hasNext,
                iterator::remove,
                values::next,
                () -> entry.setValue(one),
                () -> map.keySet().size(),
                () -> map.forEach((key, value) -> {}))) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
        }
        assertThat(map).hasToString("closed map of Customer");
    }

    @Test
    void isGivenBackWhenNobodyClosesIt() throws InterruptedException {
        for (int number = 0; number < 200; number++) {
            OffHeapMap.of(Integer.class, Customer.class, pool).put(number, new Customer("lost", 1.0));
        }
        for (int attempt = 0; attempt < 500 && pool.used() > 0; attempt++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(pool.used()).isZero();
    }
}
