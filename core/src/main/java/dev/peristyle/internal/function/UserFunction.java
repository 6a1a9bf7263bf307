package dev.peristyle.internal.function;

import dev.peristyle.internal.ground.TextBytes;
import dev.peristyle.schema.DataType;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A function that a user wrote of what it is shown, a text or a row, and the type of what it gives. Two are equal when they hold the same
 * object and give the same type.
 *
 * @param <T> what it is shown: the same object each time, with other values
 */
public final class UserFunction<T> {

    private final Object operation;
    private final DataType type;
    private final Calls<T> calls;

    private UserFunction(Object operation, DataType type, Calls<T> calls) {
        this.operation = Objects.requireNonNull(operation, "function");
        this.type = type;
        this.calls = calls;
    }

    /** Whether something holds. */
    public static <T> UserFunction<T> toBoolean(Predicate<? super T> operation) {
        return new UserFunction<>(operation, DataType.BOOLEAN, () -> (shown, out) -> out.flag(operation.test(shown)));
    }

    /** An int. */
    public static <T> UserFunction<T> toInt(ToIntFunction<? super T> operation) {
        return new UserFunction<>(
                operation, DataType.INT, () -> (shown, out) -> out.number(operation.applyAsInt(shown)));
    }

    /** A long. */
    public static <T> UserFunction<T> toLong(ToLongFunction<? super T> operation) {
        return new UserFunction<>(
                operation, DataType.LONG, () -> (shown, out) -> out.number(operation.applyAsLong(shown)));
    }

    /** A double. */
    public static <T> UserFunction<T> toDouble(ToDoubleFunction<? super T> operation) {
        return new UserFunction<>(
                operation, DataType.DOUBLE, () -> (shown, out) -> out.number(operation.applyAsDouble(shown)));
    }

    /** A text, which it appends. */
    public static <T> UserFunction<T> toText(BiConsumer<? super T, ? super StringBuilder> operation) {
        return new UserFunction<>(operation, DataType.STRING, () -> new TextCall<>(operation));
    }

    DataType type() {
        return type;
    }

    /** What one thread calls. */
    Call<T> open() {
        return calls.open();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserFunction<?> that && operation == that.operation && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(operation);
    }

    /** A call for each thread, as it may need a place to write. */
    private interface Calls<T> {
        Call<T> open();
    }

    /** What the function gives. Not thread-safe. */
    interface Call<T> {
        void apply(T shown, TextOutput out);

        /** Writes what there is no fault of the user in: memory may be missing. */
        default void write(TextOutput out) {}
    }

    private static final class TextCall<T> implements Call<T> {

        private final BiConsumer<? super T, ? super StringBuilder> operation;
        private final StringBuilder builder = new StringBuilder();
        private final TextBytes bytes = new TextBytes();
        private int length;

        TextCall(BiConsumer<? super T, ? super StringBuilder> operation) {
            this.operation = operation;
        }

        @Override
        public void apply(T shown, TextOutput out) {
            builder.setLength(0);
            operation.accept(shown, builder);
            length = bytes.encode(builder);
        }

        @Override
        public void write(TextOutput out) {
            out.bytes(bytes.bytes(), length);
        }
    }
}
