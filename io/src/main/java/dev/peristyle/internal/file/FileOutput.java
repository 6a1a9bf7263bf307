package dev.peristyle.internal.file;

import java.nio.file.Path;

/** An output that is a file. */
public interface FileOutput extends Output {

    /** The file, for messages. */
    Path file();

    /** Bytes that were written. */
    long size();
}
