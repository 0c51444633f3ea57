package org.rempart.practice.abuseipdb;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;

/**
 * Addresses and reports of AbuseIPDB, with their traps: a report is a form and not JSON, and the
 * same address a second time within a quarter of an hour is a 429.
 */
public final class AbuseIpDbStandIn implements StandIn {

  private static final String NAME = "abuseipdb";

  private final Ledger ledger;
  private final List<Entry> reports = new ArrayList<>();
  private int questions;

  public AbuseIpDbStandIn(Ledger ledger) {
    this.ledger = ledger;
    reports.addAll(ledger.of(NAME));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call call) {
    if (!call.header("key").equals(Credentials.ABUSEIPDB.secret())) {
      return error(401, "Authentication failed. Your API key is either missing or incorrect.");
    }
    if (call.is("GET", "/api/v2/check")) {
      return checked(call);
    }
    return call.is("POST", "/api/v2/report") ? reported(call) : error(404, "not found");
  }

  @Override
  public Reply errorInside() {
    return error(422, "The ip address must be a valid IPv4 or IPv6 address.");
  }

  @Override
  public synchronized Object state() {
    return Map.of("reports", reports, "questions", questions, "operations", ledger.of(NAME));
  }

  private Reply checked(Call call) {
    questions++;
    String address = call.parameter("ipAddress");
    List<Map<String, String>> ours =
        reports.stream()
            .filter(r -> r.target().equals(address))
            .map(r -> Map.of("comment", r.detail("comment")))
            .toList();
    boolean bad = address.equals("203.0.113.66");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("ipAddress", address);
    data.put("abuseConfidenceScore", bad ? 97 : 0);
    data.put("totalReports", (bad ? 41 : 0) + ours.size());
    data.put("numDistinctUsers", bad ? 12 : ours.isEmpty() ? 0 : 1);
    data.put("lastReportedAt", bad ? "2026-03-01T08:00:00+00:00" : null);
    data.put("countryCode", "SN");
    data.put("isp", "Example Hosting");
    data.put("domain", null);
    data.put("usageType", "Data Center/Web Hosting/Transit");
    data.put("isWhitelisted", null);
    if (call.query().containsKey("verbose")) {
      data.put("reports", ours);
    }
    return Reply.json(200, Map.of("data", data));
  }

  private Reply reported(Call call) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field : call.body().split("&")) {
      String[] parts = field.split("=", 2);
      form.put(
          parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
    }
    String address = form.getOrDefault("ip", "");
    if (address.isEmpty() || !form.getOrDefault("categories", "").matches("[0-9,]+")) {
      return errorInside();
    }
    if (reports.stream().anyMatch(r -> r.target().equals(address))) {
      return error(429, "You can only report the same IP address once in 15 minutes.");
    }
    Map<String, String> details = Map.of("comment", form.getOrDefault("comment", ""));
    reports.add(ledger.append(NAME, "report", address, details));
    return Reply.json(
        200, Map.of("data", Map.of("ipAddress", address, "abuseConfidenceScore", 52)));
  }

  private static Reply error(int status, String detail) {
    return Reply.json(
        status, Map.of("errors", List.of(Map.of("detail", detail, "status", status))));
  }
}
