package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;

/** Takes accounts out of groups. */
final class Memberships {

  /** LDAP_MATCHING_RULE_IN_CHAIN ([MS-ADTS] section 3.1.1.3.4.4): through other groups, too. */
  private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

  private final LdapSettings settings;
  private final Accounts accounts;

  Memberships(LdapSettings settings, Accounts accounts) {
    this.settings = settings;
    this.accounts = accounts;
  }

  Outcome remove(Directory directory, Order order) throws Refusal {
    Member member = member(directory, order);
    if (member.primary()) {
      String text = member.group.getDN() + " is the account's primary group: give it another first";
      throw new Refusal("PRIMARY_GROUP", text);
    }
    Optional<String> value = member.value();
    if (value.isPresent()) {
      directory.modify(member.group.getDN(), Directory.delete(member.attribute(), value.get()));
    }
    Map<String, String> before = Map.of("member", String.valueOf(value.isPresent()));
    return new Outcome.Done(order.key(), before, member.group.getDN());
  }

  Proof proof(Directory directory, Order order) throws Refusal {
    Member member = member(directory, order);
    String who = member.account.getDN();
    String where = member.group.getDN();
    if (member.value().isPresent() || member.primary()) {
      return proof(order, Proof.Result.ABSENT, who + " is a member of " + where);
    }
    if (throughAnother(directory, member)) {
      String text = who + " is still in " + where + " through another group";
      return proof(order, Proof.Result.ABSENT, text);
    }
    return proof(order, Proof.Result.HOLDS, who + " is no member of " + where);
  }

  /** Without a word about the state before, it was read as a member then: see the contract. */
  Outcome restore(Directory directory, Reversal reversal) throws Refusal {
    Member member = member(directory, reversal.order());
    boolean was = !"false".equals(reversal.stateBefore().get("member"));
    if (was && member.value().isEmpty()) {
      directory.modify(member.group.getDN(), Directory.add(member.attribute(), member.wanted()));
    }
    return new Outcome.Done(reversal.order().key(), Map.of(), member.group.getDN());
  }

  private Member member(Directory directory, Order order) throws Refusal {
    String[] names = order.target().value().split(":", 2);
    if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
      throw new Refusal("BAD_TARGET", "a membership is written ACCOUNT:GROUP");
    }
    SearchResultEntry account = accounts.find(directory, names[0], "primaryGroupID");
    Filter byName = Filter.createEqualityFilter(settings.groupAttribute(), names[1]);
    Filter group =
        Filter.createANDFilter(
            byName,
            Filter.createORFilter(
                Arrays.stream(Member.CLASSES)
                    .map(c -> Filter.createEqualityFilter("objectClass", c))
                    .toList()));
    String[] read = {"objectClass", "member", "uniqueMember", "memberUid", "objectSid"};
    SearchResultEntry found =
        directory
            .one(group, read)
            .orElseThrow(
                () -> new Refusal("UNKNOWN_GROUP", "the directory has no group " + names[1]));
    return new Member(account, found, names[0]);
  }

  private boolean throughAnother(Directory directory, Member member) throws Refusal {
    if (settings.kind() != LdapSettings.Kind.ACTIVE_DIRECTORY) {
      return false;
    }
    Filter nested =
        Filter.createANDFilter(
            Filter.createEqualityFilter(settings.accountAttribute(), member.name),
            Filter.createExtensibleMatchFilter("memberOf", IN_CHAIN, false, member.group.getDN()));
    return directory.one(nested, "1.1").isPresent();
  }

  private static Proof proof(Order order, Proof.Result result, String evidence) {
    return new Proof(order.key(), result, Instant.now(), evidence);
  }

  private record Member(SearchResultEntry account, SearchResultEntry group, String name) {

    private static final String[] CLASSES = {
      "group", "groupOfNames", "groupOfUniqueNames", "posixGroup"
    };

    /** The attribute in which groups of this class keep their members (RFC 4519, RFC 2307). */
    String attribute() {
      if (group.hasObjectClass("posixGroup") && !group.hasObjectClass("groupOfNames")) {
        return group.hasObjectClass("group") ? "member" : "memberUid";
      }
      return group.hasObjectClass("groupOfUniqueNames") ? "uniqueMember" : "member";
    }

    /** How the account would be written there. */
    String wanted() {
      return attribute().equals("memberUid") ? name : account.getDN();
    }

    /** How it is written there; empty when it isn't. */
    Optional<String> value() {
      String[] values = group.getAttributeValues(attribute());
      return values == null
          ? Optional.empty()
          : Arrays.stream(values).filter(v -> Directory.same(v, wanted())).findFirst();
    }

    /** Active Directory keeps one group apart from the others, by the end of its SID. */
    boolean primary() {
      Long wanted = account.getAttributeValueAsLong("primaryGroupID");
      byte[] sid = group.getAttributeValueBytes("objectSid");
      return wanted != null && sid != null && sid.length >= 12 && rid(sid) == wanted;
    }

    /** The last 32 bits of a SID, least byte first ([MS-DTYP] section 2.4.2.2). */
    private static long rid(byte[] sid) {
      long rid = 0;
      for (int i = 1; i <= 4; i++) {
        rid = rid << 8 | (sid[sid.length - i] & 0xff);
      }
      return rid;
    }
  }
}
