/** Column files, the file format of Arrow IPC: {@link dev.peristyle.columnfile.ColumnFile}. */
package dev.peristyle.columnfile;
