package dev.peristyle.internal.record;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A stream that frees its source at the end of its terminal operation, even where that stops early, as findFirst and
 * limit do. A stream of the JDK only does so when it is closed.
 *
 * <p>It is a proxy, so that operations that later JDKs add work too. Each operation is a call through it, no element
 * is.
 */
final class SelfClosingStream implements InvocationHandler {

    private static final Class<?>[] KINDS = {Stream.class, IntStream.class, LongStream.class, DoubleStream.class};

    /** They give no stream and still end nothing: what they return reads on, or nothing is read. */
    private static final Set<String> NOT_TERMINAL = Set.of("iterator", "spliterator", "isParallel", "close");

    private final BaseStream<?, ?> stream;
    private final Runnable check;
    private final Runnable free;
    private final Runnable share;

    private SelfClosingStream(BaseStream<?, ?> stream, Runnable check, Runnable free, Runnable share) {
        this.stream = stream;
        this.check = check;
        this.free = free;
        this.share = share;
    }

    /**
     * Makes a stream free its source.
     *
     * @param stream the stream, not used yet
     * @param check throws when the thread that closes the stream may not do so
     * @param free frees the source; calling it again does nothing
     * @param share lets several threads read the source in turn
     * @return a stream of the same elements
     * @param <T> the elements
     */
    @SuppressWarnings("unchecked")
    static <T> Stream<T> of(Stream<T> stream, Runnable check, Runnable free, Runnable share) {
        return (Stream<T>) new SelfClosingStream(stream, check, free, share).proxy(stream);
    }

    /** Lets several threads read a stream in turn, if it is one of these, or was made of one. */
    static void share(Stream<?> stream) {
        if (Proxy.isProxyClass(stream.getClass())
                && Proxy.getInvocationHandler(stream) instanceof SelfClosingStream own) {
            own.share.run();
        }
    }

    private Object proxy(Object of) {
        for (Class<?> kind : KINDS) {
            if (kind.isInstance(of)) {
                return Proxy.newProxyInstance(SelfClosingStream.class.getClassLoader(), new Class<?>[] {kind}, this);
            }
        }
        throw new IllegalArgumentException("not a stream: " + of);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (method.getName().equals("close")) {
            // the stream forgets what to do at its end when that throws, so it must not even try
            check.run();
        }
        Object result;
        try {
            result = method.invoke(stream, arguments);
        } catch (InvocationTargetException failure) {
            throw freeAfter(failure.getCause());
        }
        if (result instanceof BaseStream<?, ?> next) {
            return next == stream ? proxy : new SelfClosingStream(next, check, free, share).proxy(next);
        }
        if (!NOT_TERMINAL.contains(method.getName())) {
            free.run();
        }
        return result;
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> stream.toString();
        };
    }

    private Throwable freeAfter(Throwable failure) {
        try {
            free.run();
        } catch (Throwable second) {
            if (second != failure) {
                failure.addSuppressed(second);
            }
        }
        return failure;
    }
}
