package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** How {@code withCredentials} hands over a secret. */
public sealed interface CredentialBinding extends Serializable {
    String credentialsId();

    /** Variables for the body, from the secret itself. */
    Map<String, String> variables(String secret);

    /** The secret as text. */
    @Word(value = "string", doc = "A secret text in a variable.")
    record Text(
            @Parameter(value = "Identifier of the credential.", required = true) String credentialsId,
            @Parameter(value = "Variable for the secret.", required = true) String variable)
            implements CredentialBinding {
        @Override
        public Map<String, String> variables(String secret) {
            return Map.of(variable, secret);
        }
    }

    /** A secret of the form {@code user:password}. */
    @Word(value = "usernamePassword", doc = "A user name and a password in two variables; the secret is user:password.")
    record UsernamePassword(
            @Parameter(value = "Identifier of the credential.", required = true) String credentialsId,
            @Parameter(value = "Variable for the user name.", required = true) String usernameVariable,
            @Parameter(value = "Variable for the password.", required = true) String passwordVariable)
            implements CredentialBinding {
        @Override
        public Map<String, String> variables(String secret) {
            int colon = secret.indexOf(':');
            if (colon < 0) {
                throw new RejectedStep("withCredentials: credential '" + credentialsId
                        + "' must be user:password to be used as usernamePassword");
            }
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put(usernameVariable, secret.substring(0, colon));
            variables.put(passwordVariable, secret.substring(colon + 1));
            return variables;
        }
    }

    /** The secret in a file that is deleted after the body. */
    @Word(value = "file", doc = "The secret in a temporary file whose path is in a variable.")
    record SecretFile(
            @Parameter(value = "Identifier of the credential.", required = true) String credentialsId,
            @Parameter(value = "Variable for the path of the file.", required = true) String variable)
            implements CredentialBinding {
        @Override
        public Map<String, String> variables(String secret) {
            return Map.of();
        }
    }
}
