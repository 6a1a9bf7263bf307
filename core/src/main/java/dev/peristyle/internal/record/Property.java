package dev.peristyle.internal.record;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

/**
 * What a column goes into: a component of a record, a property that a setter sets, or a parameter of a constructor.
 *
 * @param owner the record or class, for messages
 * @param kind what it is, for messages
 * @param name its name
 * @param type its class
 * @param generic its type as it is declared
 */
record Property(String owner, String kind, String name, Class<?> type, Type generic) {

    static Property of(Class<?> record, RecordComponent component) {
        return new Property(
                "record " + record.getSimpleName(),
                "component",
                component.getName(),
                component.getType(),
                component.getGenericType());
    }

    static Property of(Class<?> type, Parameter parameter) {
        return new Property(
                "class " + type.getSimpleName(),
                "parameter",
                parameter.getName(),
                parameter.getType(),
                parameter.getParameterizedType());
    }

    /** Where it is, for messages. */
    String place() {
        return owner + ", " + kind + " '" + name + "'";
    }
}
