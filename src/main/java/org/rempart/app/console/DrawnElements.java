package org.rempart.app.console;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** Finds what in a drawing can have a name. */
final class DrawnElements {

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private DrawnElements() {}

  /** The ids of every BPMN element of the file. */
  static List<String> of(String bpmn) {
    var ids = new ArrayList<String>();
    try {
      var xml = factory().createXMLStreamReader(new StringReader(bpmn));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && BPMN.equals(xml.getNamespaceURI())) {
          var id = xml.getAttributeValue(null, "id");
          if (id != null) {
            ids.add(id);
          }
        }
      }
    } catch (XMLStreamException broken) {
      throw new IllegalStateException("The library holds only readable drawings.", broken);
    }
    return ids;
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    return factory;
  }
}
