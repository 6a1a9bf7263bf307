package dev.peristyle.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.fuzz.CsvFuzz.Target;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Behaviour as data: {@code specs.txt} has bytes, options, and the rows, rejects or error that they give. What a fuzzer has found is kept there. Each is
 * read on many ways through the library and by {@link CsvMachine}, and both have to give what is written there.
 */
class CsvSpecTest {
    private static final int WAYS = 8;

    @TempDir
    private Path directory;

    private record Spec(String name, CsvCase given, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Spec> specs() throws IOException {
        List<Spec> specs = new ArrayList<>();
        try (InputStream in = CsvSpecTest.class.getResourceAsStream("specs.txt")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String block : all.split("\n\n", -1)) {
                String[] lines = block.strip().split("\n", -1);
                if (!lines[0].startsWith("#")) {
                    CsvRules rules = CsvRules.parse(value(lines[1], "rules: "));
                    CsvCase given = new CsvCase(Bytes.meant(value(lines[2], "input: ")), rules);
                    specs.add(new Spec(
                            value(lines[0], "name: "),
                            given,
                            value(lines[3], "gives:").strip()));
                }
            }
        }
        return specs;
    }

    private static String value(String line, String key) {
        assertThat(line).startsWith(key);
        return line.substring(key.length());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void givesWhatIsWritten(Spec spec) {
        assertThat(new CsvMachine(spec.given.input(), spec.given.rules()).toString())
                .isEqualTo(spec.expected);
        CsvFuzz fuzz = new CsvFuzz(directory);
        for (int way = 0; way < WAYS; way++) {
            fuzz.check(Target.OPTIONS, spec.given, Seeds.fixed(way));
        }
    }
}
