package dev.peristyle.platform;

import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** What a user's program does first, as seen by {@link PlatformForkTest}. */
final class PlatformProgram {

    private PlatformProgram() {}

    public static void main(String[] arguments) {
        Platform.open();
        long address = UnsafeApi.allocateMemory(Long.BYTES);
        UnsafeApi.putLong(address, 42);
        UnsafeBuffer overAddress = new UnsafeBuffer(address, Long.BYTES);
        UnsafeBuffer overDirect = new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));
        UnsafeBuffer overArray = new UnsafeBuffer(new byte[Long.BYTES]);
        overDirect.putLong(0, overAddress.getLong(0));
        overArray.putLong(0, overDirect.getLong(0));
        System.out.println(overArray.getLong(0));
        UnsafeApi.freeMemory(address);
    }
}
