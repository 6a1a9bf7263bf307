/** How a file is read: {@link dev.peristyle.file.WindowMode}, {@link dev.peristyle.file.InvalidBytes}. */
package dev.peristyle.file;
