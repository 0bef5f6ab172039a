package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * The source a build ran.
 *
 * @param commit full hash; null outside version control
 * @param dirty whether the working tree had changes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceRevision(String repository, String branch, String commit, boolean dirty) implements Serializable {
    public static SourceRevision unknown() {
        return new SourceRevision(null, null, null, false);
    }
}
