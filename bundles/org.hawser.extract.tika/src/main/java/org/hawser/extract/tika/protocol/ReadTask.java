package org.hawser.extract.tika.protocol;

/// One file to read.
///
/// @param path absolute path
/// @param name original file name
public record ReadTask(String path, String name) {}
