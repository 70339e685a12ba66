package org.hawser.conversation.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.conversation.Judgement;

/// What readers thought of replies, a file each. Safe from any thread.
public final class JudgementFiles {
  private static final String ENDING = ".json";

  private final Path root;
  private final RecordJson json;
  private final Map<String, Judgement> byReply = new ConcurrentHashMap<>();

  public JudgementFiles(Path root, RecordJson json) throws IOException {
    this.root = Files.createDirectories(root);
    this.json = json;
    for (Path file : Folders.list(root)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SealedFile.UNFINISHED)) {
        Files.delete(file);
      } else if (name.endsWith(ENDING)) {
        load(file);
      }
    }
  }

  private void load(Path file) throws IOException {
    try {
      Judgement judgement = json.read(file, Judgement.class);
      byReply.put(judgement.replyId(), judgement);
    } catch (DamagedFileException e) {
      Folders.setAside(file, e.getMessage());
    }
  }

  /// Replaces what was thought of the reply before.
  public synchronized void write(Judgement judgement) throws IOException {
    json.write(file(judgement.replyId()), judgement);
    byReply.put(judgement.replyId(), judgement);
  }

  public synchronized void delete(String replyId) throws IOException {
    if (byReply.remove(replyId) != null) {
      Files.deleteIfExists(file(replyId));
    }
  }

  public boolean contains(String replyId) {
    return byReply.containsKey(replyId);
  }

  public Optional<Judgement> find(String replyId) {
    return Optional.ofNullable(byReply.get(replyId));
  }

  /// The newest first.
  public List<Judgement> list(int offset, int limit) {
    return byReply.values().stream()
        .sorted(Comparator.comparing(Judgement::given).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private Path file(String replyId) {
    return root.resolve(Ids.requireSafe(replyId) + ENDING);
  }
}
