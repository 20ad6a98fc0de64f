// Tells what veraPDF says of every PDF whose path stands on a line of standard input, once for each flavour among
// the arguments: the path, the flavour, "compliant", "refused" or "unreadable", and up to ten reasons, in fields
// parted by tabs. `java -cp … Gate.java ua1 2a` runs it as it stands; test_verapdf.py says with which jars.

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Gate {
    public static void main(String[] flavours) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<String> paths = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, "UTF-8"))
            .lines().collect(Collectors.toList());
        var out = new java.io.PrintStream(System.out, true, "UTF-8");
        // Both cores: veraPDF keeps what it knows of a file by thread.
        paths.parallelStream().flatMap(path -> Stream.of(flavours).map(flavour -> told(path, flavour)))
            .forEach(out::println);
    }

    private static String told(String path, String name) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            String reasons = result.getTestAssertions().stream().limit(10).map(Gate::reason)
                .collect(Collectors.joining("\t"));
            return String.join("\t", path, name, result.isCompliant() ? "compliant" : "refused", reasons);
        } catch (Exception unreadable) {
            return String.join("\t", path, name, "unreadable", flat(unreadable.toString()));
        }
    }

    private static String reason(TestAssertion failed) {
        var rule = failed.getRuleId();
        return flat(rule.getClause() + "-" + rule.getTestNumber() + " " + failed.getMessage() + " at "
            + failed.getLocation().getContext());
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
