package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Everything that lies on the desk: one file for each promotion in {@code ml-promotions/pending} of the home directory,
 * written before anybody is told, and kept in memory, for builds look at theirs every few seconds.
 */
@Extension
public final class DeskDrawer {
    private static final Logger LOGGER = Logger.getLogger(DeskDrawer.class.getName());

    private Map<String, DeskSheet> sheets;

    static DeskDrawer get() {
        return ExtensionList.lookupSingleton(DeskDrawer.class);
    }

    /** Oldest first. */
    synchronized List<DeskSheet> all() throws IOException {
        return sheets().values().stream()
                .sorted(Comparator.comparing(DeskSheet::opened))
                .toList();
    }

    synchronized List<DeskSheet> of(Run<?, ?> run) throws IOException {
        return all().stream().filter(sheet -> sheet.isOf(run)).toList();
    }

    synchronized Optional<DeskSheet> find(String key) throws IOException {
        return Optional.ofNullable(sheets().get(key));
    }

    /** By its identifier alone, which no other promotion has: while a folder is renamed its jobs have new names before their sheets do. */
    synchronized Optional<DeskSheet> findPromotion(String id) throws IOException {
        return sheets().values().stream()
                .filter(sheet -> sheet.promotion().request().id().equals(id))
                .findFirst();
    }

    /** False when it does not lie there; else it is decided anew where it was sealed, or is not as it was. */
    synchronized boolean renew(PendingPromotion promotion) throws IOException {
        Optional<DeskSheet> there = findPromotion(promotion.request().id());
        if (there.isPresent()) {
            DeskSheet anew = there.get().anew(promotion);
            if (!anew.equals(there.get())) {
                keep(anew);
            }
        }
        return there.isPresent();
    }

    synchronized void add(DeskSheet sheet) throws IOException {
        keep(sheet);
    }

    synchronized void add(DeskSheet sheet, Decision decision) throws IOException {
        keep(sheet.with(decision));
    }

    /** No decision is added any more. */
    synchronized DeskSheet seal(DeskSheet sheet) throws IOException {
        DeskSheet newest = sheets().getOrDefault(sheet.key(), sheet);
        return newest.sealed() ? newest : keep(newest.seal());
    }

    synchronized void rename(DeskSheet sheet, String job) throws IOException {
        keep(sheet.ofJob(job));
    }

    synchronized void remove(DeskSheet sheet) throws IOException {
        Files.deleteIfExists(file(sheet.key()));
        sheets().remove(sheet.key());
    }

    private DeskSheet keep(DeskSheet sheet) throws IOException {
        Json.write(file(sheet.key()), sheet);
        sheets().put(sheet.key(), sheet);
        return sheet;
    }

    private Map<String, DeskSheet> sheets() throws IOException {
        if (sheets == null) {
            sheets = read();
        }
        return sheets;
    }

    private static Map<String, DeskSheet> read() throws IOException {
        Map<String, DeskSheet> found = new LinkedHashMap<>();
        Path directory = directory();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                    sheet(file).ifPresent(sheet -> found.put(sheet.key(), sheet));
                }
            }
        }
        return found;
    }

    /** What is no sheet keeps nobody from deciding about the others. */
    private static Optional<DeskSheet> sheet(Path file) {
        try {
            return Optional.ofNullable(Json.read(file, DeskSheet.class));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " is no pending promotion and is left out");
            return Optional.empty();
        }
    }

    private static Path file(String key) {
        return directory().resolve(key + ".json");
    }

    private static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("ml-promotions").resolve("pending");
    }
}
