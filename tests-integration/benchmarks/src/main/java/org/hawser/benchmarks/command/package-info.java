/// The `bench` command of the launcher.
package org.hawser.benchmarks.command;
