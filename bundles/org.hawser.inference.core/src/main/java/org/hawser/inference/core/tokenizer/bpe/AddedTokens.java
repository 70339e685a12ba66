package org.hawser.inference.core.tokenizer.bpe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds added tokens in text: the leftmost, of those the longest.
final class AddedTokens {
  /// A noncharacter put inside the spelling of a marker, so that it is none any more.
  private static final String GUARD = "\uFDD0";

  private final Map<Character, List<AddedToken>> byFirst = new HashMap<>();

  AddedTokens(List<AddedToken> tokens) {
    Map<Character, List<AddedToken>> groups = new TreeMap<>();
    for (AddedToken token : tokens) {
      if (!token.text().isEmpty()) {
        groups.computeIfAbsent(token.text().charAt(0), c -> new ArrayList<>()).add(token);
      }
    }
    Comparator<AddedToken> longestFirst =
        Comparator.comparingInt((AddedToken token) -> token.text().length()).reversed();
    groups.forEach((first, group) -> byFirst.put(first, sorted(group, longestFirst)));
  }

  private static List<AddedToken> sorted(List<AddedToken> group, Comparator<AddedToken> order) {
    return group.stream().sorted(order).toList();
  }

  /// Passes on added tokens and the text between them, in order.
  void split(String text, boolean markers, Parts parts) {
    int begun = 0;
    int at = 0;
    while (at < text.length() && !byFirst.isEmpty()) {
      AddedToken found = at(text, at, markers);
      if (found == null) {
        at++;
        continue;
      }
      int start = found.takesSpaceBefore() ? spaceBefore(text, at, begun) : at;
      int end = at + found.text().length();
      end = found.takesSpaceAfter() ? spaceAfter(text, end) : end;
      if (begun < start) {
        parts.text(begun, start);
      }
      parts.token(found.id(), start, end);
      begun = end;
      at = end;
    }
    if (begun < text.length()) {
      parts.text(begun, text.length());
    }
  }

  /// The text with every marker in it disarmed.
  String literal(String text) {
    String clean = text.replace(GUARD, "\uFFFD");
    StringBuilder guarded = new StringBuilder(clean.length());
    for (int at = 0; at < clean.length(); at++) {
      guarded.append(clean.charAt(at));
      if (marksAt(clean, at)) {
        guarded.append(GUARD);
      }
    }
    return guarded.toString();
  }

  /// The text without what [#literal(String)] put in.
  static AlignedText withoutGuards(AlignedText text) {
    return text.replace(GUARD, "");
  }

  private boolean marksAt(String text, int at) {
    for (AddedToken token : byFirst.getOrDefault(text.charAt(at), List.of())) {
      if (token.special() && text.startsWith(token.text(), at)) {
        return true;
      }
    }
    return false;
  }

  private AddedToken at(String text, int at, boolean markers) {
    for (AddedToken token : byFirst.getOrDefault(text.charAt(at), List.of())) {
      if ((markers || !token.special()) && text.startsWith(token.text(), at)) {
        return token;
      }
    }
    return null;
  }

  private static int spaceBefore(String text, int at, int least) {
    int from = at;
    while (from > least && Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    return from;
  }

  private static int spaceAfter(String text, int at) {
    int to = at;
    while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    return to;
  }

  /// Takes the parts of a text.
  interface Parts {
    void token(int id, int from, int to);

    void text(int from, int to);
  }
}
