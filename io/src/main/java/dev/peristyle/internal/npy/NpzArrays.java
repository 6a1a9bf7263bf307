package dev.peristyle.internal.npy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.UnsafeApi;

/**
 * Arrays of an archive side by side, as one table.
 *
 * @param arrays in the order of their columns
 * @param columns all columns
 * @param rows as many as each array has
 */
record NpzArrays(List<Member> arrays, List<Place> columns, Schema schema, long rows) {
    private static final String END = ".npy";

    /** Of all arrays: a small archive may name so many that describing them fills the heap. */
    private static final int MAX_COLUMNS = 100_000;

    /** Of an array that is looked at, nothing but its header is held. */
    private static final long POOL_OF_HEADERS = 4 << 20;

    /** An array and where it is. */
    record Member(ZipArchive.Entry entry, NpyHeader header) {
        boolean isStored() {
            return entry.method() == ZipArchive.STORED;
        }
    }

    /**
     * A column.
     *
     * @param array the number of its array
     * @param field in the records of the array, with its name there
     */
    record Place(int array, FieldFormat field) {}

    /** The names of the arrays in an archive, each with its file. */
    static Map<String, ZipArchive.Entry> names(FileRanges ranges) {
        Map<String, ZipArchive.Entry> names = new LinkedHashMap<>();
        for (ZipArchive.Entry entry : ZipArchive.read(ranges)) {
            if (entry.name().endsWith(END)) {
                names.put(entry.name().substring(0, entry.name().length() - END.length()), entry);
            }
        }
        return names;
    }

    /**
     * Looks at the directory and at the headers of arrays.
     *
     * @param wanted the names of arrays, or null for all
     * @throws IllegalArgumentException if there is none of a name
     * @throws MalformedDataException if the archive is damaged, one array is of a type that is not read, or they have not as many rows
     */
    static NpzArrays read(FileRanges ranges, List<String> wanted) {
        Map<String, ZipArchive.Entry> all = names(ranges);
        List<String> names = wanted == null ? List.copyOf(all.keySet()) : wanted;
        if (names.isEmpty()) {
            throw wrong(ranges, "there is no array in it: nothing in it has a name that ends with .npy");
        }
        List<Member> arrays = new ArrayList<>();
        Set<String> known = new HashSet<>();
        int columns = 0;
        for (String name : names) {
            if (!known.add(name)) {
                throw new IllegalArgumentException("array '" + ShownText.of(name) + "' is named twice");
            }
            ZipArchive.Entry entry = all.get(name);
            if (entry == null) {
                throw new IllegalArgumentException(
                        "there is no array '" + name + "' in " + ranges.file().path() + "; there are "
                                + ShownText.of(all.keySet().toString()));
            }
            arrays.add(new Member(entry, header(ranges, name, entry)));
            columns += arrays.get(arrays.size() - 1).header.format().fields().size();
            if (columns > MAX_COLUMNS) {
                throw wrong(
                        ranges,
                        "its first " + arrays.size() + " arrays have " + columns + " columns, more than the "
                                + MAX_COLUMNS + " that are read. Name those to read: Npz.scan(file, arrays)");
            }
            long rows = arrays.get(0).header.rows();
            long these = arrays.get(arrays.size() - 1).header.rows();
            if (rows != these) {
                throw wrong(
                        ranges,
                        "its array '" + ShownText.of(names.get(0)) + "' has " + rows + " rows and '"
                                + ShownText.of(name) + "' has " + these
                                + ". Name those to read that have as many: Npz.scan(file, arrays)");
            }
        }
        return table(ranges, names, arrays);
    }

    private static NpzArrays table(FileRanges ranges, List<String> names, List<Member> arrays) {
        Set<String> known = new HashSet<>();
        Schema.Builder schema = Schema.builder();
        List<Place> columns = new ArrayList<>();
        for (int array = 0; array < arrays.size(); array++) {
            for (FieldFormat field : arrays.get(array).header.format().fields()) {
                boolean isPlain = field.name().equals(NpyHeader.VALUE)
                        && arrays.get(array).header.format().fields().size() == 1;
                String name = isPlain
                        ? names.get(array)
                        : arrays.size() == 1 ? field.name() : names.get(array) + "." + field.name();
                if (name.isEmpty()) {
                    throw wrong(
                            ranges,
                            "its array '.npy' has no name, and a column needs one. Name those to read:"
                                    + " Npz.scan(file, arrays)");
                }
                if (!known.add(name)) {
                    throw wrong(
                            ranges, "two of its arrays make a column '" + ShownText.of(name) + "'. Name those to read");
                }
                schema.add(name, field.storage().type());
                columns.add(new Place(array, new FieldFormat(name, field.offset(), field.storage())));
            }
        }
        return new NpzArrays(
                List.copyOf(arrays),
                List.copyOf(columns),
                schema.build(),
                arrays.get(0).header.rows());
    }

    private static NpyHeader header(FileRanges ranges, String name, ZipArchive.Entry entry) {
        String shown = ", array '" + ShownText.of(name) + "'";
        try {
            if (entry.method() == ZipArchive.STORED) {
                return NpyHeader.of(
                        ranges.file().path(),
                        shown,
                        entry.size(),
                        (position, length) ->
                                ranges.read(entry.start() + position, (int) Math.min(length, entry.size() - position)),
                        null);
            }
            try (MemoryPool pool = MemoryPool.create("npz: headers", POOL_OF_HEADERS);
                    InflatedArray bytes = new InflatedArray(ranges, entry, pool)) {
                Beginning beginning = new Beginning(bytes, pool, entry.size());
                return NpyHeader.of(ranges.file().path(), shown, entry.size(), beginning::read, null);
            }
        } catch (IOException failure) {
            throw FileErrors.reading(ranges.file().path(), failure);
        }
    }

    private static MalformedDataException wrong(FileRanges ranges, String what) {
        String path = ranges.file().path().toString();
        return new MalformedDataException("cannot read " + path + ": " + what, path, -1, 0, null);
    }

    /** The first bytes of what comes one after the other. */
    private static final class Beginning {
        private final InflatedArray bytes;
        private final MemoryPool pool;
        private final long size;
        private byte[] known = {};

        Beginning(InflatedArray bytes, MemoryPool pool, long size) {
            this.bytes = bytes;
            this.pool = pool;
            this.size = size;
        }

        byte[] read(long position, int length) {
            int end = (int) Math.min(size, position + length);
            int more = end - known.length;
            if (more > 0) {
                int from = known.length;
                known = Arrays.copyOf(known, end);
                try (OffHeapBuffer buffer = pool.allocate(more, "npz: header")) {
                    bytes.read(buffer.address(), more);
                    UnsafeApi.copyMemory(
                            null, buffer.address(), known, UnsafeApi.arrayBaseOffset(byte[].class) + (long) from, more);
                }
            }
            return Arrays.copyOfRange(known, (int) position, (int) position + length);
        }
    }
}
