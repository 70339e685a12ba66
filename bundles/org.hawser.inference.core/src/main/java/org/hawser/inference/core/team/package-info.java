/// The threads the core computes on, working on one job together.
package org.hawser.inference.core.team;
