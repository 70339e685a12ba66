package org.hawser.inference.core.tokenizer;

import java.util.Map;
import org.hawser.inference.core.model.ModelFormatException;

/// What a WordPiece model knows.
///
/// @param ids token id by piece
/// @param maxInputCharsPerWord longer words become the unknown token
record WordPieceVocabulary(
    Map<String, Integer> ids,
    String unknownToken,
    String classifierToken,
    String separatorToken,
    String continuingSubwordPrefix,
    int maxInputCharsPerWord) {

  int id(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new ModelFormatException(
          "The vocabulary has no token " + token + ": use the tokenizer files of a BERT model.");
    }
    return id;
  }
}
