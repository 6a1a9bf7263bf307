/** How a file is read: {@link dev.peristyle.file.WindowMode}. */
package dev.peristyle.file;
