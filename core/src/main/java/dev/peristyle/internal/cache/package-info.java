/**
 * Rows that are kept between runs and give way when memory is needed: {@link dev.peristyle.internal.cache.RowCache} makes them,
 * {@link dev.peristyle.internal.cache.KeptTable} holds them, and {@link dev.peristyle.internal.cache.DiskCopy} those that gave way to disk.
 */
package dev.peristyle.internal.cache;
