package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * One endpoint and how it got there.
 *
 * @param override who set the policy aside, and why; null when nobody did
 * @param link the URL when it is safe to follow; null otherwise
 */
public record EndpointSection(
        String anchor,
        String title,
        Mark mark,
        String reason,
        String override,
        String url,
        String link,
        List<Fact> facts,
        List<Transition> history) {

    /** A step of the promotion. */
    public record Transition(String time, String state, String by, String why) {}

    static EndpointSection of(Deployment deployment, Guarantor guarantor) {
        return new EndpointSection(
                anchor(deployment),
                title(deployment),
                Mark.of(deployment, guarantor),
                deployment.reason(),
                override(deployment.override()),
                deployment.url(),
                safe(deployment.url()),
                facts(deployment),
                deployment.history().stream()
                        .filter(Objects::nonNull)
                        .map(step -> new Transition(
                                Wording.time(step.time()), Objects.toString(step.state(), ""), step.by(), step.why()))
                        .toList());
    }

    private static String override(Deployment.Transition override) {
        return override == null ? null : "Policy overridden by " + override.by() + ": " + override.why();
    }

    static String anchor(Deployment deployment) {
        return Anchor.of("deploy", String.valueOf(deployment.environment()), String.valueOf(deployment.name()));
    }

    static String title(Deployment deployment) {
        return deployment.name() + " in " + deployment.environment();
    }

    private static List<Fact> facts(Deployment deployment) {
        return Fact.known(
                Fact.words("Target", deployment.target()),
                Fact.code("Revision", deployment.revision()),
                Fact.code("Replaced", deployment.previous()),
                Fact.words("Strategy", deployment.strategy()),
                Fact.words("Model", deployment.model()),
                Fact.digest("Digest", deployment.digest()),
                Fact.words("Allowed by", deployment.verdicts().isEmpty() ? null : String.join(", ", deployment.verdicts())),
                Fact.words("Promoted by", deployment.by()),
                Fact.words("Why", deployment.why()),
                Fact.words("At", deployment.time() == null ? null : Wording.time(deployment.time())));
    }

    /** Only web addresses become links: a record could name javascript: or data: otherwise. */
    private static String safe(String url) {
        if (url == null) {
            return null;
        }
        try {
            String scheme = URI.create(url).getScheme();
            return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme) ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
