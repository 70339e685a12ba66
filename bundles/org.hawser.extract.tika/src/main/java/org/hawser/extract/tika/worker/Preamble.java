package org.hawser.extract.tika.worker;

import java.util.Arrays;
import java.util.StringJoiner;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.hawser.extract.tika.protocol.BlockKind;
import org.xml.sax.SAXException;

/// What stands before the body of a mail: its subject as heading and who wrote to whom, when. Tika
/// keeps these in the metadata only, which is complete when the first text arrives.
final class Preamble {
  private static final int MOST_RECIPIENTS = 50;

  private final Metadata metadata;
  private boolean due;

  Preamble(String mediaType, Metadata metadata) {
    this.metadata = metadata;
    this.due = mediaType.equals("message/rfc822");
  }

  void writeOnce(DocumentText text) throws SAXException {
    if (!due) {
      return;
    }
    due = false;
    String subject = metadata.get(TikaCoreProperties.SUBJECT);
    text.heading(1, 0, subject == null ? titleOrNothing() : subject);
    StringJoiner lines = new StringJoiner("\n");
    add(lines, "From", metadata.getValues(Message.MESSAGE_FROM));
    add(lines, "To", metadata.getValues(Message.MESSAGE_TO));
    add(lines, "Cc", metadata.getValues(Message.MESSAGE_CC));
    add(lines, "Date", metadata.getValues(TikaCoreProperties.CREATED.getName()));
    text.block(BlockKind.PARAGRAPH, 0, lines.toString());
  }

  private String titleOrNothing() {
    String title = metadata.get(TikaCoreProperties.TITLE);
    return title == null ? "" : title;
  }

  private static void add(StringJoiner lines, String label, String[] values) {
    if (values.length == 0) {
      return;
    }
    String shown = String.join(", ", Arrays.asList(values).subList(0, shownCount(values)));
    int more = values.length - shownCount(values);
    lines.add(label + ": " + Lines.oneLine(shown) + (more > 0 ? " and " + more + " more" : ""));
  }

  private static int shownCount(String[] values) {
    return Math.min(MOST_RECIPIENTS, values.length);
  }
}
