/// How good answers are, measured on questions whose answers are known.
package org.hawser.launcher.evaluation;
