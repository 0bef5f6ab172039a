package io.jenkins.plugins.mlsteps.gate.rule;

/** Why a rule cannot be judged; the message quotes the rule. */
final class RuleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String observed;

    RuleException(String message) {
        this(message, null);
    }

    RuleException(String message, String observed) {
        super(message);
        this.observed = observed;
    }

    /** What had been seen before; null when nothing had. */
    String observed() {
        return observed;
    }
}
