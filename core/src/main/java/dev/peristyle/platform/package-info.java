/** Start-up: {@link dev.peristyle.platform.Platform} makes the JDK's packages reachable that dependencies need. */
package dev.peristyle.platform;
