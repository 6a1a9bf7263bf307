package dev.peristyle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Types are stated once: every further switch over them is one that a new type has to find. */
class TypeSwitchTest {

    private static final Pattern SWITCH = Pattern.compile("switch \\(.*([kK]ind|[lL]ayout|lane)(\\(\\))?\\)");

    /** Who may look at kinds, layouts and lanes, and how often; see CONTRIBUTING.md, "To add a type". */
    private static final Map<String, Integer> KNOWN = new TreeMap<>(Map.ofEntries(
            // how a column and its single values are shown
            Map.entry("ColumnForms", 2),
            Map.entry("IntegerCell", 1),
            // who fills a column
            Map.entry("ChunkBuilder", 1),
            // the one access to words in memory
            Map.entry("WordAccess", 1),
            // text of values, both ways, and the errors of those that have none
            Map.entry("ValueReader", 1),
            Map.entry("ValueFormatter", 1),
            Map.entry("ValueText", 2),
            // which types go together, which casts exist, what a source can be told
            Map.entry("CommonType", 1),
            Map.entry("Conversions", 1),
            Map.entry("Conditions", 1)));

    @Test
    void kindsAndLayoutsAreLookedAtInFewPlaces() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.getParent().endsWith("schema"))
                    .toList()) {
                List<String> switches = Files.readAllLines(file).stream()
                        .filter(line -> SWITCH.matcher(line).find())
                        .toList();
                if (!switches.isEmpty()) {
                    found.put(file.getFileName().toString().replace(".java", ""), switches.size());
                }
            }
        }
        assertThat(found).isEqualTo(KNOWN);
    }
}
