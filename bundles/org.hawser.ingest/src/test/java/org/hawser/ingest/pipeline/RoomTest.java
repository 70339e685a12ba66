package org.hawser.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.hawser.testkit.Await;
import org.junit.jupiter.api.Test;

class RoomTest {
  @Test
  void aTextWaitsForRoomAndOneLongerThanAllOfItGetsAll() throws InterruptedException {
    Room room = new Room();
    String huge = "x".repeat(Room.CHARACTERS + 1);
    room.take(huge);
    Thread next =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    room.take("small");
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    Await.until("it waits", () -> next.getState() == Thread.State.WAITING);
    room.giveBack(huge);
    next.join();
    assertThat(next.getState()).isEqualTo(Thread.State.TERMINATED);
  }
}
