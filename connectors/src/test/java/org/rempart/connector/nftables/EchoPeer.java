package org.rempart.connector.nftables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A program for a network namespace. {@code serve PORT} sends back every line; {@code talk HOST
 * PORT} sends each line of its input and prints {@code echo LINE}, {@code silent} or {@code
 * closed}.
 */
public final class EchoPeer {

  private EchoPeer() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("serve")) {
      serve(Integer.parseInt(args[1]));
    } else {
      talk(args[1], Integer.parseInt(args[2]));
    }
  }

  private static void serve(int port) throws IOException {
    try (ServerSocket server = new ServerSocket(port)) {
      System.out.println("ready");
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        var out = new PrintWriter(socket.getOutputStream(), true)) {
      in.lines().forEach(out::println);
    } catch (IOException e) {
      // The peer is gone; that is what some tests want.
    }
  }

  private static void talk(String host, int port) throws IOException {
    try (Socket socket = new Socket();
        var input = new BufferedReader(new InputStreamReader(System.in))) {
      socket.connect(new InetSocketAddress(host, port), 700);
      socket.setSoTimeout(700);
      System.out.println("connected");
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      var out = new PrintWriter(socket.getOutputStream(), true);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        out.println(line);
        System.out.println(answer(in));
      }
    } catch (java.net.SocketTimeoutException e) {
      System.out.println("silent");
    }
  }

  private static String answer(BufferedReader in) {
    try {
      String line = in.readLine();
      return line == null ? "closed" : "echo " + line;
    } catch (java.net.SocketTimeoutException e) {
      return "silent";
    } catch (IOException e) {
      return "closed";
    }
  }
}
