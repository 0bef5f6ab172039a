package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.ContainerSighting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.ContainerSighting.Exit;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.ContainerSighting.Waiting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting.Disruption;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.Sighting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.Sighting.End;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done for a Job, for everything that a cluster may say of it. */
class NavigatorTest {
    private static final ContainerSighting RUNS = new ContainerSighting("x", true, null, null);
    private static final Disruption SPOT = new Disruption("EvictionByEvictionAPI", "evicted");

    private final Navigator navigator = new Navigator(ComputeProfile.of(ComputeProfile.Type.kubernetes), null, 60);

    @Test
    void aPodThatReceivesIsSentItsFiles() {
        assertThat(course(pod(RUNS, null, null, null, null))).isInstanceOf(Course.Send.class);
    }

    @Test
    void aCommandThatRunsIsLeftAlone() {
        assertThat(course(pod(null, RUNS, RUNS, null, null))).isInstanceOf(Course.Run.class);
    }

    @Test
    void whatAnEndedCommandLeftIsBroughtHome() {
        assertThat(course(pod(null, exited(0, "Completed"), RUNS, null, null)))
                .isInstanceOfSatisfying(Course.Bring.class, bring -> assertThat(bring.end())
                        .isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null)));
        assertThat(course(pod(null, exited(2, "Error"), RUNS, null, null)))
                .isInstanceOfSatisfying(Course.Bring.class, bring -> assertThat(bring.end())
                        .isEqualTo(new WorkloadStatus(Phase.FAILED, 2, "exit code 2")));
    }

    @Test
    void aPodThatIsTakenAwayIsRescuedBeforeItsCommandIsKnownToHaveEnded() {
        assertThat(course(pod(null, RUNS, RUNS, 30L, SPOT))).isInstanceOf(Course.Rescue.class);
        assertThat(course(pod(null, exited(143, "Error"), RUNS, 30L, SPOT))).isInstanceOf(Course.Rescue.class);
    }

    @Test
    void aRescuedPodIsNotTouchedAgain() {
        PodSighting pod = pod(null, RUNS, RUNS, 30L, SPOT);
        Ledger ledger = Ledger.empty().with(new Ledger.Kept(pod.uid(), 0));
        assertThat(navigator.course(new Sighting("job", false, null, List.of(pod)), ledger))
                .isInstanceOfSatisfying(Course.Wait.class, wait -> assertThat(wait.status().isFinished()).isFalse());
    }

    @Test
    void aPodThatIsToldToGoIsBroughtHomeBeforeItIsKnownWhy() {
        PodSighting pod = pod(null, RUNS, RUNS, 30L, null);
        assertThat(course(pod))
                .isInstanceOfSatisfying(Course.Bring.class, bring -> assertThat(bring.end())
                        .isNull());
        Ledger home = Ledger.empty().with(new Ledger.Kept(pod.uid(), 0));
        assertThat(navigator.course(new Sighting("job", false, null, List.of(pod)), home)).isInstanceOf(Course.Wait.class);
        assertThat(navigator.course(ended("DeadlineExceeded", pod), home))
                .isEqualTo(new Course.Over(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after 60 s")));
        assertThat(navigator.course(ended("BackoffLimitExceeded", pod), home))
                .isEqualTo(new Course.Over(
                        new WorkloadStatus(Phase.FAILED, null, "the pod was taken from node n1: somebody deleted it")));
        assertThat(navigator.course(ended("BackoffLimitExceeded"), home))
                .isEqualTo(new Course.Over(new WorkloadStatus(
                        Phase.FAILED, null, "the pod that ran the command is gone: somebody deleted it")));
    }

    @Test
    void aDeadlineBringsHomeWhatThereIs() {
        Sighting late = new Sighting(
                "job", false, new End(false, false, "DeadlineExceeded", null), List.of(pod(null, RUNS, RUNS, 30L, null)));
        assertThat(navigator.course(late, Ledger.empty()))
                .isInstanceOfSatisfying(Course.Bring.class, bring -> assertThat(bring.end())
                        .isEqualTo(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after 60 s")));
    }

    @Test
    void aDeadlineBeforeThePodWasThereIsATimeout() {
        assertThat(navigator.course(
                        new Sighting("job", false, new End(false, true, "DeadlineExceeded", null), List.of()), Ledger.empty()))
                .isEqualTo(new Course.Over(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after 60 s")));
    }

    @Test
    void anImageThatCannotBePulledIsDoubted() {
        ContainerSighting waits = new ContainerSighting("x", false, new Waiting("ImagePullBackOff", "not found"), null);
        assertThat(course(pod(null, waits, RUNS, null, null)))
                .isInstanceOfSatisfying(Course.Doubt.class, doubt -> {
                    assertThat(doubt.kind()).isEqualTo(Course.Doubt.Kind.IMAGE);
                    assertThat(doubt.reason()).startsWith("image 'x' cannot be pulled (ImagePullBackOff: not found)");
                });
    }

    @Test
    void whatIsNoNameOfAnImageIsRefusedAtOnce() {
        ContainerSighting waits = new ContainerSighting("Not A Name", false, new Waiting("InvalidImageName", "cannot parse"), null);
        assertThat(course(pod(null, waits, RUNS, null, null)))
                .isEqualTo(new Course.Refuse("'Not A Name' is no name of an image (InvalidImageName: cannot parse)"));
    }

    @Test
    void aJobWithoutAPodIsAskedAbout() {
        assertThat(navigator.course(new Sighting("job", false, null, List.of()), Ledger.empty()))
                .isInstanceOf(Course.Ask.class);
    }

    @Test
    void aSuspendedJobWaitsInItsQueue() {
        assertThat(navigator.course(new Sighting("job", true, null, List.of()), Ledger.empty()))
                .isInstanceOfSatisfying(Course.Wait.class, wait -> {
                    assertThat(wait.status().phase()).isEqualTo(Phase.PENDING);
                    assertThat(wait.status().reason()).isEqualTo("waiting for admission by queue 'null'");
                });
    }

    @Test
    void resultsThatNobodyFetchedInTimeAreAFailureAlsoWhenTheCommandSucceeded() {
        PodSighting over = new PodSighting(
                "p", "u", Instant.EPOCH, "n1", "Failed", null, null, null, null, null, null, exited(0, "Completed"),
                exited(66, "Error"));
        assertThat(navigator.course(
                        new Sighting("job", false, new End(false, true, "BackoffLimitExceeded", null), List.of(over)),
                        Ledger.empty()))
                .isInstanceOfSatisfying(Course.Over.class, end -> {
                    assertThat(end.status().phase()).isEqualTo(Phase.FAILED);
                    assertThat(end.status().reason()).contains("before its files were fetched");
                });
    }

    @Test
    void aNodeThatIsGoneIsWaitedOutForTheNextPod() {
        PodSighting gone = new PodSighting(
                "p", "u", Instant.EPOCH, "n1", "Failed", null, null, 0L, null, new Disruption("DeletionByPodGC", "node not found"),
                null, RUNS, RUNS);
        assertThat(navigator.course(new Sighting("job", false, null, List.of(gone)), Ledger.empty()))
                .isInstanceOfSatisfying(Course.Wait.class, wait -> assertThat(wait.status().reason())
                        .isEqualTo("the pod was taken from node n1: its node is gone; it is started again"));
    }

    private static Sighting ended(String reason, PodSighting... pods) {
        return new Sighting("job", false, new End(false, true, reason, null), List.of(pods));
    }

    private Course course(PodSighting pod) {
        return navigator.course(new Sighting("job", false, null, List.of(pod)), Ledger.empty());
    }

    private static PodSighting pod(
            ContainerSighting receive, ContainerSighting train, ContainerSighting results, Long grace, Disruption disruption) {
        return new PodSighting(
                "p", "u", Instant.EPOCH, "n1", "Running", null, null, grace, null, disruption, receive, train, results);
    }

    private static ContainerSighting exited(int code, String reason) {
        return new ContainerSighting("x", false, null, new Exit(code, reason, null));
    }
}
