package dev.peristyle.schema;

/**
 * What holds for a type unless it says otherwise. It is an interface of its own, because one with both default methods and
 * constants of its own subtypes can deadlock when two threads initialize them.
 */
sealed interface TypeDefaults extends DataType
        permits DataType.Bool,
                DataType.Int,
                DataType.Floating,
                DataType.Decimal,
                DataType.Utf8,
                DataType.Binary,
                DataType.Date,
                DataType.Time,
                DataType.Timestamp,
                DataType.Duration {

    @Override
    default Family family() {
        return kind().family();
    }

    @Override
    default Lane lane() {
        return layout().lane();
    }

    @Override
    default int precision() {
        return 0;
    }

    @Override
    default int scale() {
        return 0;
    }

    @Override
    default Resolution resolution() {
        throw new IllegalStateException(this + " does not count in units of time");
    }

    @Override
    default boolean isUtc() {
        return false;
    }

    @Override
    default boolean isNumeric() {
        return false;
    }
}
