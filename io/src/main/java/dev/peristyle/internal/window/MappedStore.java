package dev.peristyle.internal.window;

import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;

/**
 * A mapping that is taken back by the thread that releases it. Chronicle's own would be left to a thread in the background,
 * and until that comes round the memory would be in use without being counted.
 */
final class MappedStore extends MappedBytesStore {

    MappedStore(
            ReferenceOwner owner, MappedFile file, long start, long address, long capacity, long safe, int pageSize) {
        super(owner, file, start, address, capacity, safe, pageSize);
    }

    @Override
    protected boolean canReleaseInBackground() {
        return false;
    }
}
