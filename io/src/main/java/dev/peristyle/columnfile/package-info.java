/** Column files, the file format of Arrow IPC: {@link dev.peristyle.columnfile.ColumnFile}; and streams of it, {@link dev.peristyle.columnfile.ColumnStream}. */
package dev.peristyle.columnfile;
