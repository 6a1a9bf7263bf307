/** What the file classes share: errors that name the file, and byte buffers over raw memory. */
package dev.peristyle.internal.file;
