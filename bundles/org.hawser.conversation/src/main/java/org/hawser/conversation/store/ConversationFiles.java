package org.hawser.conversation.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.api.assistant.Reply;

/// A folder for each conversation: `conversation.json` with titles, settings and questions, and a
/// file for each reply. A reply is there before the conversation names it. Callers see to it that
/// one conversation is not changed by two threads.
public final class ConversationFiles {
  private static final String RECORD = "conversation.json";
  private static final String REPLY = ".reply.json";
  private static final String GOING = ".deleted";

  private final Path root;
  private final RecordJson json;

  public ConversationFiles(Path root, RecordJson json) throws IOException {
    this.root = Files.createDirectories(root);
    this.json = json;
  }

  /// Everything there is. Finishes what a killed process left half done; what is damaged is set
  /// aside with a warning.
  public List<StoredConversation> load() throws IOException {
    List<StoredConversation> all = new ArrayList<>();
    for (Path folder : Folders.list(root)) {
      String name = folder.getFileName().toString();
      if (name.endsWith(GOING) || name.endsWith(SealedFile.UNFINISHED)) {
        Folders.delete(folder);
      } else if (Files.isDirectory(folder) && !name.contains(".")) {
        loadInto(all, folder);
      }
    }
    return all;
  }

  private void loadInto(List<StoredConversation> all, Path folder) throws IOException {
    try {
      StoredConversation stored = json.read(folder.resolve(RECORD), StoredConversation.class);
      if (!stored.id().equals(folder.getFileName().toString())) {
        throw new DamagedFileException(RECORD + " is of conversation " + stored.id(), null);
      }
      sweep(folder, stored);
      all.add(stored);
    } catch (NoSuchFileException e) {
      Folders.setAside(folder, RECORD + " is missing");
    } catch (DamagedFileException e) {
      Folders.setAside(folder, e.getMessage());
    }
  }

  /// A reply the conversation does not name was never acknowledged, or has been replaced.
  private static void sweep(Path folder, StoredConversation stored) throws IOException {
    Set<String> known =
        stored.replies().map(id -> id + REPLY).collect(Collectors.toCollection(HashSet::new));
    for (Path file : Folders.list(folder)) {
      String name = file.getFileName().toString();
      boolean unknown = name.endsWith(REPLY) && !known.contains(name);
      if (unknown || name.endsWith(SealedFile.UNFINISHED)) {
        Files.delete(file);
      }
    }
  }

  /// Makes the folder of a new conversation, which appears whole.
  public void create(StoredConversation stored) throws IOException {
    Path beside = root.resolve(Ids.requireSafe(stored.id()) + SealedFile.UNFINISHED);
    Files.createDirectory(beside);
    json.write(beside.resolve(RECORD), stored);
    Files.move(beside, folder(stored.id()), StandardCopyOption.ATOMIC_MOVE);
    SealedFile.syncFolder(root);
  }

  /// Replaces what is known of a conversation.
  public void write(StoredConversation stored) throws IOException {
    json.write(folder(stored.id()).resolve(RECORD), stored);
  }

  /// Keeps a reply; the conversation names it afterwards.
  public void write(String id, Reply reply) throws IOException {
    json.write(reply(id, reply.id()), reply);
  }

  /// @throws DamagedFileException when the file has gone or holds no reply; it was set aside
  ///     then,
  ///     and the message names it
  public Reply read(String id, String replyId) throws IOException {
    Path file = reply(id, replyId);
    try {
      return json.read(file, Reply.class);
    } catch (DamagedFileException e) {
      String aside = Folders.setAside(file, e.getMessage());
      throw new DamagedFileException(
          "A reply's file is damaged and was set aside as "
              + id
              + "/"
              + aside
              + ": have the question answered again.",
          e);
    } catch (NoSuchFileException e) {
      throw new DamagedFileException(
          "The file of a reply, "
              + id
              + "/"
              + file.getFileName()
              + ", has gone: have the question answered again.",
          e);
    }
  }

  /// Deletes replies no conversation names any more.
  public void delete(String id, Set<String> replyIds) throws IOException {
    for (String replyId : replyIds) {
      Files.deleteIfExists(reply(id, replyId));
    }
  }

  /// Deletes a conversation; after a crash it is there whole or gone.
  public void delete(String id) throws IOException {
    Path going = root.resolve(id + GOING);
    Files.move(folder(id), going, StandardCopyOption.ATOMIC_MOVE);
    SealedFile.syncFolder(root);
    Folders.delete(going);
  }

  private Path folder(String id) {
    return root.resolve(id);
  }

  private Path reply(String id, String replyId) {
    return folder(id).resolve(Ids.requireSafe(replyId) + REPLY);
  }
}
