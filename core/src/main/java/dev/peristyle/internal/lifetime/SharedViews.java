package dev.peristyle.internal.lifetime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** The views of one piece of memory that users have got: once the memory goes away they are left without a byte. */
public final class SharedViews {

    private List<WeakReference<UnsafeBuffer>> views = List.of();
    private int pruneAt = 16;

    /**
     * Makes a view.
     *
     * @param address of its first byte
     * @param length its bytes
     */
    public UnsafeBuffer add(long address, int length) {
        UnsafeBuffer view = new UnsafeBuffer(address, length);
        if (views.size() == pruneAt) {
            views.removeIf(reference -> reference.get() == null);
            pruneAt = Math.max(pruneAt, 2 * views.size());
        }
        if (views.isEmpty()) {
            views = new ArrayList<>(1);
        }
        views.add(new WeakReference<>(view));
        return view;
    }

    /**
     * Takes the memory away from all views, but for those whose holder has wrapped them around something else by now.
     *
     * @param address where the memory begins
     * @param capacity its bytes
     */
    public void detach(long address, long capacity) {
        for (WeakReference<UnsafeBuffer> reference : views) {
            UnsafeBuffer view = reference.get();
            if (view != null
                    && view.byteArray() == null
                    && view.addressOffset() >= address
                    && view.addressOffset() <= address + capacity) {
                view.wrap(0, 0);
            }
        }
        views = List.of();
    }
}
