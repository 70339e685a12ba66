package org.hawser.extract.tika.worker;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// Ends a line that goes on for megabytes, so that no reader collects it whole: after a white space
/// where there is one in time, else within a word, never within a surrogate pair.
final class BoundedLines extends FilterReader {
  static final int LONGEST_LINE = 20_000;
  static final int LONGEST_WORD = 1_000;

  private int column;
  private int last = -1;

  BoundedLines(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    if (ends()) {
      column = 0;
      last = '\n';
      return '\n';
    }
    last = in.read();
    column = last == '\n' || last == '\r' ? 0 : column + 1;
    return last;
  }

  private boolean ends() {
    return column >= LONGEST_LINE && Character.isWhitespace(last)
        || column >= LONGEST_LINE + LONGEST_WORD && !Character.isHighSurrogate((char) last);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = read();
      if (c < 0) {
        return count == 0 ? -1 : count;
      }
      target[offset + count] = (char) c;
      count++;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
