package org.hawser.answer.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.hawser.api.assistant.OverloadedException;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.Test;

class ManyRepliesTest {
  @Test
  void fiftyAtOnceAreBoundedAndEachKnowsItsPlace() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Product product = new Product(Map.of("repliesAtOnce", 2, "repliesWaiting", 10));
    product.document("a.txt", "The harbour master is Ines Carvalho.");
    product.assistant.bindPrompt(new OnePrompt());
    product.model(new ScriptedModel(2_000, _ -> waited(go), _ -> null));
    List<ReplyEvent> events = new CopyOnWriteArrayList<>();
    List<PendingReply> taken = new ArrayList<>();
    List<Integer> refused = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      try {
        taken.add(
            product.assistant.ask(Product.inquiry("Who is the harbour master?"), events::add));
      } catch (OverloadedException e) {
        refused.add(e.position());
      }
    }
    assertThat(taken).hasSize(12);
    assertThat(refused).hasSize(38).containsOnly(11);
    Await.until("all wait", () -> events.contains(new ReplyEvent.Queued(10)));
    taken.get(5).cancel();
    go.countDown();
    for (PendingReply reply : taken) {
      assertThat(reply.result().extract().found()).isTrue();
    }
    assertThat(events).contains(new ReplyEvent.Queued(1));
    assertThat(product.models.leases).hasValue(0);
    assertThat(product.assistant.ask(Product.inquiry("harbour?"), events::add).result())
        .isNotNull();
  }

  private static String waited(CountDownLatch go) {
    try {
      go.await();
      return "Ines Carvalho [1].";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
