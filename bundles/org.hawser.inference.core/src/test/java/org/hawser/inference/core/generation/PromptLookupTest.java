package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptLookupTest {
  private final PromptLookup lookup = new PromptLookup(99);

  @Test
  void goesOnAsTheLatestLongestCopyDid() {
    TokenSequence sequence =
        new TokenSequence(new int[] {1, 2, 3, 10, 11, 2, 3, 20, 21, 1, 2, 3, 30, 31, 9, 1, 2, 3});
    assertThat(lookup.draft(sequence, 3)).containsExactly(30, 31, 9);
    assertThat(lookup.draft(sequence, 0)).isEmpty();
    sequence.add(10);
    assertThat(lookup.draft(sequence, 2)).containsExactly(11, 2);
  }

  @Test
  void oneTokenIsNoCopy() {
    assertThat(lookup.draft(new TokenSequence(new int[] {5, 6, 7, 8, 5}), 9)).isEmpty();
    assertThat(lookup.draft(new TokenSequence(new int[] {5}), 9)).isEmpty();
  }

  @Test
  void repetitionGoesOn() {
    assertThat(lookup.draft(new TokenSequence(new int[] {7, 8, 9, 7, 8, 9}), 7))
        .containsExactly(7, 8, 9, 7, 8, 9, 7);
  }

  @Test
  void guessesGrowWhileRightAndShrinkWhenWrong() {
    TokenSequence sequence =
        new TokenSequence(new int[] {7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7, 8});
    assertThat(lookup.draft(sequence, 99)).hasSize(8);
    lookup.report(8, 8);
    assertThat(lookup.draft(sequence, 99)).hasSize(PromptLookup.MOST);
    lookup.report(15, 3);
    assertThat(lookup.draft(sequence, 99)).hasSize(4);
    lookup.report(4, 0);
    assertThat(lookup.draft(sequence, 99)).hasSize(2);
  }

  @Test
  void repeatedFailuresAskForLongerCopies() {
    TokenSequence sequence = new TokenSequence(new int[] {1, 2, 3, 9, 2, 3});
    assertThat(lookup.draft(sequence, 9)).isNotEmpty();
    lookup.report(2, 0);
    lookup.report(2, 0);
    assertThat(lookup.draft(sequence, 9)).isEmpty();
    lookup.report(2, 1);
    assertThat(lookup.draft(sequence, 9)).isNotEmpty();
  }

  @Test
  void guessesAreNeverLongerThanAllowed() {
    TokenSequence sequence = new TokenSequence(new int[] {7, 8, 7, 8, 7, 8, 7, 8});
    PromptLookup few = new PromptLookup(3);
    assertThat(few.draft(sequence, 99)).hasSize(3);
    few.report(3, 3);
    assertThat(few.draft(sequence, 99)).hasSize(3);
    few.report(3, 0);
    assertThat(few.draft(sequence, 1)).hasSize(1);
    assertThat(new PromptLookup(0).draft(sequence, 99)).isEmpty();
  }

  @Test
  void manyAnswersShareTheCheapRows() {
    assertThat(PromptLookup.share(1)).isEqualTo(PromptLookup.MOST);
    assertThat(PromptLookup.share(4)).isEqualTo(3);
    assertThat(PromptLookup.share(9)).isZero();
  }
}
