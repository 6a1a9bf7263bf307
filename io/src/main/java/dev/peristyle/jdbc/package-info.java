/** Databases through {@code java.sql}: {@link dev.peristyle.jdbc.Jdbc}. */
package dev.peristyle.jdbc;
