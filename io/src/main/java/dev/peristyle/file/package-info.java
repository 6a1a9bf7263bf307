/** How a file is read and written: {@link dev.peristyle.file.WindowMode}, {@link dev.peristyle.file.InvalidBytes}, {@link dev.peristyle.file.Compression}; and where a run notes how far it has come: {@link dev.peristyle.file.Checkpoint}. */
package dev.peristyle.file;
