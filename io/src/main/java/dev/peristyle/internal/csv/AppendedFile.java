package dev.peristyle.internal.csv;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.Compression;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A CSV that is there and gets more rows: whether they can go after its own. */
final class AppendedFile {
    private static final long COPY_STEP = 16 << 20;
    private static final int BUFFER = 1 << 16;

    private final InputFile file;
    private final Decoding decoding;

    AppendedFile(Path path) {
        this.file = InputFile.of(path);
        this.decoding = Decoding.of(firstBytes(), null);
    }

    private byte[] firstBytes() {
        try (InputStream in = Files.newInputStream(file.path())) {
            return in.readNBytes(Decoding.BYTES);
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    /**
     * Checks that the columns are the same, by name where there is a header, else by number, and that all of the file is compressed alike.
     *
     * @throws IllegalArgumentException if not
     */
    void check(Schema schema, WriteSettings settings, Compression compression, ReadSettings reader, MemoryPool pool) {
        boolean alike = decoding == null
                ? compression == Compression.NONE
                : decoding.compression().name().equals(compression.name()) && compression != Compression.NONE;
        if (!alike) {
            throw new IllegalArgumentException("cannot append to " + file.path() + ": what is there is "
                    + (decoding == null
                            ? "not compressed"
                            : "compressed, or in another charset, as " + decoding.compression())
                    + ", and what is to be written has compression " + compression
                    + ". Set compression(...) to the same");
        }
        if (settings.lines() != null) {
            checkFirstLine(settings);
            return;
        }
        List<String> wanted = schema.names().stream()
                .map(name -> settings.formulaGuard() ? FormulaGuard.marked(name) : name)
                .toList();
        List<String> there;
        try (FileHead head = FileHead.header(file, reader, pool)) {
            if (head.names() == null) {
                throw head.withoutColumns();
            }
            there = head.names();
        }
        if (there.size() != wanted.size()) {
            throw new IllegalArgumentException("cannot append to " + file.path() + ": it has " + there.size()
                    + " columns, but what is to be written has " + wanted.size() + ": " + ShownNames.of(wanted)
                    + ". Select the same columns in the same order");
        }
        for (int column = 0; column < there.size() && settings.header(); column++) {
            if (!there.get(column).equals(wanted.get(column))) {
                throw new IllegalArgumentException("cannot append to " + file.path() + ": column " + (column + 1)
                        + " is '" + ShownText.of(there.get(column)) + "' there, but '"
                        + ShownText.of(wanted.get(column))
                        + "' in what is to be written. Select the same columns in the same order");
            }
        }
    }

    /** Only a header names columns in lines: it is the same. Without one, the first row has as many characters. */
    private void checkFirstLine(WriteSettings settings) {
        byte[] header = settings.header()
                ? LineRules.header(settings.lines(), "").getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        int characters = 0;
        int bytes = 0;
        boolean same = true;
        try (InputStream in = new BufferedInputStream(opened())) {
            in.mark(3);
            if (!FirstField.isMark(in.readNBytes(3))) {
                in.reset();
            }
            for (int current = in.read(); current >= 0 && current != '\n' && current != '\r'; current = in.read()) {
                characters += (current & 0xC0) == 0x80 ? 0 : 1;
                same &= bytes < header.length && header[bytes] == (byte) current;
                bytes++;
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
        int width = settings.lines().width();
        if (characters != width || settings.header() && !same) {
            throw new IllegalArgumentException("cannot append to " + file.path() + ": its first line has " + characters
                    + " characters, and what is to be written has " + width
                    + (settings.header() ? " and a header with other names or places" : "")
                    + ". Take the layout that it was written with");
        }
    }

    private InputStream opened() throws IOException {
        InputStream in = Files.newInputStream(file.path());
        return decoding == null ? in : decoding.open(in);
    }

    /** Whether the last line has its end. What is compressed is decompressed for that, which finds out if it is whole. */
    boolean endsLine() {
        try {
            byte last = decoding == null ? lastByte() : lastDecoded();
            return last == '\n' || last == '\r';
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    private byte lastByte() throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            in.skipNBytes(file.size() - 1);
            return (byte) in.read();
        }
    }

    private byte lastDecoded() throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte last = '\n';
        try (InputStream in = decoding.open(Files.newInputStream(file.path()))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                last = count == 0 ? last : buffer[count - 1];
            }
        }
        return last;
    }

    /** Begins an output with all that is there. */
    void copyTo(OutputFile output, RunContext context) {
        try (FileChannel source = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            file.checkSame();
            for (long done = 0; done < file.size(); done += COPY_STEP) {
                output.write(source, done, Math.min(COPY_STEP, file.size() - done));
                context.advance(0, 0);
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    /** Checks that nobody has written to it since. */
    void checkUnchanged() {
        file.checkSame();
        file.checkUnchanged();
    }

    /** Checks that nobody has made a file that was not there. */
    static void checkAbsent(Path path) {
        if (Files.exists(path)) {
            throw new DataAccessException("cannot append to " + path
                    + ": there was no such file, but another program has made one meanwhile. Append again");
        }
    }
}
