package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rempart.bench.faults.Effect.Kind;

/** A counter that can't count is worthless: each is fed a state in which it must. */
class ComparisonTest {

  private static final Effect BLOCK = Effect.blocked("198.18.0.1");
  private static final Effect SESSIONS = new Effect(Kind.SESSIONS_ENDED, "labo@serveur-labo");
  private static final Comparison HELD = new Comparison(Set.of(BLOCK), Set.of(), Set.of());
  private static final Comparison FREE = new Comparison(Set.of(), Set.of(BLOCK), Set.of());

  @Test
  void nothingIsWrongWhenJournalAndProductsSayTheSame() {
    assertThat(HELD.of(journal(true), estate(1, 0))).isEqualTo(Tally.NONE);
    assertThat(FREE.of(journal(false), estate(1, 1))).isEqualTo(Tally.NONE);
  }

  @Test
  void anAcknowledgedAlertWithoutAnIncidentIsLost() {
    Journal journal =
        new Journal(List.of(new Journal.Alert(1, List.of())), journal(true).containments());
    assertThat(HELD.of(journal, estate(1, 0)).lost()).isEqualTo(1);
    Journal never = new Journal(List.of(new Journal.Alert(0, List.of())), List.of());
    assertThat(FREE.of(never, estate(0, 0)).lost()).isEqualTo(1);
  }

  @Test
  void aBlockThatIsNowhereIsLost() {
    assertThat(HELD.of(journal(false), estate(0, 0)).lost()).isEqualTo(1);
  }

  @Test
  void sessionsThatAnEarlierRunEndedDoNotCountForThisOne() {
    Comparison held = new Comparison(Set.of(SESSIONS), Set.of(), Set.of());
    Estate earlier =
        new Estate(Set.of(SESSIONS), Map.of(), Map.of(), Map.of("INC-1", 1), Map.of("m", 1));
    assertThat(held.of(journal(false), earlier).lost()).isEqualTo(1);
  }

  @Test
  void aTicketOrNoticeThatIsNowhereIsLost() {
    Estate bare = new Estate(Set.of(BLOCK), Map.of(BLOCK, 1), Map.of(), Map.of(), Map.of());
    assertThat(HELD.of(journal(true), bare).lost()).isEqualTo(2);
  }

  @Test
  void whatIsThereTwiceIsDoubled() {
    assertThat(HELD.of(journal(true), estate(2, 0)).doubled()).isEqualTo(1);
    assertThat(FREE.of(journal(false), estate(1, 3)).doubled()).isEqualTo(2);
    Estate tickets =
        new Estate(Set.of(BLOCK), Map.of(BLOCK, 1), Map.of(), Map.of("INC-1", 2), Map.of("m", 1));
    assertThat(HELD.of(journal(true), tickets).doubled()).isEqualTo(1);
  }

  @Test
  void anAlertOrIncidentThatIsThereTwiceIsDoubled() {
    Journal.Incident incident = incident("1", "INC-1");
    Journal twoIncidents =
        new Journal(
            List.of(new Journal.Alert(2, List.of(incident, incident("2", "INC-1")))),
            journal(true).containments());
    assertThat(HELD.of(twoIncidents, estate(1, 0)).doubled()).isEqualTo(2);
  }

  @Test
  void whatDoesNotHoldThoughTheJournalSaysSoIsFalselyContained() {
    assertThat(HELD.of(journal(true), estate(0, 0))).isEqualTo(new Tally(0, 0, 0, 1, 0, 0, 0, 0));
  }

  @Test
  void whatHoldsThoughNobodyNeedsItIsFalselyContained() {
    assertThat(FREE.of(journal(false), estate(1, 0)).falselyContained()).isEqualTo(1);
    assertThat(FREE.of(journal(true), estate(1, 1)).falselyContained()).isEqualTo(1);
  }

  @Test
  void whatWasUndoneThoughSomebodyNeedsItIsWronglyReverted() {
    assertThat(HELD.of(journal(true), estate(0, 1))).isEqualTo(new Tally(0, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void whatAnAdministratorHadPutThereAndIsGoneIsWronglyReverted() {
    Comparison theirs = new Comparison(Set.of(), Set.of(BLOCK), Set.of(BLOCK));
    assertThat(theirs.of(journal(false), estate(0, 1)).wronglyReverted()).isEqualTo(1);
    assertThat(theirs.of(journal(false), estate(1, 0))).isEqualTo(Tally.NONE);
  }

  @Test
  void incidentsThatDoNotComeToRestAreStranded() {
    assertThat(Tally.stranded(2).clean()).isFalse();
    assertThat(Tally.stranded(2).plus(Tally.stranded(1)).stranded()).isEqualTo(3);
  }

  @Test
  void aNoticeThatWentTwiceIsCountedApart() {
    Estate mails =
        new Estate(Set.of(BLOCK), Map.of(BLOCK, 1), Map.of(), Map.of("INC-1", 1), Map.of("m", 3));
    Tally tally = HELD.of(journal(true), mails);
    assertThat(tally.noticesRepeated()).isEqualTo(2);
    assertThat(tally.clean()).isTrue();
  }

  @Test
  void aTicketIsOnlyMissedWhereThePlaybookReachedIt() {
    Estate none = new Estate(Set.of(BLOCK), Map.of(BLOCK, 1), Map.of(), Map.of(), Map.of("m", 1));
    assertThat(HELD.of(ticketed(false, Set.of()), none).lost()).isEqualTo(1);
    assertThat(HELD.of(ticketed(true, Set.of("ticket.open")), none).lost()).isEqualTo(1);
    assertThat(HELD.of(ticketed(true, Set.of("network.block-address")), none).lost()).isZero();
  }

  private static Journal ticketed(boolean closed, Set<String> executed) {
    Journal.Incident incident =
        new Journal.Incident("1", "INC-1", closed, Set.of(), executed, 0, 0, 0, 0, Set.of("m"));
    return new Journal(
        List.of(new Journal.Alert(1, List.of(incident))),
        List.of(new Journal.Containment(BLOCK, true)));
  }

  @Test
  void aFaultThatDidNotComeToPassIsNoSuccess() {
    assertThat(Tally.missed(1).clean()).isFalse();
  }

  private static Journal journal(boolean inForce) {
    return new Journal(
        List.of(new Journal.Alert(1, List.of(incident("1", "INC-1")))),
        inForce ? List.of(new Journal.Containment(BLOCK, true)) : List.of());
  }

  private static Journal.Incident incident(String id, String number) {
    return new Journal.Incident(id, number, false, Set.of(), Set.of(), 0, 0, 0, 0, Set.of("m"));
  }

  /** A firewall on which the block was done and undone so often. */
  private static Estate estate(int done, int undone) {
    Set<Effect> there = done > undone ? Set.of(BLOCK) : Set.of();
    return new Estate(
        there, Map.of(BLOCK, done), Map.of(BLOCK, undone), Map.of("INC-1", 1), Map.of("m", 1));
  }
}
