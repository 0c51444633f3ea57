package org.rempart.practice.virustotal;

import java.util.Map;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;

/**
 * Reports of VirusTotal, with their traps: what nobody knows is a 404 that is an answer, and a
 * quota that is used up comes as 429 without a time to wait.
 */
public final class VirusTotalStandIn implements StandIn {

  private static final String NAME = "virustotal";
  private static final String KNOWN =
      "/api/v3/(ip_addresses/203\\.0\\.113\\.66|domains/(virustotal\\.com|evil\\.example)"
          + "|files/[0-9a-f]{64})";

  private final Ledger ledger;
  private int questions;

  public VirusTotalStandIn(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call call) {
    if (!call.header("x-apikey").equals(Credentials.VIRUSTOTAL.secret())) {
      return error(401, "WrongCredentialsError", "Wrong API key");
    }
    if (!call.method().equals("GET")) {
      return error(405, "BadRequestError", "method not allowed");
    }
    questions++;
    if (!call.path().matches(KNOWN)) {
      return error(404, "NotFoundError", "\"" + call.last() + "\" not found");
    }
    Map<String, Integer> stats =
        Map.of("malicious", 12, "suspicious", 3, "harmless", 60, "undetected", 19, "timeout", 0);
    Map<String, Object> attributes =
        Map.of("last_analysis_stats", stats, "reputation", -5, "as_owner", "Example Hosting");
    return Reply.json(200, Map.of("data", Map.of("id", call.last(), "attributes", attributes)));
  }

  @Override
  public Reply errorInside() {
    return error(429, "QuotaExceededError", "Quota exceeded");
  }

  @Override
  public synchronized Object state() {
    return Map.of("questions", questions, "operations", ledger.of(NAME));
  }

  private static Reply error(int status, String code, String message) {
    return Reply.json(status, Map.of("error", Map.of("code", code, "message", message)));
  }
}
