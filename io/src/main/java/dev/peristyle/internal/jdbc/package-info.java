/** Between columns and databases: {@link dev.peristyle.internal.jdbc.JdbcSource} is what reads them. */
package dev.peristyle.internal.jdbc;
