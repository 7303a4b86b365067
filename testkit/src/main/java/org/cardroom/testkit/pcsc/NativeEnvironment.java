package org.cardroom.testkit.pcsc;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** Sets environment variables for native libraries of this process; Java has a copy of its own. */
final class NativeEnvironment {
    private NativeEnvironment() {}

    interface LibC extends Library {
        int setenv(String name, String value, int overwrite);
    }

    static void set(String name, String value) {
        if (Native.load("c", LibC.class).setenv(name, value, 1) != 0) {
            throw new IllegalStateException("no environment variable can be set");
        }
    }
}
