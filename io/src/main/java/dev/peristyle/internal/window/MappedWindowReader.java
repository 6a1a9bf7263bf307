package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.MemoryPool;
import java.util.Objects;
import net.openhft.chronicle.core.OS;

/**
 * Maps windows of a file, always read-only: a mapping opened for writing would make the file longer.
 *
 * <p>Chronicle cuts a file into chunks of whole pages and maps each with an overlap:
 *
 * <pre>
 *   window k          [k * step, k * step + step + overlap)
 *   chunk c           [c * C, c * C + C + V)       C = step rounded up to pages
 *
 *   step is whole pages (usual)   k = c       V = overlap + 64
 *   step is not (tests)           c &lt;= k      V = step + overlap + 64, because the window starts anywhere in the chunk
 * </pre>
 *
 * <p>A page past the last one of the file cannot be touched, and the last one is readable to its end. Where that leaves less
 * than 64 bytes after a window, the window is copied instead.
 */
final class MappedWindowReader implements WindowReader {
    private final InputFile file;
    private final WindowLayout layout;
    private final MappedInput input;
    private final MappedInput.MappedChunk chunk;
    private final WindowCopy copy;
    private final CurrentWindow current = new CurrentWindow();

    MappedWindowReader(InputFile file, WindowLayout layout, MemoryPool pool) {
        this.file = file;
        this.layout = layout;
        String owner = "window of " + file.path().getFileName();
        this.copy = new WindowCopy(pool, owner);
        boolean wholePages = OS.mapAlign(layout.step()) == layout.step();
        long after = (long) layout.overlap() + Window.READABLE_AFTER_END + (wholePages ? 0 : layout.step());
        this.input = new MappedInput(file, layout.step(), after);
        this.chunk = input.new MappedChunk(pool, owner);
    }

    @Override
    public WindowReader share(MemoryPool other) {
        return new MappedWindowReader(file, layout, other);
    }

    @Override
    public Window window(long number) {
        Objects.checkIndex(number, layout.count(file.size()));
        release();
        long offset = number * layout.step();
        int length = layout.lengthOf(number, file.size());
        check();
        if (!input.isReadable(offset, length)) {
            return current.show(copy.read(input.channel(), file, offset, length), length, offset, file.size());
        }
        chunk.map(offset);
        return current.show(chunk.address(offset), length, offset, file.size());
    }

    @Override
    public void check() {
        input.check();
    }

    @Override
    public void release() {
        current.clear();
        copy.close();
        chunk.close();
    }

    @Override
    public DataAccessException lost(InternalError fault) {
        return input.lost(fault);
    }

    @Override
    public void close() {
        release();
        input.close();
    }
}
