package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API server did not do what it was asked; the message says what, why and what to do about it. */
public final class ApiFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    /** As the API server's RBAC authorizer puts it. */
    private static final Pattern VERB = Pattern.compile(
            "User \"([^\"]+)\" cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\"(?: in the namespace \"([^\"]+)\")?");

    private final int code;

    private ApiFailure(String message, int code, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * @param doing what was asked, in words such as {@code create Job x}
     */
    public static ApiFailure of(String doing, Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException api && api.getCode() > 0) {
                return new ApiFailure("could not " + doing + ": " + words(api), api.getCode(), problem);
            }
        }
        return new ApiFailure("could not " + doing + ": " + deepest(problem), code(problem), problem);
    }

    /**
     * @param right that is missing when the server says no more than that one is
     */
    public static ApiFailure of(String doing, Throwable problem, KubernetesClient client, MissingRight right) {
        return code(problem) == FORBIDDEN && !isExplained(problem)
                ? new ApiFailure("could not " + doing + ": " + right.words(client), FORBIDDEN, problem)
                : of(doing, problem);
    }

    private static int code(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException api && api.getCode() > 0) {
                return api.getCode();
            }
            if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
                return refused.getResponse().code();
            }
        }
        return 0;
    }

    private static boolean isExplained(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && VERB.matcher(cause.getMessage()).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a server's refusal for good is what is behind a failure. */
    public static boolean isFinal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiFailure api && api.isFinal() && !api.isMissing()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server refused for good: asking again gives the same answer. */
    public boolean isFinal() {
        return code >= 400 && code < 500 && code != 408 && code != 409 && code != 429;
    }

    public boolean isMissing() {
        return code == NOT_FOUND;
    }

    private static String words(KubernetesClientException api) {
        String said = Optional.ofNullable(api.getStatus())
                .map(status -> status.getMessage())
                .orElseGet(() -> deepest(api));
        Matcher verb = VERB.matcher(said);
        if (api.getCode() == FORBIDDEN && verb.find()) {
            return verb.group(1) + " may not " + verb.group(2) + " " + verb.group(3)
                    + (verb.group(4).isEmpty() ? "" : "." + verb.group(4))
                    + (verb.group(5) == null ? "" : " in namespace " + verb.group(5))
                    + ": " + grant(verb.group(2), verb.group(3));
        }
        if (api.getCode() == FORBIDDEN && said.contains("exceeded quota")) {
            return "the namespace's quota is used up: " + said.substring(said.indexOf("exceeded quota"));
        }
        if (api.getCode() == UNAUTHORIZED) {
            return "the API server does not know who asks (401): renew the credentials of the kubeconfig context";
        }
        return said;
    }

    static String grant(String verb, String resource) {
        return "an administrator grants the verb '" + verb + "' on '" + resource
                + "' with a Role (docs/kubernetes.md lists what is needed)";
    }

    /** What the cause nearest to the root says, for many of those around and below it say nothing. */
    private static String deepest(Throwable problem) {
        String said = null;
        boolean unreachable = false;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            unreachable |= cause instanceof IOException;
            if (saysSomething(cause)) {
                said = cause.getMessage();
            }
        }
        return said != null ? said : unreachable ? "the API server cannot be reached" : problem.toString();
    }

    /** A client's exception without an answer repeats what was asked, and others the name of the class below. */
    private static boolean saysSomething(Throwable cause) {
        boolean repeats = cause instanceof KubernetesClientException api && api.getCode() <= 0 && api.getCause() != null;
        return cause.getMessage() != null
                && !repeats
                && !(cause.getCause() != null && cause.getMessage().equals(cause.getCause().toString()));
    }
}
