package org.hawser.extract.tika.protocol;

/// What the worker answers to one [ReadTask].
public sealed interface Reply permits ReadDocument, Refusal {}
