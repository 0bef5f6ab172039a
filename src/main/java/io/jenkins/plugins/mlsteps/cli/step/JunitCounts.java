package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StepError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Tests of a JUnit XML report; a test with a failure and an error counts once. */
record JunitCounts(int total, int failed, int skipped) {
    static final JunitCounts NONE = new JunitCounts(0, 0, 0);

    JunitCounts plus(JunitCounts other) {
        return new JunitCounts(total + other.total, failed + other.failed, skipped + other.skipped);
    }

    static JunitCounts read(Path report) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream stream = Files.newInputStream(report)) {
            return count(factory.createXMLStreamReader(stream));
        } catch (XMLStreamException e) {
            throw new StepError("junit: " + report + " is not a JUnit report: " + e.getMessage(), e);
        }
    }

    private static JunitCounts count(XMLStreamReader xml) throws XMLStreamException {
        JunitCounts counts = NONE;
        boolean failed = false;
        boolean skipped = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                String name = xml.getLocalName();
                failed |= name.equals("failure") || name.equals("error");
                skipped |= name.equals("skipped");
                if (name.equals("testcase")) {
                    failed = false;
                    skipped = false;
                }
            } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("testcase")) {
                counts = counts.plus(new JunitCounts(1, failed ? 1 : 0, !failed && skipped ? 1 : 0));
            }
        }
        return counts;
    }
}
