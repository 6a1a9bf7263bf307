package dev.peristyle.collection;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestListGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What Guava asks of every list, of one that can be changed in any way but for elements that are null. */
class OffHeapListConformanceTest {

    private record Item(String name, int number, Double value, boolean flag) implements Comparable<Item> {

        @Override
        public int compareTo(Item other) {
            return name.compareTo(other.name);
        }
    }

    private final MemoryPool pool = MemoryPool.create("lists", 1 << 28);
    private final List<OffHeapList<Item>> open = new ArrayList<>();

    private static Item item(String name) {
        return new Item(name, name.hashCode(), name.length() % 2 == 0 ? null : name.length() / 2.0, name.length() > 1);
    }

    private final class Lists implements TestListGenerator<Item> {

        @Override
        public SampleElements<Item> samples() {
            return new SampleElements<>(item("b"), item("a"), item("c"), item("dd"), item(""));
        }

        @Override
        public List<Item> create(Object... elements) {
            OffHeapList<Item> list = OffHeapList.of(Item.class, pool);
            open.add(list);
            for (Object element : elements) {
                list.add((Item) element);
            }
            return list;
        }

        @Override
        public Item[] createArray(int length) {
            return new Item[length];
        }

        @Override
        public Iterable<Item> order(List<Item> insertionOrder) {
            return insertionOrder;
        }
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @TestFactory
    Stream<DynamicNode> isAList() {
        TestSuite suite = ListTestSuiteBuilder.using(new Lists())
                .named("OffHeapList")
                .withFeatures(
                        CollectionSize.ANY,
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_QUERIES,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite();
        return GuavaTests.of(suite, () -> {
            open.forEach(OffHeapList::close);
            open.clear();
        });
    }
}
