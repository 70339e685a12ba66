package org.hawser.conversation.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hawser.api.assistant.Reply;

/// Replies asked outside of conversations, a file each. Of those nobody judged only the newest
/// are
/// kept. Safe from any thread.
public final class LooseReplies {
  private static final String ENDING = ".json";

  private final Path root;
  private final RecordJson json;
  private final int most;
  private final Predicate<String> judged;
  private final Set<String> ids = new LinkedHashSet<>();

  /// @param most replies kept
  /// @param judged whether somebody judged a reply
  public LooseReplies(Path root, RecordJson json, int most, Predicate<String> judged)
      throws IOException {
    this.root = Files.createDirectories(root);
    this.json = json;
    this.most = most;
    this.judged = judged;
    load();
  }

  private void load() throws IOException {
    Map<Path, Long> written = new HashMap<>();
    for (Path file : Folders.list(root)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SealedFile.UNFINISHED)) {
        Files.delete(file);
      } else if (name.endsWith(ENDING)) {
        written.put(file, Files.getLastModifiedTime(file).toMillis());
      }
    }
    List<Path> oldestFirst =
        written.keySet().stream().sorted(Comparator.comparingLong(written::get)).toList();
    oldestFirst.forEach(file -> ids.add(file.getFileName().toString().replace(ENDING, "")));
  }

  /// Keeps a reply, and lets go of the oldest when there are too many.
  public synchronized void keep(Reply reply) throws IOException {
    json.write(file(reply.id()), reply);
    ids.add(reply.id());
    Iterator<String> oldest = ids.iterator();
    while (ids.size() > most && oldest.hasNext()) {
      String id = oldest.next();
      if (!judged.test(id) && !id.equals(reply.id())) {
        oldest.remove();
        Files.deleteIfExists(file(id));
      }
    }
  }

  public synchronized boolean contains(String replyId) {
    return ids.contains(replyId);
  }

  /// @return empty when there is none, or its file is damaged, which is set aside
  public synchronized Optional<Reply> find(String replyId) throws IOException {
    if (!ids.contains(replyId)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.read(file(replyId), Reply.class));
    } catch (DamagedFileException e) {
      ids.remove(replyId);
      Folders.setAside(file(replyId), e.getMessage());
      return Optional.empty();
    } catch (NoSuchFileException e) {
      ids.remove(replyId);
      return Optional.empty();
    }
  }

  private Path file(String replyId) {
    return root.resolve(Ids.requireSafe(replyId) + ENDING);
  }
}
