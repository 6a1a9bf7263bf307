package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys whose hashes are the same, in all bits or in some. */
class HashedKeysTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 63, 0xF000_0000_0000_0000L, -1})
    void keysWithTheSameHashAreTold(long mask) {
        Random random = Seeds.random(8);
        DataType[] types = {DataType.STRING, DataType.DOUBLE, DataType.decimal(30, 2), DataType.BOOLEAN};
        Schema schema = BoxedChunk.schema(types);
        Map<List<Object>, Integer> expected = new HashMap<>();
        try (MemoryPool pool = MemoryPool.builder("test").fillWith((byte) 0xA5).build();
                HashedKeys keys = new HashedKeys(pool, "keys", schema.fields(), mask)) {
            for (int round = 0; round < 20; round++) {
                List<List<Object>> rows = rows(types, random);
                int known = keys.size();
                try (BoxedChunk chunk = new BoxedChunk(pool, schema, rows)) {
                    Column[] columns = chunk.columns(0, types.length);
                    long found = keys.find(rows.size(), columns, known);
                    for (int row = 0; row < rows.size(); row++) {
                        assertThat(UnsafeApi.getInt(found + 4L * row))
                                .isEqualTo(expected.getOrDefault(rows.get(row), -1));
                    }
                    long groups = keys.encode(rows.size(), columns);
                    for (int row = 0; row < rows.size(); row++) {
                        int group = UnsafeApi.getInt(groups + 4L * row);
                        assertThat(expected.computeIfAbsent(rows.get(row), ignored -> group))
                                .isEqualTo(group);
                    }
                }
                assertThat(keys.size()).isEqualTo(expected.size());
                assertThat(keys.isInOrder() || mask != -1).isTrue();
            }
        }
    }

    private static List<List<Object>> rows(DataType[] types, Random random) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 50; row++) {
            int number = random.nextInt(300);
            List<Object> values = new ArrayList<>();
            for (DataType type : types) {
                Object value = (number + types.length) % 7 == 0 ? null : RandomValues.of(type, Seeds.fixed(number));
                values.add(value instanceof Double zero ? (Object) (zero + 0.0) : value);
            }
            rows.add(values);
        }
        return rows;
    }
}
