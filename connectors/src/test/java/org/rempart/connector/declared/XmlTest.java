package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XmlTest {

  @Test
  void anElementIsItsAttributesItsTextAndAListForEachNameOfAChild() {
    assertThat(Xml.plain("<r status='ok'> <e ip='1'>a&amp;b</e><e/><f>c</f></r>"))
        .isEqualTo(
            Map.of(
                "status",
                "ok",
                "text",
                "",
                "e",
                List.of(Map.of("ip", "1", "text", "a&b"), Map.of("text", "")),
                "f",
                List.of(Map.of("text", "c"))));
  }

  @Test
  void whatIsNoXmlOrWouldReachOutIsNothing() {
    assertThat(Xml.plain("{\"a\":1}")).isNull();
    assertThat(Xml.plain("<a><b></a>")).isNull();
    assertThat(Xml.plain("<a/><b/>")).isNull();
    assertThat(Xml.plain("")).isNull();
    String file = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>";
    assertThat(Xml.plain(file)).isNull();
    String laughs = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>";
    assertThat(Xml.plain(laughs)).isNull();
    assertThat(Xml.plain("<a>".repeat(5000) + "</a>".repeat(5000))).isNull();
  }
}
