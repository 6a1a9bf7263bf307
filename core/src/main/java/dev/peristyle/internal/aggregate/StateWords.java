package dev.peristyle.internal.aggregate;

import dev.peristyle.spi.AggregateState;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** Shows the states of a user's aggregate, one after the other, to the thread that moves it. */
final class StateWords implements AggregateState {

    private final int words;
    // null where there is nothing to see; read without a barrier, as a thread finds only itself there that has put
    // itself there
    private Thread user;
    private long address;

    StateWords(int words) {
        this.words = words;
    }

    /** Lets the current thread look at states, until {@link #end}. */
    void begin() {
        user = Thread.currentThread();
    }

    void moveTo(long state) {
        address = state;
    }

    void end() {
        user = null;
        address = 0;
    }

    private long at(int word) {
        if (user != Thread.currentThread()) {
            throw new IllegalStateException(
                    "the state of an aggregate is only there during the call that it is given to, in its thread");
        }
        return address + 8L * Objects.checkIndex(word, words);
    }

    @Override
    public int words() {
        return words;
    }

    @Override
    public long getLong(int word) {
        return UnsafeApi.getLong(at(word));
    }

    @Override
    public void setLong(int word, long value) {
        UnsafeApi.putLong(at(word), value);
    }

    @Override
    public double getDouble(int word) {
        return UnsafeApi.getDouble(at(word));
    }

    @Override
    public void setDouble(int word, double value) {
        UnsafeApi.putDouble(at(word), value);
    }
}
