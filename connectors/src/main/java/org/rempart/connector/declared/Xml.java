package org.rempart.connector.declared;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * XML as FEEL takes it: an element is its attributes, its {@code text}, and for each name of a
 * child a list, also when there is one only. So an expression finds the same form whatever came.
 */
final class Xml {

  /** No product nests deeper; a reader that recurses must end somewhere. */
  private static final int DEEPEST = 100;

  private Xml() {}

  /** The root element; {@code null} when the text is no XML, has a DTD or nests too deep. */
  static @Nullable Map<String, Object> plain(String text) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      while (!reader.isStartElement()) {
        if (!reader.hasNext() || reader.next() == XMLStreamReader.DTD) {
          return null;
        }
      }
      Map<String, Object> root = element(reader, 1);
      while (reader.hasNext()) {
        reader.next();
      }
      return root;
    } catch (XMLStreamException e) {
      return null;
    }
  }

  /**
   * Entities of others are neither fetched nor expanded (OWASP: XML External Entity Prevention).
   */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static Map<String, Object> element(XMLStreamReader reader, int depth)
      throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new XMLStreamException("nests too deep");
    }
    Map<String, Object> element = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      element.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    Map<String, List<Object>> children = new HashMap<>();
    StringBuilder text = new StringBuilder();
    while (reader.next() != XMLStreamReader.END_ELEMENT) {
      if (reader.isStartElement()) {
        String name = reader.getLocalName();
        children.computeIfAbsent(name, n -> new ArrayList<>()).add(element(reader, depth + 1));
      } else if (reader.isCharacters()) {
        text.append(reader.getText());
      }
    }
    element.putAll(children);
    element.put("text", text.toString().strip());
    return element;
  }
}
