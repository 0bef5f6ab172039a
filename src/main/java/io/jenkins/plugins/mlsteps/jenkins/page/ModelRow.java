package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Job;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.Person;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model version in a line.
 *
 * @param hash hexadecimal part of the digest, which its page's address ends with
 * @param about format and size; null when no build here made it
 * @param made the build that made it last; null when none here did
 * @param environments where it serves
 * @param returnable whether the current user may be able to bring it back to where it served before
 */
public record ModelRow(
        String name,
        String digest,
        String shortDigest,
        String hash,
        String about,
        BuildLink made,
        List<Judgement> judgements,
        List<String> environments,
        boolean returnable) {

    /**
     * A build and when it did something with the model.
     *
     * @param url relative to the root of Jenkins; null when the build is gone
     */
    public record BuildLink(String job, int build, String url, String time) {
        static BuildLink of(Job<?, ?> job, int build, Instant time) {
            return new BuildLink(job.getFullDisplayName(), build, url(job, build), Wording.time(time));
        }

        static BuildLink of(ModelVersion.Deployed deployed) {
            String url = deployed.kept() ? url(deployed.job(), deployed.build()) : null;
            return new BuildLink(
                    deployed.jobName(), deployed.build(), url, Wording.time(deployed.endpoint().time()));
        }

        private static String url(Job<?, ?> job, int build) {
            return job.getUrl() + build + "/";
        }
    }

    /** A gate and its latest word on the model. */
    public record Judgement(String gate, Mark mark) {}

    static ModelRow of(ModelVersion version) {
        return new ModelRow(
                version.name(),
                version.digest(),
                Wording.shortDigest(version.digest()),
                version.digest().substring(version.digest().indexOf(':') + 1),
                version.format() == null ? null : version.format() + ", " + Wording.bytes(version.bytes()),
                version.made().stream()
                        .findFirst()
                        .map(made -> BuildLink.of(made.job(), made.build(), made.time()))
                        .orElse(null),
                judgements(version),
                version.serving().stream()
                        .map(deployed -> deployed.endpoint().environment() + " / " + deployed.endpoint().name())
                        .distinct()
                        .toList(),
                version.deployed().stream()
                        .filter(ModelRow::isForMeToReturn)
                        .anyMatch(deployed -> !version.serves(deployed.endpoint())));
    }

    private static boolean isForMeToReturn(ModelVersion.Deployed deployed) {
        return deployed.vouched()
                && deployed.kept()
                && deployed.endpoint().status() == Deployment.Status.DEPLOYED
                && deployed.job().hasPermission(MlPermissions.PROMOTE)
                && Person.unknown().isEmpty();
    }

    private static List<Judgement> judgements(ModelVersion version) {
        Map<String, Judgement> latest = new LinkedHashMap<>();
        version.judged()
                .forEach(judged -> latest.putIfAbsent(
                        judged.gate().name(),
                        new Judgement(judged.gate().name(), OutcomeMark.of(judged.outcome()))));
        return List.copyOf(latest.values());
    }
}
