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

    /** Who may look at kinds, layouts and lanes, and how often; a narrower type of a family has to be known there. */
    private static final Map<String, Integer> WIDTHS = new TreeMap<>(Map.ofEntries(
            // integers as Java has them
            Map.entry("IntegerCell", 1),
            // the one access to words in memory
            Map.entry("WordAccess", 1),
            // values as objects
            Map.entry("ValueText", 1),
            // what a source can be told
            Map.entry("Conditions", 1)));

    /** Who may look at families; see CONTRIBUTING.md, "To add a type". */
    private static final Map<String, Integer> FAMILIES = new TreeMap<>(Map.ofEntries(
            // how a column and its single values are shown
            Map.entry("ColumnForms", 2),
            // who fills a column
            Map.entry("ChunkBuilder", 1),
            // text of values, both ways, and the errors of those that have none
            Map.entry("ValueReader", 1),
            Map.entry("ValueFormatter", 1),
            Map.entry("ValueText", 1),
            // which types go together, which casts exist
            Map.entry("CommonType", 1),
            Map.entry("Conversions", 1)));

    @Test
    void kindsLayoutsAndLanesAreLookedAtInFewPlaces() throws IOException {
        assertThat(switchesOver("[kK]ind|[lL]ayout|lane")).isEqualTo(WIDTHS);
    }

    @Test
    void familiesAreLookedAtInFewPlaces() throws IOException {
        assertThat(switchesOver("[fF]amily")).isEqualTo(FAMILIES);
    }

    private static Map<String, Integer> switchesOver(String what) throws IOException {
        Pattern pattern = Pattern.compile("switch \\(.*(" + what + ")(\\(\\))?\\)");
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.getParent().endsWith("schema"))
                    .toList()) {
                List<String> switches = Files.readAllLines(file).stream()
                        .filter(line -> pattern.matcher(line).find())
                        .toList();
                if (!switches.isEmpty()) {
                    found.put(file.getFileName().toString().replace(".java", ""), switches.size());
                }
            }
        }
        return found;
    }
}
