package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.expression.ArgumentRow;
import dev.peristyle.internal.loop.LoopTemplate;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.UserAggregate;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An aggregate that a user wrote, of columns with names. */
public final class OwnAggregate implements AggregateFunction {

    /** A state is no page: the memory of a group is taken before it is known how many groups there are. */
    private static final int MAX_WORDS = 1 << 13;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final UserAggregate user;
    private final String name;
    private final int words;
    private final List<String> arguments;
    private final String key;
    private volatile Updates updates;

    /**
     * Asks the aggregate what it is called and how much it remembers.
     *
     * @param arguments what the arguments are called
     * @throws IllegalArgumentException when its state has too few words or too many
     */
    public OwnAggregate(UserAggregate user, List<String> arguments) {
        this.user = user;
        this.name = user.name();
        this.words = user.stateWords();
        this.arguments = List.copyOf(arguments);
        this.key = "own " + NUMBERS.incrementAndGet();
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(user.getClass().getName() + ".name() gives no name");
        }
        if (words < 1 || words > MAX_WORDS) {
            throw new IllegalArgumentException(
                    "the state of an aggregate has 1 to " + MAX_WORDS + " words, but " + name + " asks for " + words);
        }
    }

    @Override
    public String name() {
        return name;
    }

    UserAggregate user() {
        return user;
    }

    int words() {
        return words;
    }

    /** How it is written, for messages. */
    String call() {
        return name + "(" + String.join(", ", arguments) + ")";
    }

    /** One loop for all threads and runs: it has to be compiled only once. */
    Updates updates() {
        Updates made = updates;
        if (made == null) {
            synchronized (this) {
                made = updates;
                if (made == null) {
                    made = LoopTemplate.define(MethodHandles.lookup(), Updates.class, UpdateLoop.class, user);
                    updates = made;
                }
            }
        }
        return made;
    }

    @Override
    public DataType outputType(List<DataType> types) {
        DataType type = user.resultType(types);
        if (type == null) {
            throw new IllegalArgumentException(call() + ": resultType() gives no type for " + types);
        }
        if (type.layout() == Layout.VIEW) {
            throw new IllegalArgumentException(call() + ": the result of an aggregate of your own cannot be " + type
                    + ", as its state has a fixed size; give a number, and make text of it with then(…)");
        }
        return type;
    }

    private StateKey<UserState> key(List<DataType> types) {
        Schema schema = ArgumentRow.schema(arguments, types);
        DataType resultType = outputType(types);
        return new StateKey<>(
                key, UserState.class, (pool, owner, type) -> new UserState(pool, owner, this, schema, resultType));
    }

    @Override
    public List<StateKey<?>> states(List<DataType> types) {
        return List.of(key(types));
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        return states.get(key(aggregate.argumentTypes()))::write;
    }
}
