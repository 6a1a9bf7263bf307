package dev.peristyle.internal.window;

/** The window that a reader shows, moved from place to place; all of it is readable unless a subclass says otherwise. */
class CurrentWindow implements Window {
    private long address;
    private int length;
    private long fileOffset;
    private long inputSize;

    final Window show(long newAddress, int newLength, long newFileOffset, long newInputSize) {
        address = newAddress;
        length = newLength;
        fileOffset = newFileOffset;
        inputSize = newInputSize;
        return this;
    }

    final void clear() {
        address = 0;
        length = 0;
    }

    @Override
    public final long address() {
        if (address == 0) {
            throw new IllegalStateException("the window has been released");
        }
        return address;
    }

    @Override
    public final int length() {
        return length;
    }

    @Override
    public final long fileOffset() {
        return fileOffset;
    }

    @Override
    public final long inputSize() {
        return inputSize;
    }

    @Override
    public void fill(int end) {}
}
