package org.rempart.connector.imap;

import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;

/** Finds all copies of a mail, and takes them to a mailbox that no reader has. */
public final class ImapConnector implements Connector {

  private final ImapSettings settings;

  public ImapConnector(ImapSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "IMAP4rev1 with UIDPLUS";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer(Capability.SEARCH_MAIL, TargetKind.MAIL_MESSAGE, Assurance.READABLE, false, 1),
        new Offer(Capability.QUARANTINE_MAIL, TargetKind.MAIL_MESSAGE, Assurance.KEYED, true, 1));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(
        batch,
        order ->
            switch (order.capability().id()) {
              case "mail.search" -> new Outcome.Done(order.key(), Map.of(), messageId(order));
              case "mail.quarantine" -> quarantine(order);
              default -> throw notOffered(order);
            });
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    return OneByOne.verify(batch, this::proof);
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    return OneByOne.found(batch, this::proof);
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(
        batch,
        r -> {
          if (!r.order().capability().equals(Capability.QUARANTINE_MAIL)) {
            throw new Refusal("NOT_REVERSIBLE", "there is nothing to take back");
          }
          return restore(r.order());
        });
  }

  /** Signs in to the quarantine and to the first mailbox: with many, all would take too long. */
  @Override
  public Health health() {
    return OneByOne.health(
        () -> {
          Mailbox.open(settings, settings.quarantine()).close();
          Mailbox.open(settings, settings.accounts().getFirst()).close();
          return settings.place() + " lets us in; " + settings.accounts().size() + " mailboxes";
        });
  }

  /** First every copy is in quarantine, then it is removed: a crash in between loses none. */
  private Outcome quarantine(Order order) throws Refusal {
    String id = messageId(order);
    List<Origin> copies = copies(id);
    try (Mailbox quarantine = Mailbox.open(settings, settings.quarantine())) {
      if (copies.isEmpty() && quarantine.folders(Origin.start(order)).isEmpty()) {
        throw new Refusal("NO_SUCH_MAIL", "no mailbox holds " + id);
      }
      for (Origin origin : copies) {
        try (Mailbox mailbox = Mailbox.open(settings, origin.account())) {
          mailbox.copy(id, origin.folder(), quarantine, origin.place(order));
          mailbox.remove(id, origin.folder());
        }
      }
      Map<String, String> before = Map.of("copies", String.join(", ", texts(copies)));
      return new Outcome.Done(order.key(), before, id);
    } catch (MessagingException e) {
      throw new OutcomeUnknownException(settings.place() + ": " + e.getMessage(), e);
    }
  }

  private Outcome restore(Order order) throws Refusal {
    String id = messageId(order);
    try (Mailbox quarantine = Mailbox.open(settings, settings.quarantine())) {
      for (String place : quarantine.folders(Origin.start(order))) {
        Origin origin = Origin.of(order, place);
        try (Mailbox mailbox = Mailbox.open(settings, origin.account())) {
          quarantine.copy(id, place, mailbox, origin.folder());
        }
        quarantine.drop(place);
      }
      return new Outcome.Done(order.key(), Map.of(), id);
    } catch (MessagingException e) {
      throw new OutcomeUnknownException(settings.place() + ": " + e.getMessage(), e);
    }
  }

  private Proof proof(Order order) throws Refusal {
    String id = messageId(order);
    List<Origin> copies = copies(id);
    String where = copies.isEmpty() ? "no mailbox" : String.join(", ", texts(copies));
    String text = where + " of " + settings.accounts().size() + " mailboxes: " + id;
    if (order.capability().equals(Capability.SEARCH_MAIL)) {
      return new Proof(order.key(), Proof.Result.HOLDS, Instant.now(), text);
    }
    int kept = kept(order);
    boolean holds = copies.isEmpty() && kept > 0;
    return new Proof(
        order.key(),
        holds ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        Instant.now(),
        text + "; " + kept + " in quarantine");
  }

  private int kept(Order order) throws Refusal {
    try (Mailbox quarantine = Mailbox.open(settings, settings.quarantine())) {
      return quarantine.folders(Origin.start(order)).size();
    } catch (MessagingException e) {
      throw new ProductUnavailableException(settings.place() + ": " + e.getMessage(), e);
    }
  }

  private List<Origin> copies(String messageId) throws Refusal {
    List<Origin> copies = new ArrayList<>();
    for (String account : settings.accounts()) {
      try (Mailbox mailbox = Mailbox.open(settings, account)) {
        mailbox.holding(messageId).stream()
            .distinct()
            .forEach(folder -> copies.add(new Origin(account, folder)));
      } catch (MessagingException e) {
        throw new ProductUnavailableException(settings.place() + ": " + e.getMessage(), e);
      }
    }
    return copies;
  }

  private String messageId(Order order) throws Refusal {
    if (!offers().stream().map(Offer::capability).toList().contains(order.capability())) {
      throw notOffered(order);
    }
    String id = order.target().value();
    if (!id.matches("<[^<>\\s\\p{Cntrl}]{1,900}>")) {
      throw new Refusal("BAD_MESSAGE_ID", id + " is no Message-ID in angle brackets");
    }
    return id;
  }

  private Refusal notOffered(Order order) {
    return new Refusal("NOT_OFFERED", settings.id() + " can't do " + order.capability());
  }

  private static List<String> texts(List<Origin> origins) {
    return origins.stream().map(Origin::toString).toList();
  }
}
