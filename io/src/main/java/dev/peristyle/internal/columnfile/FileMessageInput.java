package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.FileRanges;

/** A stream in a file, of which what is passed over is not read. */
final class FileMessageInput implements MessageInput {
    private final FileRanges ranges;
    private long position;

    FileMessageInput(FileRanges ranges) {
        this.ranges = ranges;
    }

    @Override
    public InputFile file() {
        return ranges.file();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public byte[] read(int length) {
        byte[] bytes = ranges.read(position, (int) Math.min(length, file().size() - position));
        position += bytes.length;
        return bytes;
    }

    @Override
    public boolean moveTo(long target) {
        if (target > file().size()) {
            return false;
        }
        position = target;
        return true;
    }

    @Override
    public boolean goesOnAfter(long place) {
        return file().size() > place;
    }
}
