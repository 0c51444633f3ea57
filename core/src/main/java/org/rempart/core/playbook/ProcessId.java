package org.rempart.core.playbook;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the id of the process that a BPMN file draws. */
final class ProcessId {

  private ProcessId() {}

  /** Throws {@link UnreadableDrawingException} when the file is no XML or draws no process. */
  static String of(String path, byte[] bpmn) {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(bpmn));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("process")) {
          return xml.getAttributeValue(null, "id");
        }
      }
    } catch (XMLStreamException broken) {
      throw new UnreadableDrawingException(path, broken);
    }
    throw new UnreadableDrawingException(path, null);
  }

  /** Entities are off: an overlay is not to read other files. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    return factory;
  }
}
