package dev.peristyle.internal.csv;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.UnsafeApi;

/** Goes through a file record by record, to hand over the comments between them: on request, because scans only pass them over. Not thread-safe. */
public final class CommentReader {
    private final ReadSettings settings;
    private final Dialect dialect;
    private final InputFile input;
    private final Target target;
    private CsvFile file;
    private LineCounter lines;
    private Window window;
    private boolean atEnd;
    private long comments;

    private CommentReader(Path path, ReadSettings settings, Target target) {
        this.settings = settings;
        this.dialect = settings.dialect();
        this.input = InputFile.of(path);
        this.target = target;
    }

    /** Takes comments in the order of the file. */
    public interface Target {

        /**
         * Takes a comment.
         *
         * @param line where it is, from 1
         * @param offset of its first byte
         * @param text without the character that makes it a comment, and without the line end
         */
        void take(long line, long offset, String text);
    }

    /**
     * Hands over the comments of a file, those before its header included, but not lines that are skipped.
     *
     * @return how many there are
     * @throws MalformedDataException if a record or a comment is too long, or a quote is not closed
     */
    public static long read(Path path, ReadSettings settings, Target target) {
        try (MemoryPool pool = MemoryPool.builder("csv comments").build()) {
            return new CommentReader(path, settings, target).read(pool);
        }
    }

    private long read(MemoryPool pool) {
        if (input.size() == 0) {
            return 0;
        }
        long position;
        Decoding decoding;
        try (FileHead head = FileHead.header(input, settings.withoutHeader(), pool)) {
            position = head.dataStart();
            decoding = head.decoding();
        }
        file = new CsvFile(input, decoding, position, new int[0], 0, 0, null);
        WindowLayout layout = new WindowLayout(WindowLayout.MAX_STEP, settings.maximumRecordSize());
        try (LineCounter counter = new LineCounter(dialect.lineEnds());
                WindowReader windows = WindowReader.open(WindowMode.READ, input, decoding, layout, pool)) {
            lines = counter;
            boolean more = true;
            for (long number = 0; more; number++) {
                window = windows.window(number);
                window.fill(window.length());
                long from = window.fileOffset();
                atEnd = from + window.length() == window.inputSize();
                long end = Math.min(from + layout.step(), from + window.length());
                while (position < end) {
                    position = from + after((int) (position - from));
                }
                more = !atEnd || from + layout.step() < window.inputSize();
                windows.check();
            }
        }
        return comments;
    }

    /** Where what comes after a record or comment begins. */
    private int after(int start) {
        boolean comment = (UnsafeApi.getByte(window.address() + start) & 0xFF) == dialect.comment();
        RecordWalk walk = new RecordWalk(window, window.inputSize(), dialect, start);
        int end = comment ? lineEnd(start) : walk.recordEnd();
        boolean cut = end == window.length() && !atEnd || end - start > settings.maximumRecordSize();
        if (cut && !comment && !settings.badRows().isFail() && walk.opened() > start) {
            // as a scan does that leaves such records out
            end = lineEnd(walk.opened());
            cut = end == window.length() && !atEnd;
        }
        if (cut) {
            throw tooLong(start, comment ? "comment" : "record");
        }
        if (comment) {
            comments++;
            byte[] text = new byte[end - start - 1];
            UnsafeApi.copyMemory(
                    null, window.address() + start + 1, text, UnsafeApi.arrayBaseOffset(byte[].class), text.length);
            long offset = window.fileOffset() + start;
            target.take(lines.lineOf(file, offset), offset, new String(text, StandardCharsets.UTF_8));
        }
        int lineEnd = end == window.length() ? 0 : dialect.lineEndAt(window.address(), end, window.length(), atEnd);
        return end + Math.max(0, lineEnd);
    }

    private int lineEnd(int from) {
        return dialect.nextLineEnd(window.address(), from, window.length(), atEnd);
    }

    private MalformedDataException tooLong(int start, String what) {
        long offset = window.fileOffset() + start;
        long line = lines.lineOf(file, offset);
        return new MalformedDataException(
                input.path() + ", line " + line + ", byte " + offset + ": the " + what + " is longer than "
                        + settings.maximumRecordSize() + " bytes"
                        + (what.equals("record") ? ", or has a quote that is not closed" : "")
                        + ". If they are that long: maximumRecordSize(bytes)",
                input.path().toString(),
                line,
                offset,
                null);
    }
}
