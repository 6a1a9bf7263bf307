package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The files whose path matches a pattern such as {@code data/*.csv}, as {@link FileSystem#getPathMatcher} understands it. */
public final class GlobFiles {
    private static final String MARKS = "*?[{\\";

    /** Where a backslash separates directories it cannot mark that the next character is text. */
    private static final boolean BACKSLASH_SEPARATES =
            FileSystems.getDefault().getSeparator().equals("\\");

    private GlobFiles() {}

    /**
     * Whether a text is a pattern.
     *
     * @return false for the path of one file
     */
    public static boolean isPattern(String text) {
        return hasMarks(normalized(text, BACKSLASH_SEPARATES));
    }

    /** With slashes between directories, which every system takes. */
    static String normalized(String text, boolean backslashSeparates) {
        return backslashSeparates ? text.replace('\\', '/') : text;
    }

    private static boolean hasMarks(String text) {
        for (int position = 0; position < text.length(); position++) {
            if (MARKS.indexOf(text.charAt(position)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds files. Those with a name that begins with a point, and those in such directories, match only a pattern with a point there.
     *
     * @param pattern directories, which are there as they are written, and a pattern; or the path of one file
     * @return the files, at least one, in the order of their paths
     * @throws DataAccessException if there is none, or a directory cannot be read
     * @throws IllegalArgumentException if it is no pattern
     */
    public static List<Path> matching(String pattern) {
        String normalized = normalized(pattern, BACKSLASH_SEPARATES);
        return hasMarks(normalized) ? search(normalized) : List.of(Path.of(pattern));
    }

    private static List<Path> search(String pattern) {
        int directoryEnd = directoryEnd(pattern);
        Path root = Path.of(pattern.substring(0, directoryEnd));
        String rest = pattern.substring(directoryEnd);
        if (!Files.isDirectory(root)) {
            throw new DataAccessException("no file matches " + pattern + ", because "
                    + (root.toString().isEmpty() ? "." : root) + " is no directory");
        }
        List<Path> found = new ArrayList<>();
        boolean hidden = rest.startsWith(".") || rest.contains("/.");
        try {
            Files.walkFileTree(
                    root,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    depth(rest),
                    visitor(root, matcher(rest), hidden, found));
        } catch (IOException failure) {
            throw FileErrors.reading(root, failure);
        }
        if (found.isEmpty()) {
            throw new DataAccessException("no file matches " + pattern
                    + ". In a pattern, * is any text within a name, ** also goes into directories, ? is one character,"
                    + " [abc] one of several, and {a,b} one of several texts");
        }
        found.sort(Comparator.comparing(Path::toString));
        return List.copyOf(found);
    }

    /**
     * Finds the files in a directory and those below whose names end with a text. Files and directories with names that begin with a point or an underscore are
     * left out: others put there what is no data. A directory such as {@code _year=2024} is none of those: it says the value of a column.
     *
     * @return in the order of their paths, at least one
     * @throws DataAccessException if there is none, or a directory cannot be read
     */
    public static List<Path> below(Path root, String end) {
        List<Path> found = new ArrayList<>();
        PathMatcher matcher = path -> {
            for (Path directory = path.getParent(); directory != null; directory = directory.getParent()) {
                String name = directory.getFileName().toString();
                if (name.startsWith("_") && name.indexOf('=') < 0) {
                    return false;
                }
            }
            return !path.getFileName().toString().startsWith("_")
                    && path.toString().endsWith(end);
        };
        if (!Files.isDirectory(root)) {
            throw new DataAccessException("cannot read " + root + ": it is no directory");
        }
        try {
            Files.walkFileTree(
                    root,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    visitor(root, matcher, false, found));
        } catch (IOException failure) {
            throw FileErrors.reading(root, failure);
        }
        if (found.isEmpty()) {
            throw new DataAccessException("there is no file in " + root + " or below whose name ends with " + end);
        }
        found.sort(Comparator.comparing(Path::toString));
        return List.copyOf(found);
    }

    /** After the last separator before the first mark of a pattern. */
    private static int directoryEnd(String pattern) {
        int end = 0;
        for (int position = 0; MARKS.indexOf(pattern.charAt(position)) < 0; position++) {
            end = pattern.charAt(position) == '/' ? position + 1 : end;
        }
        return end;
    }

    private static PathMatcher matcher(String rest) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + rest);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "'" + rest + "' is no pattern of files: " + wrong.getDescription(), wrong);
        }
    }

    private static int depth(String rest) {
        return rest.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(character -> character == '/').count();
    }

    private static SimpleFileVisitor<Path> visitor(Path root, PathMatcher matcher, boolean hidden, List<Path> found) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = !hidden && !directory.equals(root) && isHidden(directory);
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isDirectory()
                        && (hidden || !isHidden(file))
                        && matcher.matches(root.relativize(file))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
