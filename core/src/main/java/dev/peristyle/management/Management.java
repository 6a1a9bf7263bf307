package dev.peristyle.management;

import dev.peristyle.internal.jdk.Presence;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Shows what the library does in this process to consoles and agents over JMX, on request: nothing is registered, loaded or counted for it
 * before. It needs the module {@code java.management}, which the library itself does without.
 *
 * <pre>{@code
 * Management.Registration shown = Management.register("orders");
 * …
 * shown.close();
 * }</pre>
 *
 * <p>The bean is {@code dev.peristyle:type=Peristyle,name="orders"}.
 */
public final class Management {

    private Management() {}

    /**
     * Registers a bean with the platform's server.
     *
     * @param name tells it from that of another copy of the library in the same process, such as the name of the application
     * @return to be closed when the bean is to go; it stays for the life of the process if it never is
     * @throws IllegalStateException when a bean has this name, or the runtime lacks {@code java.management}
     */
    public static Registration register(String name) {
        Objects.requireNonNull(name, "name");
        if (!Presence.of("java.lang.management.ManagementFactory")) {
            throw new IllegalStateException("JMX needs the module java.management, which this runtime lacks."
                    + " Add it: java --add-modules java.management, or in jlink");
        }
        return new Registration(Beans.register(name));
    }

    /** A bean that is registered. */
    public static final class Registration implements AutoCloseable {

        private Runnable end;

        private Registration(Runnable end) {
            this.end = end;
        }

        /** Takes the bean away. Closing again does nothing. */
        @Override
        public synchronized void close() {
            if (end != null) {
                Runnable ending = end;
                end = null;
                ending.run();
            }
        }
    }

    /** Apart, so that a runtime without the module does not load it. */
    private static final class Beans {

        static Runnable register(String name) {
            try {
                ObjectName full = new ObjectName("dev.peristyle:type=Peristyle,name=" + ObjectName.quote(name));
                ManagementFactory.getPlatformMBeanServer().registerMBean(new ProcessBean(), full);
                return () -> end(full);
            } catch (InstanceAlreadyExistsException failure) {
                throw new IllegalStateException(
                        "a bean of Peristyle has the name '" + name + "'; close that one, or choose another name",
                        failure);
            } catch (JMException failure) {
                throw new IllegalStateException(
                        "cannot register the bean '" + name + "': " + failure.getMessage(), failure);
            }
        }

        private static void end(ObjectName name) {
            try {
                if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
                    ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
                }
            } catch (JMException failure) {
                throw new IllegalStateException(
                        "cannot take the bean " + name + " away: " + failure.getMessage(), failure);
            }
        }
    }
}
