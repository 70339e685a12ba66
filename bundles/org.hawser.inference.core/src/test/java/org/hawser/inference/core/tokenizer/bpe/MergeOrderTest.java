package org.hawser.inference.core.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The heap against the definition: lowest rank first, leftmost of equals, one at a time.
class MergeOrderTest {
  @Test
  void mergesInTheDefinedOrder() {
    long seed = System.nanoTime();
    System.out.println("Seed of the merge order: " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      MergeTable table = table(random);
      int[] word = random.ints(random.nextInt(40), 0, 4).toArray();
      assertThat(merged(table, word)).isEqualTo(defined(table, word));
    }
  }

  /// Ranks repeat, as scores of SentencePiece vocabularies do.
  private static MergeTable table(Random random) {
    MergeTable table = new MergeTable();
    for (int merged = 4; merged < 20; merged++) {
      table.add(random.nextInt(merged), random.nextInt(merged), random.nextInt(10), merged);
    }
    return table;
  }

  private static List<Integer> merged(MergeTable table, int[] word) {
    Symbols symbols = new Symbols();
    for (int i = 0; i < word.length; i++) {
      symbols.add(word[i], i, i + 1);
    }
    List<Integer> ids = new ArrayList<>();
    int[] covered = {0};
    symbols.merge(
        table,
        (id, start, end) -> {
          assertThat(start).isEqualTo(covered[0]);
          covered[0] = end;
          ids.add(id);
        });
    assertThat(covered[0]).isEqualTo(word.length);
    return ids;
  }

  private static List<Integer> defined(MergeTable table, int[] word) {
    List<Integer> ids = new ArrayList<>();
    for (int id : word) {
      ids.add(id);
    }
    int best;
    do {
      best = -1;
      for (int i = 0; i + 1 < ids.size(); i++) {
        long found = table.find(ids.get(i), ids.get(i + 1));
        if (found >= 0 && (best < 0 || found >>> 32 < rank(table, ids, best))) {
          best = i;
        }
      }
      if (best >= 0) {
        int merged = (int) table.find(ids.get(best), ids.get(best + 1));
        ids.remove(best + 1);
        ids.set(best, merged);
      }
    } while (best >= 0);
    return ids;
  }

  private static long rank(MergeTable table, List<Integer> ids, int at) {
    return table.find(ids.get(at), ids.get(at + 1)) >>> 32;
  }
}
