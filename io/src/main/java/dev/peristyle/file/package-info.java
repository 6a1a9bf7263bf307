/** How a file is read and written: {@link dev.peristyle.file.WindowMode}, {@link dev.peristyle.file.InvalidBytes}, {@link dev.peristyle.file.Compression}. */
package dev.peristyle.file;
