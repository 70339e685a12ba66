package org.hawser.connector.files;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the files connector.
@ObjectClassDefinition(
    name = "Hawser files connector",
    description = "Reads folders of this machine, including mounted shares.")
@interface FilesConfiguration {
  @AttributeDefinition(
      name = "Allowed roots",
      description =
          "Absolute folders that sources must lie in. Empty, the default, allows every folder the"
              + " process may read: whoever may add a source can then read all of them, so set this"
              + " where that is not the machine's owner.")
  String[] roots() default {};

  @AttributeDefinition(
      name = "Ignored names",
      description =
          "File and folder names that are not listed, as glob patterns; names beginning with a dot"
              + " never are. Default ~$*, *.tmp, *.part, *.crdownload, Thumbs.db, desktop.ini.")
  String[] ignore() default {"~$*", "*.tmp", "*.part", "*.crdownload", "Thumbs.db", "desktop.ini"};

  @AttributeDefinition(
      name = "Follow symbolic links",
      description =
          "Whether links inside a source are followed; one that leads out of the source never is."
              + " Default false.")
  boolean follow_links() default false;

  @AttributeDefinition(
      name = "Largest file",
      description =
          "Larger files are listed with the reason and not read, in megabytes, 1..10240. Default"
              + " 200.")
  int max_megabytes() default 200;

  @AttributeDefinition(
      name = "Poll interval",
      description =
          "A watched source is also compared this often, for file systems that do not report"
              + " changes, in minutes, 1..1440. Default 10.")
  int poll_minutes() default 10;
}
