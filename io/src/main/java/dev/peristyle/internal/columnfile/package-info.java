/**
 * Column files: the file format of Arrow IPC. {@link dev.peristyle.internal.columnfile.ArrowTypes} has the types,
 * {@link dev.peristyle.internal.columnfile.FileLayout} how a file is laid out.
 */
package dev.peristyle.internal.columnfile;
