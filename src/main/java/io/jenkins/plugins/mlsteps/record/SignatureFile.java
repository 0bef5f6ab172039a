package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;

/**
 * What a model reads and answers, kept inside its directory as {@value #NAME} so that the digest covers it.
 *
 * @param task classification or regression
 * @param target column it predicts
 * @param classes labels in the order of the probabilities; empty for regression
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignatureFile(String task, String target, List<String> classes, ModelCard.Signature signature)
        implements Serializable {
    public static final String NAME = "signature.json";

    public SignatureFile {
        classes = classes == null ? List.of() : List.copyOf(classes);
    }
}
