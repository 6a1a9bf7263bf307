package dev.peristyle.internal.container;

import dev.peristyle.spi.SystemMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The least of the memory of the machine and the limits of the control groups of this process, of version 1 and 2, and of all
 * groups above them. In a container the names in {@code /proc/self/cgroup} can be those of the host, which are not to be seen there:
 * then what is seen at the top is the group of the container.
 *
 * <p>Sources: "Control Group v2" and "Memory Resource Controller" in the documentation of the Linux kernel, and proc(5).
 */
public final class ControlGroupMemory implements SystemMemory {

    /** Version 1 writes the largest multiple of a page for none. */
    private static final long NO_LIMIT = 1L << 60;

    private final Path root;

    /** The system that this process runs on. */
    public ControlGroupMemory() {
        this(Path.of("/"));
    }

    /** A system whose files are below a directory. */
    ControlGroupMemory(Path root) {
        this.root = root;
    }

    @Override
    public Found find() {
        Found least = machine();
        for (String line : lines("proc/self/cgroup")) {
            // number:controllers:path, and of version 2 the number 0 and no controllers
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
                least = lesser(least, group("sys/fs/cgroup", parts[2], "memory.max"));
                least = lesser(least, group("sys/fs/cgroup/unified", parts[2], "memory.max"));
            } else if (parts.length == 3
                    && Arrays.asList(parts[1].split(",", -1)).contains("memory")) {
                least = lesser(least, group("sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes"));
            }
        }
        return least;
    }

    @Override
    public Resident resident() {
        long all = -1;
        long mapped = 0;
        for (String line : lines("proc/self/status")) {
            if (line.startsWith("VmRSS:")) {
                all = kilobytes(line, "VmRSS:") << 10;
            } else if (line.startsWith("RssFile:")) {
                mapped += kilobytes(line, "RssFile:") << 10;
            } else if (line.startsWith("RssShmem:")) {
                mapped += kilobytes(line, "RssShmem:") << 10;
            }
        }
        return new Resident(all, mapped);
    }

    private static long kilobytes(String line, String name) {
        // by hand: the first regular expression costs a process several milliseconds
        return number(line.substring(name.length()).replace("kB", ""));
    }

    private Found machine() {
        for (String line : lines("proc/meminfo")) {
            if (line.startsWith("MemTotal:")) {
                long kilobytes = kilobytes(line, "MemTotal:");
                return kilobytes == NO_LIMIT ? null : new Found(kilobytes << 10, "the machine (/proc/meminfo)");
            }
        }
        return null;
    }

    /** The least limit of a group and of those above it, up to where groups are mounted. */
    private Found group(String mount, String path, String file) {
        Found least = null;
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            // a name may lead out of what is mounted here
            if (!name.isEmpty() && !name.equals("..")) {
                names.add(name);
            }
        }
        for (int depth = names.size(); depth >= 0; depth--) {
            List<String> above = new ArrayList<>(List.of(mount));
            above.addAll(names.subList(0, depth));
            above.add(file);
            String place = String.join("/", above);
            List<String> content = lines(place);
            long bytes = content.isEmpty() ? NO_LIMIT : number(content.get(0));
            if (bytes < NO_LIMIT) {
                least = lesser(least, new Found(bytes, "the control group (/" + place + ")"));
            }
        }
        return least;
    }

    private static Found lesser(Found first, Found second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return second.bytes() < first.bytes() ? second : first;
    }

    private static long number(String text) {
        try {
            return Math.min(NO_LIMIT, Long.parseLong(text.strip()));
        } catch (NumberFormatException notANumber) {
            // "max", and whatever else is none
            return NO_LIMIT;
        }
    }

    private List<String> lines(String path) {
        try {
            return Files.readAllLines(root.resolve(path));
        } catch (IOException | RuntimeException unreadable) {
            // not there, not allowed or no text: it limits nothing
            return List.of();
        }
    }
}
