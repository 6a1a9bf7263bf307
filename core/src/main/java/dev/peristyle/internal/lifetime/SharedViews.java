package dev.peristyle.internal.lifetime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The views of one piece of memory that users have got: once the memory goes away they are left without a byte. Most memory is never viewed, so
 * what views need is loaded with the first: the checks of this class ask for none of it.
 */
public final class SharedViews {

    private Views views;

    /**
     * Makes a view.
     *
     * @param address of its first byte
     * @param length its bytes
     */
    public UnsafeBuffer add(long address, int length) {
        return views().add(address, length);
    }

    /**
     * Makes a view that keeps the holder of the memory reachable.
     *
     * @param address of its first byte
     * @param length its bytes
     * @param holder of what is given back when nobody can reach it any more
     */
    public UnsafeBuffer add(long address, int length, Object holder) {
        return views().add(address, length, holder);
    }

    private Views views() {
        if (views == null) {
            views = new Views();
        }
        return views;
    }

    /**
     * Takes the memory away from all views, but for those whose holder has wrapped them around something else by now.
     *
     * @param address where the memory begins
     * @param capacity its bytes
     */
    public void detach(long address, long capacity) {
        if (views != null) {
            views.detach(address, capacity);
            views = null;
        }
    }

    /** The views, where there are any. Apart, so that it is loaded late. */
    private static final class Views {

        private final List<WeakReference<UnsafeBuffer>> views = new ArrayList<>(1);
        private int pruneAt = 16;

        UnsafeBuffer add(long address, int length) {
            return add(new UnsafeBuffer(address, length));
        }

        UnsafeBuffer add(long address, int length, Object holder) {
            return add(new Holding(address, length, holder));
        }

        private UnsafeBuffer add(UnsafeBuffer view) {
            if (views.size() == pruneAt) {
                views.removeIf(reference -> reference.get() == null);
                pruneAt = Math.max(pruneAt, 2 * views.size());
            }
            views.add(new WeakReference<>(view));
            return view;
        }

        void detach(long address, long capacity) {
            for (WeakReference<UnsafeBuffer> reference : views) {
                UnsafeBuffer view = reference.get();
                if (view != null
                        && view.byteArray() == null
                        && view.addressOffset() >= address
                        && view.addressOffset() <= address + capacity) {
                    view.wrap(0, 0);
                }
            }
        }
    }

    /** A view that knows whose memory it shows. */
    private static final class Holding extends UnsafeBuffer {

        @SuppressWarnings("UnusedVariable")
        private final Object holder;

        Holding(long address, int length, Object holder) {
            super(address, length);
            this.holder = holder;
        }
    }
}
