package org.rempart.app.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads the body of a delivery, unpacked, and never more of it than is allowed. */
final class Body {

  /** Longest delivery, unpacked, in bytes: 32 MiB. */
  static final int LONGEST = 32 << 20;

  private Body() {}

  /** The bytes. Answers 413, 415 or 400 when it can't. */
  static byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > LONGEST) {
      throw tooLong();
    }
    try (InputStream body = unpacked(request)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
      byte[] part = new byte[1 << 14];
      for (int read; (read = body.read(part)) >= 0; ) {
        if (bytes.size() + read > LONGEST) {
          throw tooLong();
        }
        bytes.write(part, 0, read);
      }
      return bytes.toByteArray();
    } catch (ZipException | EOFException broken) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The body is not the gzip it says it is.", broken);
    }
  }

  private static InputStream unpacked(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return switch (encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> request.getInputStream();
      case "gzip", "x-gzip" -> new GZIPInputStream(request.getInputStream());
      default ->
          throw new ResponseStatusException(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding may be gzip, or absent.");
    };
  }

  private static ResponseStatusException tooLong() {
    return new ResponseStatusException(
        HttpStatus.CONTENT_TOO_LARGE,
        "A delivery may have " + LONGEST + " bytes unpacked; send it in parts.");
  }
}
