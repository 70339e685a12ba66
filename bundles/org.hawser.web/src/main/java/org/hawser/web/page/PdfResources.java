package org.hawser.web.page;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What draws PDF pages in the browser (pdf.js): a closed set of folders and kinds of files, read
 * from the bundle when asked for, as most are needed for few PDFs only.
 */
final class PdfResources {
  private static final Pattern PATH =
      Pattern.compile(
          "/pdf/(?:pdf(?:\\.worker)?\\.min|cmaps/[\\w-]+|fonts/[\\w-]+|icc/[\\w-]+|wasm/\\w+)"
              + "\\.(mjs|bcmap|pfb|ttf|icc|wasm)");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "mjs", "text/javascript;charset=utf-8",
          "bcmap", "application/octet-stream",
          "pfb", "application/octet-stream",
          "icc", "application/octet-stream",
          "ttf", "font/ttf",
          "wasm", "application/wasm");

  /** Runs decoders of images in WebAssembly, and fetches nothing but the files here. */
  private static final String WORKER_POLICY =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

  private PdfResources() {}

  static boolean contains(String path) {
    return PATH.matcher(path).matches() && PdfResources.class.getResource(path) != null;
  }

  static Optional<PageResources.Resource> at(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() && contains(path)
        ? Optional.of(PageResources.load(path, MEDIA_TYPES.get(matcher.group(1))))
        : Optional.empty();
  }

  /** The policy a file is to be sent with, where it is not everybody's. */
  static Optional<String> policy(String path) {
    return path.equals("/pdf/pdf.worker.min.mjs") ? Optional.of(WORKER_POLICY) : Optional.empty();
  }
}
