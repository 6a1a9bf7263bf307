package dev.peristyle.examples;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output as a stream that says when nobody takes the bytes any more; a {@code PrintStream} keeps that to itself. */
final class StandardOutput extends OutputStream {

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        System.out.write(bytes, offset, length);
        flush();
    }

    @Override
    public void flush() throws IOException {
        // flushes, too
        if (System.out.checkError()) {
            throw new IOException("standard output is closed, or its disk is full");
        }
    }
}
