package io.jenkins.plugins.mlsteps.jenkins;

import ai.onnxruntime.OrtEnvironment;

/** Lets a controller serve models without a network: with the ONNX Runtime that the tests have. */
public final class RuntimeOption {
    private static final String NAME = "io.jenkins.plugins.mlsteps.onnxruntime.url";
    private static final String LOCATION =
            OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toString();

    /** For the Java of the controller. */
    public static final String VALUE = "-D" + NAME + "=" + LOCATION;

    private RuntimeOption() {}

    /** For a controller in the process of the tests. */
    public static void set() {
        System.setProperty(NAME, LOCATION);
    }
}
