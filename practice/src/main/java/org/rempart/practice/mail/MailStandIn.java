package org.rempart.practice.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.util.Map;
import java.util.Objects;
import org.rempart.practice.Call;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;

/** A real SMTP server (GreenMail) whose every delivery is in the ledger before it says 250. */
public final class MailStandIn implements StandIn, AutoCloseable {

  private static final String NAME = "mail";

  private final Ledger ledger;
  private final GreenMail server;

  /**
   * @param port of the loopback, 0 for a free one
   */
  public MailStandIn(Ledger ledger, int port) {
    this.ledger = ledger;
    this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    UserManager users = server.getManagers().getUserManager();
    users.setMessageDeliveryHandler((message, to) -> delivered(users, message, to));
  }

  /** The port it listens on. */
  public int port() {
    return server.getSmtp().getPort();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    return Reply.json(404, Map.of("title", "mail comes by SMTP"));
  }

  @Override
  public Reply errorInside() {
    return handle(null);
  }

  @Override
  public Object state() {
    return ledger.of(NAME).stream()
        .map(
            e ->
                Map.of(
                    "at", e.at(),
                    "to", e.target(),
                    "messageId", e.detail("messageId"),
                    "subject", e.detail("subject")))
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  private GreenMailUser delivered(UserManager users, MovingMessage message, MailAddress to)
      throws MessagingException, UserException {
    var mime = message.getMessage();
    ledger.append(
        NAME,
        "deliver",
        to.getEmail(),
        Map.of(
            "messageId", Objects.requireNonNullElse(mime.getMessageID(), ""),
            "subject", Objects.requireNonNullElse(mime.getSubject(), "")));
    GreenMailUser user = users.getUserByEmail(to.getEmail());
    return user == null ? users.createUser(to.getEmail(), to.getEmail(), "") : user;
  }
}
