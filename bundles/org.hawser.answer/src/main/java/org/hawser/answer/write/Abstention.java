package org.hawser.answer.write;

import java.util.regex.Pattern;

/// Tells an answer that says there is none.
public final class Abstention {
  private static final int LONGEST = 300;

  private static final Pattern SAID =
      Pattern.compile(
          "not found in the documents?"
              + "|(?:sources?|documents?|text|context|excerpts?) (?:do|does)(?: not|n['’]t)"
              + " (?:\\w+ ){0,2}(?:contain|mention|answer|provide|say|state|specify|include)"
              + "|\\bI (?:do not|don['’]t) know"
              + "|(?:no|not enough|insufficient) (?:information|answer|mention)"
              + "(?: (?:about|on|of|in|to|is|was|are|regarding|concerning|that|available)\\b|[.!]|$)"
              + "|(?:cannot|can['’]t|could not|couldn['’]t|unable to) (?:find|answer|determine)"
              + "|(?:is|are)(?: not|n['’]t) (?:mentioned|stated|specified|provided|given)"
              + " (?:in|by) (?:the|these|those|any|your) "
              + "|(?:is|are)(?: not|n['’]t) (?:mentioned|stated|specified)\\s*(?:[.!]|$)"
              + "|(?:nicht|keine \\p{L}+) (?:in den \\p{L}+ )?(?:gefunden|enthalten|angegeben|erwähnt)"
              + "|(?:pas|aucune information) (?:\\p{L}+ ){0,3}(?:trouvée?|mentionnée?|documents?)"
              + "|no (?:se )?(?:encuentra|menciona|encontrado)"
              + "|non (?:è |sono |si )?(?:trovat[oa]|menzionat[oa]|presente)"
              + "|niet (?:gevonden|vermeld)|não (?:foi )?(?:encontrad[oa]|mencionad[oa])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Abstention() {}

  /// Whether an answer without citations is one. A cited sentence is a statement, whatever it says.
  public static boolean isOne(String text, boolean cites) {
    return !cites && text.length() <= LONGEST && SAID.matcher(text).find();
  }
}
