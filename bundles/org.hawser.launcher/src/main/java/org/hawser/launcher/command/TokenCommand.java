package org.hawser.launcher.command;

import java.util.concurrent.Callable;
import org.hawser.launcher.home.AccessTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hawser token`: replaces the admin token, for when it was lost or has leaked.
@Command(
    name = "token",
    description = "Makes a new admin token and prints it; the old one stops working at once.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
  @Mixin private DataOption data;

  @Override
  public Integer call() {
    System.out.println(new AccessTokens(data.directory().create()).newAdminToken());
    return 0;
  }
}
