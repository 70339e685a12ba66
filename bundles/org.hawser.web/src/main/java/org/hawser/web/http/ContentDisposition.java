package org.hawser.web.http;

/** The header that makes a browser save a file instead of showing it (RFC 6266). */
public final class ContentDisposition {
  private ContentDisposition() {}

  /** Names the file in ASCII for old clients and exactly for the rest. */
  public static String attachment(String fileName) {
    StringBuilder ascii = new StringBuilder(fileName.length());
    StringBuilder exact = new StringBuilder(fileName.length());
    fileName
        .codePoints()
        .filter(c -> !Character.isISOControl(c) && c != '/' && c != '\\')
        .forEach(
            c -> {
              exact.appendCodePoint(c);
              ascii.appendCodePoint(c < ' ' || c > '~' || c == '"' || c == '%' ? '_' : c);
            });
    return "attachment; filename=\""
        + ascii
        + "\"; filename*=UTF-8''"
        + PercentEncoding.encode(exact.toString());
  }
}
