package org.rempart.connector.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.block;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Holding;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.RoomCase;

/** What firewalls may answer when they are asked for a list, word by word. */
class ListAnswersTest extends RoomCase {

  /** Each answer in its turn; apostrophes stand for quotation marks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "panos|network.block-address|<response status='success'><result/></response>",
        "panos|network.block-address|<response status='success'/>",
        "panos|network.block-address|<response"
            + " status='success'><result><count>3</count></result></response>",
        "panos|network.block-address|<response"
            + " status='success'><result><entry><tag><member>rempart-blocked</member></tag></entry></result></response>",
        "panos|network.block-address|<response status='success'><result><entry"
            + " ip='x'><tag><member>rempart-blocked</member></tag></entry></result></response>",
        "panos|network.block-address|<html>",
        "pfsense|network.block-address|{'code':200,'data':[{'name':'rempart_blocked','address':[],'detail':[]}]}"
            + " & {'code':200,'data':{}}",
        "pfsense|network.block-address|{'code':200,'data':[{'name':'rempart_blocked','address':[],'detail':[]}]}"
            + " & {'code':200,'data':{'entries':['what?']}}",
        "pfsense|network.block-address|{'code':200,'data':[{'name':'rempart_blocked','address':[]}]}"
            + " & {'code':200,'data':{'entries':['192.0.2.1']}}",
        "pfsense|network.block-network|{'code':200,'data':[{'name':'rempart_networks','address':[],'detail':[]}]}"
            + " & {'code':200,'data':{'entries':['1.2.3.4/8']}}",
        "fortigate|network.block-network|{'status':'success','results':[]} &"
            + " {'status':'success','results':[]}",
        "fortigate|network.block-network|{'status':'success','results':[{}]} & "
            + "{'status':'success','results':[{'name':'x','subnet':'203.0.113.0 255.255.255.0'}]}",
        "fortigate|network.block-network|{'status':'success','results':[{'member':[{'name':'rempart-192.0.2.0-24'}]}]}"
            + " & {'status':'success'}",
        "fortigate|network.block-network|{'status':'success','results':[{'member':[{'name':'rempart-192.0.2.0-24'}]}]}"
            + " & {'status':'success','results':[]}",
        "fortigate|network.block-network|{'status':'success','results':[{'member':[{'name':'rempart-192.0.2.0-24'}]}]}"
            + " & {'status':'success','results':[{'name':'rempart-192.0.2.0-24','subnet':'?'}]}",
        "fortigate|network.block-network|{'status':'success','results':[{'member':[{'name':'none'}]}]}"
            + " & {'status':'success','matched_count':2,'results':[{'name':'none'}]}",
        "crowdsec|network.block-address|{'token':'token-x'} & {'message':'?'} & null",
        "crowdsec|network.block-address|{'token':'token-x'} & null & [",
        "crowdsec|network.block-address|{'token':'token-x'} & null & {}",
        "crowdsec|network.block-address|{'token':'token-x'} & null & [{'scenario':'x'}]",
        "crowdsec|network.block-address|{'token':'token-x'} & [7] & null",
        "crowdsec|network.block-address|{'token':'token-x'} & null & [{'value':'198.51.100.0/24'}]"
      })
  void anAnswerThatCanNotBeUnderstoodIsNeverAList(String type, String capability, String answers)
      throws Exception {
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, type)) {
      answer(product, type, answers.split(" & "));
      assertThatThrownBy(() -> connector.holdings(new Capability(capability)))
          .isInstanceOf(ProductUnavailableException.class)
          .hasMessageContaining("can't list what it holds of " + capability);
      assertThat(product.ordered).isEmpty();
    }
  }

  @Test
  void crowdsecsDecisionsAreListed() throws Exception {
    try (StatefulServer product = new StatefulServer();
        Connector connector = to(product, "crowdsec")) {
      answer(product, "crowdsec", "{'token':'token-x'}", "null", "null");
      assertThat(held(connector)).isEmpty();
      String decision = "{'id':%d,'value':'%s','scenario':'%s','duration':'1h','scope':'%s'}";
      answer(
          product,
          "crowdsec",
          List.of(decision.formatted(1, "192.0.2.1", "rempart:k1", "Ip")).toString(),
          List.of(
                  decision.formatted(2, "192.0.2.1", "manual", "ip"),
                  decision.formatted(3, "bob", "manual", "username"))
              .toString());
      assertThat(held(connector))
          .containsExactly(
              new Holding(
                  block("k1", "192.0.2.1").target(),
                  "k1",
                  "decision 1 bans 192.0.2.1 for 1h, rempart:k1"));
      assertThat(product.seen)
          .extracting(StatefulServer.Seen::path)
          .contains(
              "/v1/decisions?scenarios_containing=rempart%3A&type=ban&dedup=false",
              "/v1/decisions?origins=cscli&type=ban&dedup=false");
    }
  }

  private Connector to(StatefulServer product, String type) throws Exception {
    if (!type.equals("crowdsec")) {
      return room.connector(type, Map.of("url", product.url()));
    }
    String secret = room.secret("practice-secret");
    Map<String, String> options =
        Map.of(
            "url", product.url(), "machine", "rempart", "password", secret, "bouncer-key", secret);
    return Connectors.builtIn()
        .create(new ConnectorSettings("cs", "crowdsec", false, List.of(), options));
  }

  private static void answer(StatefulServer product, String type, String... answers) {
    boolean xml = type.equals("panos");
    for (String answer : answers) {
      boolean posted = xml || answer.contains("token");
      product.order(
          posted ? "POST" : "GET",
          200,
          Map.of("Content-Type", xml ? "application/xml" : "application/json"),
          xml ? answer : answer.replace('\'', '"'));
    }
  }

  private static List<Holding> held(Connector connector) {
    return connector.holdings(Capability.BLOCK_ADDRESS).orElseThrow();
  }
}
