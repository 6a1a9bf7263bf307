package dev.peristyle.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.platform.JavaFork;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.LongStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class ManagementTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    record Row(long number) {}

    private static ObjectName bean(String name) throws JMException {
        return new ObjectName("dev.peristyle:type=Peristyle,name=" + ObjectName.quote(name));
    }

    private static long number(ObjectName bean, String attribute) throws JMException {
        return (Long) SERVER.getAttribute(bean, attribute);
    }

    // closed before the end, and again after it
    @SuppressWarnings("try")
    @Test
    void tellsOfRunsAndPoolsWithoutAClassOfTheLibrary() throws JMException {
        List<Row> rows = LongStream.range(0, 5000).mapToObj(Row::new).toList();
        Pipeline pipeline = Pipeline.from(rows, Row.class)
                .using(Execution.builder().memoryLimit(1 << 20).build());
        ObjectName bean = bean("test: \"a\"");
        try (Management.Registration registration = Management.register("test: \"a\"");
                MemoryPool pool = MemoryPool.create("own", 1 << 20);
                OffHeapBuffer held = pool.allocate(700_000, "mine")) {
            long ended = number(bean, "EndedRuns");
            long read = number(bean, "RowsRead");
            try (RowCursor row = pipeline.rows()) {
                row.next();
                CompositeData[] runs = (CompositeData[]) SERVER.getAttribute(bean, "OpenRuns");
                assertThat(runs).hasSize(1);
                assertThat((String) runs[0].get("what")).contains("read by the caller");
                assertThat((Long) runs[0].get("usedBytes")).isPositive();
                assertThat((Integer) runs[0].get("threads")).isEqualTo(1);
                CompositeData[] pools = (CompositeData[]) SERVER.getAttribute(bean, "Pools");
                assertThat(pools).extracting(each -> each.get("name")).containsExactly("own", "run");
                assertThat(pools).extracting(each -> each.get("limit")).containsExactly(1L << 20, 1L << 20);
                assertThat((Long) pools[0].get("usedBytes")).isEqualTo(held.allocatedBytes());
                assertThat(number(bean, "UsedBytes"))
                        .isEqualTo((Long) pools[0].get("usedBytes") + (Long) pools[1].get("usedBytes"));
                assertThat(number(bean, "RowsRead")).isGreaterThan(read);
                while (row.next()) {
                    assertThat(row.isNull(0)).isFalse();
                }
            }
            assertThat((CompositeData[]) SERVER.getAttribute(bean, "OpenRuns")).isEmpty();
            assertThat(number(bean, "EndedRuns")).isEqualTo(ended + 1);
            assertThat(number(bean, "RowsRead")).isEqualTo(read + rows.size());
            assertThat(number(bean, "SpilledBytes")).isNotNegative();
            assertThat(number(bean, "DefaultMemoryLimit"))
                    .isEqualTo(Execution.defaults().memoryLimit());
            assertThat((String) SERVER.invoke(bean, "reportMemory", null, null)).contains("mine");
            registration.close();
            assertThat(SERVER.isRegistered(bean)).isFalse();
        }
        assertThat(SERVER.isRegistered(bean)).isFalse();
    }

    /** Run in a runtime that lacks the module. */
    static final class WithoutManagement {
        public static void main(String[] arguments) {
            System.out.println(Pipeline.from(List.of(new Row(1)), Row.class).count() + " row");
            Management.register("none");
        }
    }

    @Test
    void namesTheModuleThatASmallRuntimeLacks() {
        JavaFork.Outcome outcome =
                JavaFork.run(17, List.of("--limit-modules=java.base,jdk.unsupported"), WithoutManagement.class);
        assertThat(outcome.output()).contains("1 row");
        assertThat(outcome.errors()).contains("needs the module java.management", "--add-modules java.management");
    }

    @Test
    void aNameIsThatOfOneBean() {
        try (Management.Registration first = Management.register("once")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> Management.register("once"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'once'")
                    .hasMessageContaining("another name");
        }
        Management.register("once").close();
    }
}
