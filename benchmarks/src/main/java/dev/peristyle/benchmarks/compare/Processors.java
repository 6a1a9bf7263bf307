package dev.peristyle.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processors that processes are bound to. */
final class Processors {
    private static final String ALLOWED = "Cpus_allowed_list:";

    private Processors() {}

    /** The words before a command that bind it to so many of those that this process may use. */
    static List<String> bindingTo(int count) throws IOException {
        List<String> allowed = List.of();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(ALLOWED)) {
                allowed = numbers(line.substring(ALLOWED.length()).strip());
            }
        }
        if (count < 1 || count > allowed.size()) {
            throw new IllegalArgumentException("cannot bind processes to " + count + " of the processors " + allowed
                    + "; name fewer with --cores");
        }
        return List.of("taskset", "-c", String.join(",", allowed.subList(0, count)));
    }

    /** Each number in a text such as {@code 0-2,5}. */
    static List<String> numbers(String list) {
        List<String> numbers = new ArrayList<>();
        for (String part : list.split(",")) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = Integer.parseInt(part.substring(dash + 1));
            for (int number = first; number <= last; number++) {
                numbers.add(Integer.toString(number));
            }
        }
        return numbers;
    }
}
