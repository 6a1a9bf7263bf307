package dev.peristyle.examples;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file beside the jar from which the JVM takes classes that are loaded and linked, and from 25 on also what earlier runs have
 * shown of the methods, instead of reading, checking and observing them in each process. It belongs to one JVM and one jar:
 * others pass it over.
 *
 * @param jar the jar, which exists
 * @param java the launcher of the JVM that the cache is for
 */
record StartupCache(Path jar, Path java) {

    /** The first version that writes caches with profiles in one step: JEP 514 and JEP 515. */
    private static final int FIRST_WITH_AHEAD_OF_TIME_CACHE = 25;

    /** Of the jar that this class comes from, for the JVM that runs it. */
    static StartupCache ofThisJar() {
        Path place;
        try {
            place = Path.of(StartupCache.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException unlikely) {
            throw new IllegalStateException(unlikely);
        }
        if (!Files.isRegularFile(place)) {
            throw new IllegalStateException(
                    place + " is no jar: only a jar can have a cache, so run java -jar JAR --make-cache");
        }
        Path home = Path.of(System.getProperty("java.home"));
        return new StartupCache(place, home.resolve("bin").resolve(isWindows() ? "java.exe" : "java"));
    }

    /** The cache: the jar's name with another end. */
    Path file() {
        return beside(usesAheadOfTimeCache() ? ".aot" : ".jsa");
    }

    /** The script that starts the jar with the cache: the jar's name without its end. */
    Path script() {
        return beside(isWindows() ? ".cmd" : "");
    }

    /**
     * Runs the usual jobs on small files in a JVM that watches them, and puts the cache and the script beside the jar.
     *
     * @throws IOException if a file cannot be written, or the JVM fails
     */
    void make() throws IOException, InterruptedException {
        refuseIfItsOwnJar(file());
        refuseIfItsOwnJar(script());
        if (!usesAheadOfTimeCache() && jar.toString().contains(" ")) {
            throw new IllegalStateException("Java " + Runtime.version().feature()
                    + " keeps no classes of a jar with a space in its path: move " + jar + " or take Java "
                    + FIRST_WITH_AHEAD_OF_TIME_CACHE);
        }
        Path directory = Files.createTempDirectory("peristyle-cache");
        Path made = beside(".cache.tmp");
        try {
            Path log = directory.resolve("log.txt");
            Process training = new ProcessBuilder(trainingCommand(made, directory))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int exitCode;
            try {
                exitCode = training.waitFor();
            } finally {
                training.destroy();
            }
            if (exitCode != 0 || !Files.exists(made)) {
                throw new IOException(java + " has made no cache, exit code " + exitCode + ": " + ending(log));
            }
            Files.move(made, file(), StandardCopyOption.REPLACE_EXISTING);
            writeScript();
        } finally {
            Files.deleteIfExists(made);
            deleteTree(directory);
        }
    }

    /** A jar without an end to its name has that of the script. */
    private void refuseIfItsOwnJar(Path target) throws IOException {
        if (Files.exists(target) && Files.isSameFile(target, jar)) {
            throw new IllegalStateException(target + " would be written in the place of the jar itself: call the jar "
                    + jar.getFileName() + ".jar and make the cache again");
        }
    }

    private List<String> trainingCommand(Path made, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add((usesAheadOfTimeCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + made);
        command.add("-Xlog:disable");
        command.add("-cp");
        command.add(jar.toString());
        command.add(StartupTraining.class.getName());
        command.add(directory.toString());
        return command;
    }

    private static String ending(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private void writeScript() throws IOException {
        Path script = script();
        Path unfinished = beside(".script.tmp");
        Files.writeString(unfinished, isWindows() ? windowsScript() : shellScript(), StandardCharsets.UTF_8);
        if (!isWindows()) {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.move(unfinished, script, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Flags of the JVM; a cache that does not fit is passed over without a word. */
    private String flags(String cache) {
        return usesAheadOfTimeCache()
                ? "-XX:AOTCache=" + cache + " \"-Xlog:aot*=off\" \"-Xlog:cds*=off\""
                : "-XX:SharedArchiveFile=" + cache + " -Xshare:auto \"-Xlog:cds*=off\"";
    }

    private String shellScript() {
        return """
                #!/bin/sh
                # Made by --make-cache: starts the jar beside this script with its cache.
                # Flags for the JVM go into JDK_JAVA_OPTIONS.
                directory=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
                java=%s
                if [ -x "$java" ]; then
                    exec "$java" %s -jar "$directory/%s" "$@"
                fi
                exec java -jar "$directory/%s" "$@"
                """.formatted(
                        quoted(java.toString()),
                        flags("\"$directory/" + file().getFileName() + "\""),
                        jar.getFileName(),
                        jar.getFileName());
    }

    private String windowsScript() {
        return """
                @echo off
                rem Made by --make-cache: starts the jar beside this script with its cache.
                "%s" %s -jar "%%~dp0%s" %%*
                """.formatted(java, flags("\"%~dp0" + file().getFileName() + "\""), jar.getFileName())
                .replace("\n", "\r\n");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private Path beside(String end) {
        String name = jar.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return jar.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + end);
    }

    private static boolean usesAheadOfTimeCache() {
        return Runtime.version().feature() >= FIRST_WITH_AHEAD_OF_TIME_CACHE;
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static void deleteTree(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
