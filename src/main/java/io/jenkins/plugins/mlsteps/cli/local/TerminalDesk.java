package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks about promotions at the terminal, or takes the answers given in advance. Whoever starts the command is trusted to name
 * people and to speak for their group; what was decided is kept in a file, so that a resumed run knows it.
 */
public final class TerminalDesk implements ApprovalDesk {
    private static final String HOW = "  type 'approve NAME', 'reject NAME REASON' or 'override NAME REASON'";

    private final Path directory;
    private final Console console;
    private final Keyboard keyboard;
    private final boolean terminal;
    private final Advance advance;

    /** Promotions whose decisions were told: asked again, they were not enough. */
    private final Set<String> told = new HashSet<>();

    /**
     * Answers given in advance.
     *
     * @param approvers who approves; nobody when empty
     * @param override why a policy that refuses is set aside, by the first of them; null when it is not
     */
    public record Advance(List<String> approvers, String override) {
        public Advance {
            approvers = List.copyOf(approvers);
        }
    }

    /**
     * @param directory for the decisions
     * @param terminal whether somebody can be asked
     */
    public TerminalDesk(Path directory, Console console, Keyboard keyboard, boolean terminal, Advance advance) {
        this.directory = directory;
        this.console = console;
        this.keyboard = keyboard;
        this.terminal = terminal;
        this.advance = advance;
    }

    /** What a promotion needs to know when its decisions are asked for, and those made so far. */
    private record Sheet(PendingPromotion promotion, List<Decision> decisions) {}

    @Override
    public synchronized void open(PendingPromotion promotion) throws IOException, InterruptedException {
        Path file = file(promotion.request().id());
        List<Decision> before = List.of();
        if (Files.exists(file)) {
            Sheet there = read(promotion.request().id());
            if (there.promotion().refused() == promotion.refused()) {
                save(new Sheet(promotion, there.decisions()));
                return;
            }
            before = there.decisions();
        }
        Sheet sheet = new Sheet(promotion, new ArrayList<>(before));
        show(promotion);
        if (promotion.refused()) {
            override(sheet);
        } else {
            advance.approvers().forEach(name -> sheet.decisions().add(approval(promotion, name)));
            if (terminal) {
                console.line(HOW);
            }
        }
        save(sheet);
    }

    private void show(PendingPromotion promotion) {
        PromotionRequest request = promotion.request();
        console.line("Promotion of model '" + request.model() + "' (" + request.digest() + ") to "
                + request.environment() + " as endpoint '" + request.endpoint() + "', asked for by "
                + request.author() + (request.why() == null ? "" : ": " + request.why()));
        promotion.unmet().forEach(unmet -> console.line("  the policy refuses: " + unmet));
    }

    /** A refused promotion does not wait: whoever may override it says so now. */
    private void override(Sheet sheet) throws InterruptedException {
        if (advance.override() != null) {
            String name = advance.approvers().isEmpty() ? System.getProperty("user.name") : advance.approvers().get(0);
            sheet.decisions().add(Decision.override(name, advance.override(), Instant.now()));
        } else if (terminal && advance.approvers().isEmpty()) {
            console.prompt("  type 'override NAME REASON' to set the policy aside, or Enter to refuse: ");
            Optional<String> line = keyboard.next();
            line.filter(typed -> typed.startsWith("override "))
                    .flatMap(typed -> decision(typed, sheet.promotion()))
                    .ifPresent(sheet.decisions()::add);
        }
    }

    @Override
    public synchronized List<Decision> decisions(String id) throws IOException {
        Sheet sheet = read(id);
        if (sheet.promotion().refused()) {
            return sheet.decisions();
        }
        Optional<String> line = typed();
        for (; line != null && line.isPresent(); line = typed()) {
            take(line.get(), sheet);
        }
        boolean ended = line != null;
        if (ended && !told.add(id)) {
            throw new StepFailure("nobody can be asked for more approvals of the promotion to "
                    + sheet.promotion().request().environment() + ", which needs "
                    + sheet.promotion().approvals().count()
                    + (sheet.promotion().approvals().notAuthor() ? ", not the author's" : "")
                    + "; given are " + sheet.promotion().approvalsAmong(sheet.decisions())
                    + (terminal ? " (the input ended: " : " (run in a terminal, or ")
                    + "name each approver with --approve-as NAME)");
        }
        return sheet.decisions();
    }

    private void take(String line, Sheet sheet) throws IOException {
        Optional<Decision> decision = decision(line, sheet.promotion());
        if (decision.isEmpty()) {
            console.line(HOW);
        } else if (lacksReason(decision.get())) {
            console.line("  a rejection needs a reason: type 'reject " + decision.get().person() + " REASON'");
        } else if (repeats(decision.get(), sheet.decisions())) {
            console.line("  " + decision.get().person() + " has approved already");
        } else {
            sheet.decisions().add(decision.get());
            save(sheet);
        }
    }

    private static boolean lacksReason(Decision decision) {
        return decision.kind() == Decision.Kind.REJECT && decision.reason() == null;
    }

    private static boolean repeats(Decision decision, List<Decision> before) {
        return decision.kind() == Decision.Kind.APPROVE
                && before.stream()
                        .anyMatch(given -> given.kind() == Decision.Kind.APPROVE
                                && PendingPromotion.samePerson(given.person(), decision.person()));
    }

    @Override
    public synchronized List<Decision> seal(String id) throws IOException {
        return read(id).decisions();
    }

    /** Nothing where nobody types, or not any more; null as long as somebody may. */
    private Optional<String> typed() {
        return terminal ? keyboard.poll() : Optional.empty();
    }

    @Override
    public boolean decidesLater() {
        return false;
    }

    @Override
    public synchronized void close(Promotion promotion) throws IOException {
        Files.deleteIfExists(file(promotion.request().id()));
    }

    private static Optional<Decision> decision(String typed, PendingPromotion promotion) {
        String[] words = typed.strip().split("\\s+", 3);
        if (words.length < 2) {
            return Optional.empty();
        }
        String reason = words.length == 3 ? words[2] : null;
        return switch (words[0]) {
            case "approve" -> Optional.of(approval(promotion, words[1]));
            case "reject" -> Optional.of(Decision.reject(words[1], groups(promotion), reason, Instant.now()));
            case "override" -> Optional.of(Decision.override(words[1], reason, Instant.now()));
            default -> Optional.empty();
        };
    }

    private static Decision approval(PendingPromotion promotion, String name) {
        return Decision.approve(name, groups(promotion), Instant.now());
    }

    private static List<String> groups(PendingPromotion promotion) {
        String group = promotion.approvals().group();
        return group == null ? List.of() : List.of(group);
    }

    private Path file(String id) {
        return directory.resolve(id.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + Integer.toHexString(id.hashCode()) + ".json");
    }

    private void save(Sheet sheet) throws IOException {
        Json.write(file(sheet.promotion().request().id()), sheet);
    }

    private Sheet read(String id) throws IOException {
        Sheet sheet = Json.read(file(id), Sheet.class);
        return new Sheet(sheet.promotion(), new ArrayList<>(sheet.decisions()));
    }
}
