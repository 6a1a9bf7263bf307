package dev.peristyle.internal.jdbc;

import java.util.Locale;
import java.util.Set;

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

    /**
     * Whether all texts with the same bytes as a constant equal it, in a column of a type. Other types that are read as text, such as
     * {@code uuid}, {@code json} or enums, compare otherwise or refuse a text that is none of their values.
     *
     * @param typeName in lower case
     */
    boolean comparesTexts(String typeName) {
        return switch (this) {
            case POSTGRESQL -> Set.of("text", "varchar", "bpchar").contains(typeName);
            case H2 ->
                Set.of("character varying", "varchar_ignorecase", "character", "character large object")
                        .contains(typeName);
            // where a column of fixed width may be read with blanks that are not compared
            case MYSQL -> typeName.contains("varchar") || typeName.endsWith("text");
            case OTHER -> typeName.contains("varchar");
            // any text may be a number there
            case SQLITE -> false;
        };
    }

    /** Whether dates, times, booleans and doubles compare as columns do; of others it is not known. */
    boolean comparesAsColumns() {
        return this == POSTGRESQL || this == H2;
    }
}
