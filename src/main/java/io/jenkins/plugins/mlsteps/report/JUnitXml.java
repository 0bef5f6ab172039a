package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A verdict as the XML that JUnit readers understand: one test case for each check. */
public final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String of(Verdict verdict) {
        StringWriter text = new StringWriter();
        try {
            // That of the JDK: Jenkins brings another, whose text is not the same.
            new JUnitXml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text)).suite(verdict);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML into memory failed", e);
        }
        return text.toString();
    }

    private void suite(Verdict verdict) throws XMLStreamException {
        long failures = verdict.checks().stream().filter(check -> !check.passed()).count();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", "gate." + verdict.gate());
        attribute("tests", String.valueOf(verdict.checks().size()));
        attribute("failures", String.valueOf(failures));
        attribute("errors", "0");
        attribute("skipped", "0");
        attribute("timestamp", String.valueOf(verdict.time()));
        for (Verdict.Check check : verdict.checks()) {
            testCase(verdict, check);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void testCase(Verdict verdict, Verdict.Check check) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", "gate." + verdict.gate() + "." + verdict.model());
        attribute("name", check.rule());
        attribute("time", "0");
        if (!check.passed()) {
            xml.writeStartElement("failure");
            attribute("message", check.reason());
            attribute("type", "gate");
            xml.writeCharacters(allowed("observed: " + check.observed() + "\nrequired: " + check.required()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value == null ? "" : value));
    }

    /** Characters that XML 1.0 does not allow, even escaped, become the replacement character. */
    private static String allowed(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> isAllowed(c) ? c : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000 && c <= 0x10FFFF;
    }
}
