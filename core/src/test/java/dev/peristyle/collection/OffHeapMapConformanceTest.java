package dev.peristyle.collection;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.peristyle.memory.MemoryPool;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What Guava asks of every map, of one that can be changed in any way but for keys and values that are null. */
class OffHeapMapConformanceTest {

    private record Item(String name, Double value) {}

    private record Place(String city, Integer zip, boolean open) {}

    private final MemoryPool pool = MemoryPool.create("maps", 1 << 28);
    private final List<OffHeapMap<?, Item>> open = new ArrayList<>();

    private static Item item(String name) {
        return new Item(name, name.isEmpty() ? null : name.length() / 2.0);
    }

    private final class Maps<K> implements TestMapGenerator<K, Item> {

        private final Class<K> type;
        private final Function<String, K> key;

        Maps(Class<K> type, Function<String, K> key) {
            this.type = type;
            this.key = key;
        }

        private Map.Entry<K, Item> entry(String name) {
            return Map.entry(key.apply(name), item("value of " + name));
        }

        @Override
        public SampleElements<Map.Entry<K, Item>> samples() {
            return new SampleElements<>(
                    entry("b"), entry("a"), entry("c"), entry("dd"), entry("a key of more bytes than two words"));
        }

        @Override
        @SuppressWarnings("unchecked") // Guava gives back what came from the samples
        public Map<K, Item> create(Object... elements) {
            OffHeapMap<K, Item> map = OffHeapMap.of(type, Item.class, pool);
            open.add(map);
            for (Object element : elements) {
                Map.Entry<K, Item> entry = (Map.Entry<K, Item>) element;
                map.put(entry.getKey(), entry.getValue());
            }
            return map;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Map.Entry<K, Item>[] createArray(int length) {
            return new Map.Entry[length];
        }

        @Override
        @SuppressWarnings("unchecked")
        public K[] createKeyArray(int length) {
            return (K[]) Array.newInstance(type, length);
        }

        @Override
        public Item[] createValueArray(int length) {
            return new Item[length];
        }

        @Override
        public Iterable<Map.Entry<K, Item>> order(List<Map.Entry<K, Item>> insertionOrder) {
            return insertionOrder;
        }
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @TestFactory
    Stream<DynamicNode> isAMapOfLongs() {
        return suite(new Maps<>(Long.class, name -> name.hashCode() * 1_000_000_007L));
    }

    @TestFactory
    Stream<DynamicNode> isAMapOfTexts() {
        return suite(new Maps<>(String.class, name -> name));
    }

    @TestFactory
    Stream<DynamicNode> isAMapOfRecords() {
        return suite(new Maps<>(Place.class, name -> new Place(name, name.length() > 1 ? null : 7, true)));
    }

    private Stream<DynamicNode> suite(Maps<?> maps) {
        return GuavaTests.of(
                MapTestSuiteBuilder.using(maps)
                        .named("OffHeapMap of " + maps.type.getSimpleName())
                        .withFeatures(
                                CollectionSize.ANY,
                                MapFeature.GENERAL_PURPOSE,
                                MapFeature.ALLOWS_NULL_KEY_QUERIES,
                                MapFeature.ALLOWS_NULL_VALUE_QUERIES,
                                MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                                CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
                        .createTestSuite(),
                () -> {
                    open.forEach(OffHeapMap::close);
                    open.clear();
                });
    }
}
