package org.hawser.extract.tika.worker;

import java.util.ArrayList;
import java.util.List;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// What could not be read, one sentence each; beyond a bound only counted.
final class Notes {
  private final List<String> sentences = new ArrayList<>();
  private int more;
  private int imagesWithoutText;
  private int beyondCount;

  void add(String sentence) {
    if (sentences.size() < WorkerLimits.MAX_NOTES) {
      sentences.add(sentence);
    } else {
      more++;
    }
  }

  /// A sentence about the file itself, never crowded out by those about files within it.
  void addFirst(String sentence) {
    sentences.addFirst(sentence);
  }

  void imageWithoutText() {
    imagesWithoutText++;
  }

  void beyondCount() {
    beyondCount++;
  }

  int imagesWithoutText() {
    return imagesWithoutText;
  }

  /// The first sentence, empty when there is none.
  String first() {
    return sentences.isEmpty() ? "" : sentences.getFirst();
  }

  List<String> sentences(WorkerLimits limits) {
    List<String> all = new ArrayList<>(sentences);
    if (more > 0) {
      all.add(more + " more embedded files could not be read.");
    }
    if (beyondCount > 0) {
      all.add(
          beyondCount
              + (beyondCount == 1 ? " embedded file" : " embedded files")
              + " beyond the limit of "
              + limits.maxEntries()
              + " were not read; raise maxEntries to read them.");
    }
    if (imagesWithoutText > 0 && !limits.ocr()) {
      all.add(
          imagesWithoutText
              + (imagesWithoutText == 1 ? " image was" : " images were")
              + " not read because text recognition is off; install Tesseract to read images.");
    }
    return all;
  }
}
