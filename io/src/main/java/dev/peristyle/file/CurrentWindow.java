package dev.peristyle.file;

/** The window that a reader shows, moved from place to place. */
final class CurrentWindow implements Window {
    private long address;
    private int length;
    private long fileOffset;

    Window show(long newAddress, int newLength, long newFileOffset) {
        address = newAddress;
        length = newLength;
        fileOffset = newFileOffset;
        return this;
    }

    void clear() {
        address = 0;
        length = 0;
    }

    @Override
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("the window has been released");
        }
        return address;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long fileOffset() {
        return fileOffset;
    }
}
