package org.rempart.connector.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;

/** A host that is logged in to over SSH; one connection carries all commands and is renewed. */
public final class SshHost implements CommandHost {

  private final SshSettings settings;
  private final List<String> prefix;
  private @Nullable SshClient client;
  private @Nullable ClientSession session;

  /**
   * @param settings where and as whom
   * @param prefix words put before every command, for example {@code sudo -n}; may be empty
   */
  public SshHost(SshSettings settings, List<String> prefix) {
    this.settings = settings;
    this.prefix = List.copyOf(prefix);
  }

  @Override
  public CommandResult run(List<String> command, Duration limit) {
    var output = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    try (ChannelExec channel = channel(quoted(command))) {
      channel.setOut(output);
      channel.setErr(error);
      started(channel);
      var seen = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
      if (seen.contains(ClientChannelEvent.TIMEOUT) || channel.getExitStatus() == null) {
        throw new OutcomeUnknownException(
            command.getFirst() + " on " + place() + " told no end", null);
      }
      return new CommandResult(channel.getExitStatus(), text(output), text(error));
    } catch (IOException e) {
      throw new OutcomeUnknownException("connection to " + place() + " broke", e);
    }
  }

  @Override
  public Conversation open(List<String> command) {
    // The far shell joins both outputs: two streams of SSH arrive in no certain order.
    ChannelExec channel = channel("HOME=/nonexistent exec " + quoted(command) + " 2>&1");
    started(channel);
    return new Talk(channel);
  }

  @Override
  public boolean sharesFiles() {
    return false;
  }

  @Override
  public String place() {
    return settings.host() + ":" + settings.port();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.stop();
    }
    client = null;
    session = null;
  }

  private ChannelExec channel(String commandLine) {
    try {
      return session().createExecChannel(commandLine);
    } catch (IOException e) {
      throw new ProductUnavailableException("no channel to " + place(), e);
    }
  }

  private void started(ChannelExec channel) {
    try {
      channel.open().verify(settings.timeout());
    } catch (IOException e) {
      channel.close(false);
      throw new ProductUnavailableException("no channel to " + place(), e);
    }
  }

  private synchronized ClientSession session() {
    if (session == null || !session.isOpen()) {
      close();
      SshClient fresh = SshClient.setUpDefaultClient();
      fresh.setServerKeyVerifier(new KnownFingerprint(settings.hostKey()));
      fresh.setKeyIdentityProvider(null);
      fresh.start();
      client = fresh;
      session = login(connect(fresh));
    }
    return session;
  }

  private ClientSession connect(SshClient fresh) {
    try {
      return fresh
          .connect(settings.user(), settings.host(), settings.port())
          .verify(settings.timeout())
          .getSession();
    } catch (IOException e) {
      throw new ProductUnavailableException(place() + " can't be reached by SSH", e);
    }
  }

  private ClientSession login(ClientSession fresh) {
    try {
      PrivateKeys.of(settings.key()).forEach(fresh::addPublicKeyIdentity);
      fresh.auth().verify(settings.timeout());
      return fresh;
    } catch (IOException e) {
      fresh.close(true);
      var refused = new LoginRefusedException(reason(e), e);
      throw new ProductUnavailableException(place() + ": " + refused.getMessage(), refused);
    }
  }

  private String reason(IOException e) {
    boolean hostKey =
        e instanceof SshException ssh
            && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE;
    return hostKey
        ? "the host's key is not the one in ssh-host-key"
        : "login as " + settings.user() + " was refused";
  }

  private String quoted(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private record Talk(ChannelExec channel) implements Conversation {

    @Override
    public OutputStream input() {
      return channel.getInvertedIn();
    }

    @Override
    public InputStream output() {
      return channel.getInvertedOut();
    }

    @Override
    public boolean alive() {
      return channel.isOpen() && channel.getExitStatus() == null;
    }

    /** Tells the server, which would else keep the command, and soon let no further one through. */
    @Override
    public void close() {
      channel.close(false);
    }
  }
}
