/** Tables as sources: {@link dev.peristyle.internal.table.TableSource} lets a collected result be queried again. */
package dev.peristyle.internal.table;
