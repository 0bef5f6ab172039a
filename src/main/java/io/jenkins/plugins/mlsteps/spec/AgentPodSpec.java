package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;

/** What an author says with {@code mlPod}. */
@Word(value = "mlPod", doc = "YAML of a pod for agent { kubernetes { yaml mlPod(…) } }, as a compute profile says.")
public record AgentPodSpec(@Embedded Resources resources) implements Serializable {}
