package io.jenkins.plugins.mlsteps.model.scan;

import java.io.Serializable;

/**
 * Something in a model that runs code when it is loaded, or that cannot be looked into.
 *
 * @param file path in the model; {@code archive!entry} for one inside an archive
 * @param what one clause: {@code imports os.system}
 */
public record Finding(String file, String what) implements Serializable {}
