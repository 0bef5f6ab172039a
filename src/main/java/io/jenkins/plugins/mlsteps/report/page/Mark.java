package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.util.Optional;

/**
 * An outcome as a word with a colour and a sign, so that none of the three is needed to understand it.
 *
 * @param tone good, bad, warn or idle: names the colour and the icon
 */
public record Mark(String word, String tone) {
    static final Mark RUNNING = new Mark("Running", "idle");

    /** @param result of a build, stage or step as Jenkins names it; null while it runs */
    static Mark ofResult(String result) {
        if (result == null) {
            return RUNNING;
        }
        return switch (result) {
            case "SUCCESS" -> new Mark("Success", "good");
            case "UNSTABLE" -> new Mark("Unstable", "warn");
            case "FAILURE" -> new Mark("Failed", "bad");
            case "ABORTED" -> new Mark("Aborted", "warn");
            case "NOT_BUILT" -> new Mark("Skipped", "idle");
            default -> new Mark(result, "idle");
        };
    }

    static Mark ofTraining(Optional<TrainRecord> record) {
        return record.map(TrainRecord::status)
                .map(status -> switch (status) {
                    case SUCCEEDED -> new Mark("Succeeded", "good");
                    case FAILED -> new Mark("Failed", "bad");
                    case TIMED_OUT -> new Mark("Timed out", "bad");
                    case ABORTED -> new Mark("Aborted", "warn");
                })
                .orElse(new Mark("Unfinished", "idle"));
    }

    static Mark of(Verdict verdict, Guarantor guarantor) {
        return ofVerdict(verdict.passed(), guarantor.vouchesFor(verdict));
    }

    /** @param vouched whether somebody answers for it */
    public static Mark ofVerdict(boolean passed, boolean vouched) {
        if (!vouched) {
            return new Mark("Not signed by this Jenkins", "warn");
        }
        return passed ? new Mark("Passed", "good") : new Mark("Failed", "bad");
    }

    static Mark ofCheck(boolean passed, boolean vouched) {
        return vouched ? ofVerdict(passed, true) : new Mark(passed ? "Says passed" : "Says failed", "idle");
    }

    static Mark of(Deployment deployment, Guarantor guarantor) {
        return ofDeployment(deployment.status(), guarantor.vouchesFor(deployment));
    }

    /**
     * @param status null when the record does not say
     * @param vouched whether somebody answers for its being deployed
     */
    public static Mark ofDeployment(Deployment.Status status, boolean vouched) {
        if (status == null) {
            return new Mark("Unknown", "idle");
        }
        return switch (status) {
            case DEPLOYED -> vouched ? new Mark("Deployed", "good") : new Mark("Not deployed by this Jenkins", "warn");
            case ROLLED_BACK -> new Mark("Rolled back", "warn");
            case REFUSED -> new Mark("Refused", "bad");
            case FAILED -> new Mark("Failed", "bad");
        };
    }
}
