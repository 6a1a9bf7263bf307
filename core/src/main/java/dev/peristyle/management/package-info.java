/**
 * What the library does in this process, for JMX: {@link dev.peristyle.management.Management} registers a
 * {@link dev.peristyle.management.PeristyleMXBean}.
 */
package dev.peristyle.management;
