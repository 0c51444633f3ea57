package org.rempart.core.playbook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The files of {@code playbooks/} and {@code workflows/}: packed into the application, each
 * overlaid by the file of the same name in the overlay folder, if there is one.
 */
public interface PlaybookLibrary {

  /** Every drawing, workflows first. */
  List<Drawing> drawings();

  /** The drawing with this BPMN process id. */
  Optional<Drawing> drawing(String processId);

  /** Every DMN file. */
  List<Table> tables();

  /** A form in one language, as Camunda Forms JSON; {@code formId} is the form's id. */
  Optional<String> form(String formId, Locale locale);

  /** What a form is called, in one language, for tasks that no drawing names. */
  String formTitle(String formId, Locale locale);

  /**
   * What a responder calls an element of a drawing, in one language; the element's id when nobody
   * named it.
   */
  String elementName(String processId, String elementId, Locale locale);

  /** What a playbook is called, in one language; {@code processId} is its process id. */
  String title(String processId, Locale locale);

  /**
   * One BPMN file.
   *
   * @param processId with its major version, for example {@code brute-force-v1}
   * @param resourceName path below the repository's root
   * @param bpmn the XML
   * @param hash SHA-256, hex
   * @param playbook whether it is a playbook (else a workflow)
   */
  record Drawing(
      String processId, String resourceName, String bpmn, String hash, boolean playbook) {}

  /**
   * One DMN file.
   *
   * @param resourceName path below the repository's root
   * @param dmn the XML
   * @param hash SHA-256, hex
   */
  record Table(String resourceName, String dmn, String hash) {}
}
