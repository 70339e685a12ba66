package org.hawser.launcher.container;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hawser.launcher.UserError;
import org.hawser.launcher.container.FeatureFiles.PlannedBundle;
import org.hawser.launcher.home.Installation;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.ServiceTracker;

/// The OSGi framework with the product's bundles in it.
public final class Container implements AutoCloseable {
  private static final int LAST_START_LEVEL = 30;
  private static final long STOP_MILLIS = 20_000;
  private static final long COMMAND_MILLIS = 60_000;

  private final Framework framework;
  private List<Bundle> bundles = List.of();

  private Container(Framework framework) {
    this.framework = framework;
  }

  /// Starts the framework and the bundles that answer requests: those up to the beginning start
  /// level of the framework properties. [#startRest] starts the others.
  ///
  /// @throws UserError when a bundle is missing, does not resolve or does not start
  public static Container start(Installation installation, ContainerSettings settings) {
    List<PlannedBundle> planned = new FeatureFiles(installation).bundles(settings.features());
    FrameworkFactory factory =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No framework on the class path"));
    Framework framework = factory.newFramework(settings.frameworkProperties(installation));
    Container container = new Container(framework);
    try {
      framework.init();
      container.bundles = container.install(planned);
      container.startFirst();
      return container;
    } catch (BundleException | InterruptedException e) {
      container.close();
      throw new UserError("The container does not start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /// Brings the framework's persistent bundles in line with the features: bundles of an earlier
  /// version go, rebuilt ones are read again, the administrator's own stay.
  private List<Bundle> install(List<PlannedBundle> planned) throws BundleException {
    BundleContext context = framework.getBundleContext();
    Map<String, PlannedBundle> byLocation = new HashMap<>();
    planned.forEach(p -> byLocation.put(p.location(), p));
    for (Bundle old : context.getBundles()) {
      if (old.getLocation().startsWith("reference:")
          && !byLocation.containsKey(old.getLocation())) {
        old.uninstall();
      }
    }
    List<Bundle> bundles = new ArrayList<>();
    for (PlannedBundle plan : planned) {
      Bundle bundle = context.getBundle(plan.location());
      if (bundle == null) {
        bundle = context.installBundle(plan.location());
      } else if (lastModified(plan) > bundle.getLastModified()) {
        bundle.update();
      }
      bundle.adapt(BundleStartLevel.class).setStartLevel(plan.startLevel());
      bundles.add(bundle);
    }
    return bundles;
  }

  private static long lastModified(PlannedBundle plan) {
    try {
      return Files.getLastModifiedTime(plan.jar()).toMillis();
    } catch (IOException e) {
      throw new UserError("Cannot read " + plan.jar() + " (" + e.getMessage() + ").", e);
    }
  }

  private void startFirst() throws BundleException, InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    framework
        .getBundleContext()
        .addFrameworkListener(
            event -> {
              if (event.getType() == FrameworkEvent.STARTED) {
                started.countDown();
              }
            });
    for (Bundle bundle : bundles) {
      if (!isFragment(bundle)) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    }
    framework.start();
    started.await();
    requireStarted();
  }

  /// Starts, in the background, the bundles that load a model or a native library.
  ///
  /// @return completes when they have started, with a [UserError] when one does not
  public CompletableFuture<Void> startRest() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    framework
        .adapt(FrameworkStartLevel.class)
        .setStartLevel(
            LAST_START_LEVEL,
            event -> {
              if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                done.completeAsync(this::requireStarted);
              }
            });
    return done;
  }

  /// All bundles whose start level has been reached must run.
  private Void requireStarted() {
    int reached = framework.adapt(FrameworkStartLevel.class).getStartLevel();
    String failed =
        bundles.stream()
            .filter(b -> !isFragment(b))
            .filter(b -> b.adapt(BundleStartLevel.class).getStartLevel() <= reached)
            .filter(b -> (b.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0)
            .map(Container::whyNotStarted)
            .collect(Collectors.joining("; "));
    if (!failed.isEmpty()) {
      throw new UserError("These bundles do not start: " + failed);
    }
    return null;
  }

  private static boolean isFragment(Bundle bundle) {
    // Not its headers: for them the framework reads the bundle's translations, at every start.
    BundleRevision revision = bundle.adapt(BundleRevision.class); // null once it is uninstalled
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  private static String whyNotStarted(Bundle bundle) {
    try {
      bundle.start();
      return bundle.getSymbolicName();
    } catch (BundleException e) {
      return bundle.getSymbolicName() + " (" + e.getMessage() + ")";
    }
  }

  /// Calls a command that a bundle offers to the launcher: a `java.util.function.Function` service
  /// from a list of words to JSON text, with the property `hawser.command`. Only JDK types cross
  /// the border between the launcher and the framework. Waits for it, as it may need parts that
  /// load in the background.
  ///
  /// @throws UserError when no bundle offers it in time
  @SuppressWarnings("unchecked") // the property is the contract
  public String call(String command, List<String> words) {
    return use(Function.class, command, service -> (String) service.apply(words));
  }

  /// Calls a command that tells lines of text while it works: a `java.util.function.BiFunction`
  /// service from a list of words and a consumer of lines to JSON text.
  ///
  /// @throws UserError when no bundle offers it in time
  @SuppressWarnings("unchecked") // the property is the contract
  public String call(String command, List<String> words, Consumer<String> lines) {
    return use(BiFunction.class, command, service -> (String) service.apply(words, lines));
  }

  private <S> String use(Class<S> type, String command, Function<S, String> work) {
    BundleContext context = framework.getBundleContext();
    try {
      Filter filter =
          context.createFilter(
              "(&(objectClass=" + type.getName() + ")(hawser.command=" + command + "))");
      ServiceTracker<S, S> tracker = new ServiceTracker<>(context, filter, null);
      tracker.open();
      try {
        S service = tracker.waitForService(COMMAND_MILLIS);
        if (service == null) {
          throw new UserError("This installation has no command '" + command + "' that is ready.");
        }
        return work.apply(service);
      } finally {
        tracker.close();
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("Not a command name: " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted.", e);
    }
  }

  /// Waits until something stops the framework.
  public void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  /// Stops every bundle and the framework; returns when it is down.
  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      throw new IllegalStateException("The framework does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
