package org.hawser.extract.tika.protocol;

/// One heading of a heading path; paths share their outer part.
///
/// @param parent index of the heading above, smaller than this node's own index; -1 at the top
public record PathNode(int parent, String name) {}
