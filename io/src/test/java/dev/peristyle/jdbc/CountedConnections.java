package dev.peristyle.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that are counted while they are open, and in all. */
final class CountedConnections implements Connections {

    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    private final Connections connections;

    CountedConnections(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = connections.open();
        open.incrementAndGet();
        opened.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if ("close".equals(method.getName()) && !connection.isClosed()) {
                        open.decrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
