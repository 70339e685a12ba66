package org.hawser.launcher.command;

import picocli.CommandLine.IVersionProvider;

/// Prints the version the jar was built as.
public final class ProductVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "Hawser " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
    };
  }
}
