package dev.peristyle.internal.jdbc;

import java.util.Locale;

/** The databases of which something is known that {@code java.sql} does not tell. */
public enum Product {
    /** PostgreSQL, and what takes itself for it. */
    POSTGRESQL("postgresql"),
    /** H2. */
    H2("h2"),
    /** SQLite, whose columns hold values of any type. */
    SQLITE("sqlite"),
    /** MySQL and MariaDB. */
    MYSQL("mysql", "mariadb"),
    /** Any other one. */
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final String[] names;

    Product(String... names) {
        this.names = names;
    }

    static Product named(String name) {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        for (Product product : values()) {
            for (String each : product.names) {
                if (lower.startsWith(each)) {
                    return product;
                }
            }
        }
        return OTHER;
    }

    /** Whether dates, times, booleans and doubles compare as columns do; of others it is not known. */
    boolean comparesAsColumns() {
        return this == POSTGRESQL || this == H2;
    }
}
