package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.parts.DirectoryName;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the names of directories say of files: {@code country=DE/month=3/part-0.arrow} is of country DE and month 3, in the encoding of Hive.
 *
 * @param schema the columns, in the order of the directories
 * @param values of each file
 */
record Folders(Schema schema, List<List<FolderValue>> values) {
    private static final int DIGITS_OF_LONG = 18;
    private static final int DIGITS_OF_DATE = 10;

    /**
     * Reads the names of directories.
     *
     * @param root directories up to this one say nothing, or null if all do that are named
     * @param given the types of columns, for those that are not to be inferred
     * @throws DataAccessException if two files are in directories of different columns
     * @throws IllegalArgumentException if a type is given for what is no column of directories, or cannot be that of one
     */
    static Folders of(Path root, List<Path> files, Schema given) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Path file : files) {
            Map<String, String> found = texts(root == null ? file : root.relativize(file), file);
            if (!all.isEmpty()
                    && !List.copyOf(found.keySet())
                            .equals(List.copyOf(all.get(0).keySet()))) {
                throw new DataAccessException("cannot read " + files.get(0) + " and " + file
                        + " as one: their directories say the columns "
                        + all.get(0).keySet() + " and "
                        + found.keySet() + ". Directories as in country=DE have to be the same for all files");
            }
            all.add(found);
        }
        Schema schema = schema(all, given);
        List<List<FolderValue>> values = new ArrayList<>();
        for (int at = 0; at < files.size(); at++) {
            List<FolderValue> ofFile = new ArrayList<>();
            for (Map.Entry<String, String> entry : all.get(at).entrySet()) {
                DataType type = schema.field(schema.indexOf(entry.getKey())).type();
                ofFile.add(new FolderValue(files.get(at), entry.getKey(), type, entry.getValue()));
            }
            values.add(List.copyOf(ofFile));
        }
        return new Folders(schema, List.copyOf(values));
    }

    private static Map<String, String> texts(Path path, Path file) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int at = 0; at < path.getNameCount() - 1; at++) {
            String name = path.getName(at).toString();
            int equals = name.indexOf('=');
            if (equals <= 0) {
                continue;
            }
            String column = DirectoryName.decoded(name.substring(0, equals));
            if (texts.containsKey(column)) {
                throw new DataAccessException(
                        "cannot read " + file + ": two of its directories say column '" + ShownText.of(column) + "'");
            }
            texts.put(column, DirectoryName.valueOf(name.substring(equals + 1)));
        }
        return texts;
    }

    private static Schema schema(List<Map<String, String>> all, Schema given) {
        Schema.Builder builder = Schema.builder();
        for (String name : all.get(0).keySet()) {
            builder.add(name, given.names().contains(name) ? type(given, name) : inferred(all, name));
        }
        for (String name : given.names()) {
            if (!all.get(0).containsKey(name)) {
                throw new IllegalArgumentException("the directories do not say a column '" + name + "', but "
                        + all.get(0).keySet());
            }
        }
        return builder.build();
    }

    private static DataType type(Schema given, String name) {
        DataType type = given.field(given.indexOf(name)).type();
        if (type.family() == Family.BINARY) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is said by names of directories, which are no bytes");
        }
        return type;
    }

    /** Long or date where each value is written as it would be written again, else text. */
    private static DataType inferred(List<Map<String, String>> all, String name) {
        boolean isLong = true;
        boolean isDate = true;
        boolean hasValue = false;
        for (Map<String, String> texts : all) {
            String text = texts.get(name);
            if (text != null) {
                hasValue = true;
                isLong = isLong && isLong(text);
                isDate = isDate && isDate(text);
            }
        }
        return !hasValue ? DataType.STRING : isLong ? DataType.LONG : isDate ? DataType.DATE : DataType.STRING;
    }

    private static boolean isLong(String text) {
        if (text.isEmpty() || text.length() > DIGITS_OF_LONG) {
            return false;
        }
        try {
            return text.equals(Long.toString(Long.parseLong(text)));
        } catch (NumberFormatException other) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        if (text.length() != DIGITS_OF_DATE) {
            return false;
        }
        try {
            return text.equals(LocalDate.parse(text).toString());
        } catch (DateTimeException other) {
            return false;
        }
    }
}
