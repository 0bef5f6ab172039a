package io.jenkins.plugins.mlsteps.cli.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine as others may know it. */
final class Machine {
    private Machine() {}

    /** {@code mlsteps@host}. */
    static String name() {
        try {
            return "mlsteps@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "mlsteps@localhost"; // a machine whose own name does not resolve
        }
    }
}
