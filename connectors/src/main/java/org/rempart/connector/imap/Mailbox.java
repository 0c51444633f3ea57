package org.rempart.connector.imap;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.search.MessageIDTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;

/** One account's mailbox, signed in to. */
final class Mailbox implements AutoCloseable {

  private final IMAPStore store;

  private Mailbox(IMAPStore store) {

    this.store = store;
  }

  /**
   * Signs in.
   *
   * @throws Refusal NOT_AUTHENTICATED when the server doesn't take the credentials
   */
  static Mailbox open(ImapSettings settings, String account) throws Refusal {
    try {
      IMAPStore store = (IMAPStore) Session.getInstance(settings.session()).getStore("imap");
      store.connect(
          settings.host(), settings.port(), settings.loginFor(account), settings.password().read());
      return new Mailbox(store);
    } catch (AuthenticationFailedException e) {
      String text = settings.place() + " doesn't let us in to the mailbox of " + account;
      throw new Refusal("NOT_AUTHENTICATED", text);
    } catch (MessagingException e) {
      throw new ProductUnavailableException(settings.place() + ": " + e.getMessage(), e);
    }
  }

  /** Names of the folders that hold a mail, once for each copy. */
  List<String> holding(String messageId) throws MessagingException {
    List<String> names = new ArrayList<>();
    for (Folder folder : store.getDefaultFolder().list("*")) {
      if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
        folder.open(Folder.READ_ONLY);
        find(folder, messageId).forEach(m -> names.add(folder.getFullName()));
        folder.close(false);
      }
    }
    return names;
  }

  /** Names of all folders that begin so. */
  List<String> folders(String start) throws MessagingException {
    return Arrays.stream(store.getDefaultFolder().list("*"))
        .map(Folder::getFullName)
        .filter(name -> name.startsWith(start))
        .toList();
  }

  /**
   * Copies a mail, with its flags and the time of its arrival, into a folder of another mailbox,
   * where it is not there yet.
   *
   * @param folder where it is here
   * @param place the folder there; made when it isn't there
   */
  void copy(String messageId, String folder, Mailbox other, String place)
      throws MessagingException {
    Folder target = other.store.getFolder(place);
    if (!target.exists() && !target.create(Folder.HOLDS_MESSAGES)) {
      throw new MessagingException("folder " + place + " can't be made");
    }
    target.open(Folder.READ_WRITE);
    Folder source = store.getFolder(folder);
    source.open(Folder.READ_ONLY);
    List<Message> messages = find(source, messageId);
    if (find(target, messageId).isEmpty()) {
      target.appendMessages(messages.toArray(Message[]::new));
    }
    source.close(false);
    target.close(false);
  }

  /**
   * Takes a mail out of a folder for good, and nothing else: what its reader has marked for removal
   * stays (UID EXPUNGE, RFC 4315).
   */
  void remove(String messageId, String folder) throws MessagingException, Refusal {
    if (!store.hasCapability("UIDPLUS")) {
      throw new Refusal("NO_UIDPLUS", "the server can't remove one mail without others");
    }
    IMAPFolder source = (IMAPFolder) store.getFolder(folder);
    source.open(Folder.READ_WRITE);
    Message[] messages = find(source, messageId).toArray(Message[]::new);
    source.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
    source.expunge(messages);
    source.close(false);
  }

  /** Removes a folder with all that is in it. */
  void drop(String folder) throws MessagingException {
    store.getFolder(folder).delete(false);
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (MessagingException e) {
      // Only saying goodbye failed.
    }
  }

  /** The server looks for a part of the header; what merely contains the id is left out. */
  private static List<Message> find(Folder folder, String messageId) throws MessagingException {
    List<Message> found = new ArrayList<>();
    for (Message message : folder.search(new MessageIDTerm(messageId))) {
      String[] header = message.getHeader("Message-ID");
      if (header != null && header.length == 1 && header[0].strip().equals(messageId)) {
        found.add(message);
      }
    }
    return found;
  }
}
