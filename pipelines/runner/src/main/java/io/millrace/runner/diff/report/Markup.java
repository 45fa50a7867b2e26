package io.millrace.runner.diff.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a page that is HTML and well-formed XML at once. Whatever is text stays text: it can't
 * become markup.
 */
final class Markup {
  private final XMLStreamWriter xml;

  Markup(Writer target) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(target);
      xml.writeDTD("<!DOCTYPE html>");
    } catch (XMLStreamException failure) {
      throw new UncheckedIOException(new IOException(failure));
    }
  }

  /** What can fail at each step: the place that is written to. */
  private interface Step {
    void run() throws XMLStreamException;
  }

  private Markup then(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException failure) {
      throw new UncheckedIOException(new IOException(failure));
    }
  }

  /** Begins an element; attributes are names and values in turn. */
  Markup begin(String name, Object... attributes) {
    return then(() -> xml.writeStartElement(name)).attributes(attributes);
  }

  Markup end() {
    return then(xml::writeEndElement);
  }

  /** An element that never has content. */
  Markup empty(String name, Object... attributes) {
    return then(() -> xml.writeEmptyElement(name)).attributes(attributes);
  }

  Markup text(String text) {
    return then(() -> xml.writeCharacters(representable(text)));
  }

  /** An element with a text and nothing else. */
  Markup element(String name, String text, Object... attributes) {
    return begin(name, attributes).text(text).end();
  }

  void finish() {
    then(xml::writeEndDocument).then(xml::flush);
  }

  private Markup attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      String name = attributes[i].toString();
      String value = representable(attributes[i + 1].toString());
      then(() -> xml.writeAttribute(name, value));
    }
    return this;
  }

  /** XML has no place for most control characters, and for halves of surrogate pairs. */
  private static String representable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == '\n' || point == '\t' || isOfXml(point) ? point : '\uFFFD')
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isOfXml(int point) {
    return point >= ' ' && point < 0xD800 || point > 0xDFFF && point < 0xFFFE || point > 0xFFFF;
  }
}
