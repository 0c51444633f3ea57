package org.rempart.core.response;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.response.IncidentFacts.Entity;
import org.rempart.core.response.Responses.TargetSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns a set's name into the targets that an incident has of it now. */
@Component
class TargetResolver {

  private static final String LOGIN_SUCCEEDED = "login-succeeded";
  private static final String LOGIN_FAILED = "login-failed";

  /** Signs of a deed that an account of ours was used for. */
  private static final Set<String> DONE_AS = Set.of("encryption", "exfiltration", "dns-tunnel");

  private static final Set<String> OUTWARD = Set.of("beacon", "exfiltration", "dns-tunnel");

  /** The people whose word is missing: of a group that is asked, by themselves or by their role. */
  private static final String APPROVERS =
      """
      select distinct p.mail from person p join approval a on a.state = 'PENDING' join response r on r.id = a.response_id
        join incident i on i.id = r.incident_id and p.site_ids && array[i.site_id, '*']
      where r.incident_id = ? and p.mail <> ''
        and (p.groups && a.groups or (p.role = 'RESPONDER' and 'responders' = any(a.groups))
          or (p.role = 'MANAGER' and 'managers' = any(a.groups))) order by p.mail\
      """;

  private final NotifySettings settings;
  private final JdbcClient jdbc;

  TargetResolver(NotifySettings settings, JdbcClient jdbc) {
    this.settings = settings;
    this.jdbc = jdbc;
  }

  /** The entities that a set is made of. */
  static Set<EntityKind> kinds(TargetSet set) {
    return switch (set) {
      case ATTACKER_ADDRESSES, DESTINATION_ADDRESSES -> Set.of(EntityKind.ADDRESS);
      case VICTIM_HOSTS -> Set.of(EntityKind.HOST, EntityKind.ADDRESS);
      case COMPROMISED_ACCOUNTS -> Set.of(EntityKind.ACCOUNT, EntityKind.HOST, EntityKind.ADDRESS);
      case INCIDENT, RESPONDERS, MANAGERS, APPROVERS, CHANNEL, NAMED -> Set.of();
    };
  }

  /** What a set's values are. */
  static TargetKind kind(TargetSet set) {
    return switch (set) {
      case ATTACKER_ADDRESSES, DESTINATION_ADDRESSES -> TargetKind.ADDRESS;
      case VICTIM_HOSTS -> TargetKind.HOST;
      case COMPROMISED_ACCOUNTS -> TargetKind.ACCOUNT;
      case INCIDENT -> TargetKind.INCIDENT;
      case RESPONDERS, MANAGERS, APPROVERS -> TargetKind.MAIL_ADDRESS;
      case CHANNEL -> TargetKind.CHANNEL;
      case NAMED -> throw new IllegalArgumentException("the request says what it names");
    };
  }

  List<Target> resolve(TargetSet set, IncidentFacts incident) {
    return values(set, incident)
        .filter(value -> !value.isBlank())
        .distinct()
        .map(value -> new Target(kind(set), value))
        .toList();
  }

  private Stream<String> values(TargetSet set, IncidentFacts incident) {
    return switch (set) {
      case ATTACKER_ADDRESSES -> addresses(incident, e -> e.role() == EntityRole.ATTACKER);
      case DESTINATION_ADDRESSES -> addresses(incident, e -> destination(e, incident.signs()));
      case VICTIM_HOSTS -> hosts(incident);
      case COMPROMISED_ACCOUNTS -> accounts(incident);
      case INCIDENT -> Stream.of("INC-" + incident.number());
      case RESPONDERS -> settings.recipients().responders().stream();
      case MANAGERS -> settings.recipients().managers().stream();
      case APPROVERS -> approvers(incident.id()).stream();
      case CHANNEL -> Stream.of(settings.recipients().chat().channel());
      case NAMED -> throw new IllegalArgumentException("the request says whom it names");
    };
  }

  /** Whether a set of people has anybody to write to. */
  boolean reaches(TargetSet set, UUID incidentId) {
    return switch (set) {
      case RESPONDERS -> !settings.recipients().responders().isEmpty();
      case MANAGERS -> !settings.recipients().managers().isEmpty();
      case APPROVERS -> !approvers(incidentId).isEmpty();
      default -> throw new IllegalArgumentException(set + " is no set of people");
    };
  }

  private List<String> approvers(UUID incidentId) {
    return jdbc.sql(APPROVERS).param(incidentId).query(String.class).list();
  }

  private static Stream<String> addresses(IncidentFacts incident, Predicate<Entity> wanted) {
    return incident.entities().stream()
        .filter(e -> e.kind() == EntityKind.ADDRESS && !e.own())
        .filter(wanted)
        .map(e -> Addresses.canonical(e.value()));
  }

  /** Related addresses are destinations only where the alerts speak of traffic going out. */
  private static boolean destination(Entity entity, Set<String> signs) {
    return entity.role() == EntityRole.ATTACKER
        || (entity.role() == EntityRole.RELATED && signs.stream().anyMatch(OUTWARD::contains));
  }

  private static Stream<String> accounts(IncidentFacts incident) {
    if (!fallen(incident.signs())) {
      return Stream.empty();
    }
    List<String> hosts = hosts(incident).toList();
    return victims(incident, EntityKind.ACCOUNT).map(a -> atHost(a, hosts));
  }

  /**
   * An attacked account has fallen only where some login worked; one that data went out or files
   * were encrypted under is in an attacker's hands, unless passwords were tried beside it: then the
   * alerts don't tell which account is which.
   */
  private static boolean fallen(Set<String> signs) {
    return signs.contains(LOGIN_SUCCEEDED)
        || (!signs.contains(LOGIN_FAILED) && signs.stream().anyMatch(DONE_AS::contains));
  }

  /**
   * Network sensors know addresses only: the inventory tells whose they are. A machine that the
   * alerts name is meant once.
   */
  private static Stream<String> hosts(IncidentFacts incident) {
    return Stream.concat(
            victims(incident, EntityKind.HOST),
            incident.entities().stream()
                .filter(e -> e.is(EntityKind.ADDRESS, EntityRole.VICTIM))
                .map(Entity::host)
                .filter(Objects::nonNull))
        .map(TargetResolver::folded)
        .distinct();
  }

  private static String atHost(String account, List<String> hosts) {
    boolean bare = account.indexOf('@') < 0;
    return bare && hosts.size() == 1 ? account + "@" + hosts.getFirst() : account;
  }

  private static Stream<String> victims(IncidentFacts incident, EntityKind kind) {
    return incident.entities().stream()
        .filter(e -> e.is(kind, EntityRole.VICTIM))
        .map(Entity::value);
  }

  private static String folded(String host) {
    return host.toLowerCase(java.util.Locale.ROOT);
  }
}
