package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    record Line(long id, String status, String name) {}

    @Test
    void givesEachTextItsCharacters() {
        Random random = Seeds.random(4);
        RecentTexts recent = new RecentTexts();
        UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(64, 8));
        for (int each = 0; each < 200_000; each++) {
            // texts that differ in one byte only, of every length around whole words
            int length = random.nextInt(41);
            byte[] bytes = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop"
                    .substring(0, length)
                    .getBytes(StandardCharsets.US_ASCII);
            if (length > 0) {
                bytes[random.nextInt(length)] = (byte) ('0' + random.nextInt(4));
            }
            if (length > 1 && random.nextInt(4) == 0) {
                bytes[length - 2] = (byte) 0xC3;
                bytes[length - 1] = (byte) 0xBC;
            }
            memory.putBytes(1, bytes);
            assertThat(recent.get(memory.addressOffset() + 1, length))
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTextThatComesAgainIsTheSameObject() {
        List<Line> lines = IntStream.range(0, 20_000)
                .mapToObj(id -> new Line(id, id % 3 == 0 ? null : "status " + id % 10, "name " + id))
                .toList();
        Set<Object> statuses = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Object> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Line> read = new ArrayList<>();
        try (Stream<Line> records = Pipeline.from(lines, Line.class).stream(Line.class)) {
            records.forEach(read::add);
        }
        assertThat(read).isEqualTo(lines);
        for (Line line : read.subList(100, read.size())) {
            statuses.add(line.status());
        }
        try (RowCursor row = Pipeline.from(lines, Line.class).rows()) {
            while (row.next()) {
                assertThat(row.getString("name")).isEqualTo("name " + row.getLong(0));
                if (row.rowNumber() > 100) {
                    shown.add(row.get(1));
                }
            }
        }
        // ten, and null
        assertThat(statuses).hasSize(11);
        assertThat(shown).hasSize(11);
    }
}
