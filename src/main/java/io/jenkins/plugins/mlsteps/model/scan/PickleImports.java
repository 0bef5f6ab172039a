package io.jenkins.plugins.mlsteps.model.scan;

import io.jenkins.plugins.mlsteps.model.scan.Pickled.Global;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a pickle imports, which of that no data needs, and whether anything was done with it. */
final class PickleImports {
    private static final Pattern NAME = Pattern.compile("[\\w.]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Set<String> findings = new LinkedHashSet<>();
    private boolean any;
    private boolean used;
    private boolean arrayWrapper;

    /** Where the name stands in the file. */
    Global named(String module, String name) {
        any = true;
        if (!DataImports.allow(module, name)) {
            findings.add("imports " + module + "." + name);
        }
        Global global = new Global(module, name);
        arrayWrapper |= JoblibArray.isWrapperClass(global);
        return global;
    }

    /** As {@link #named}, in a file that may be no pickle: lines of a text that happens to start like an import name no module. */
    Global perhaps(String module, String name) {
        boolean possible = NAME.matcher(module).matches() && NAME.matcher(name).matches();
        return possible ? named(module, name) : new Global(module, name);
    }

    void workedOut() {
        any = true;
        findings.add("imports something whose name it works out only when it is loaded");
    }

    void extension(long code) {
        any = true;
        findings.add("imports the extension " + code + " of a registry that is not in the file");
    }

    /** Something was made, called or changed, or the pickle was complete: with what was imported before, if anything. */
    void use() {
        used |= any;
    }

    /** Empty when no {@link #use} came after an import. */
    Optional<Set<String>> findingsIfUsed() {
        return used ? Optional.of(findings) : Optional.empty();
    }

    /** Whether the class was imported whose instances joblib replaces by arrays. */
    boolean haveArrayWrapper() {
        return arrayWrapper;
    }

    /** A clause for each import that no data needs. */
    Set<String> findings() {
        return findings;
    }
}
