/// Weights of a decoder in the form they are served in: one copy in memory of the core, in a layout
/// that engines multiply with many rows and that loops of this bundle read as a stream for few.
package org.hawser.inference.core.serving;
