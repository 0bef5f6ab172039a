package io.jenkins.plugins.mlsteps.jenkins;

import ai.onnxruntime.OrtEnvironment;

/** Lets a controller serve models without a network: with the ONNX Runtime that the tests have. */
public final class RuntimeOption {
    /** For the Java of the controller. */
    public static final String VALUE = "-Dio.jenkins.plugins.mlsteps.onnxruntime.url="
            + OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation();

    private RuntimeOption() {}
}
