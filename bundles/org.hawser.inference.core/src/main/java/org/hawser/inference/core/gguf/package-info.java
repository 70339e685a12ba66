/// GGUF model files, versions 2 and 3, read and written. Files are memory-mapped and their headers
/// taken as hostile: every count, size, offset, type and name is checked before it is used, strings
/// and arrays stay in the file until somebody asks for them, and a fault is one sentence naming the
/// file ([org.hawser.inference.core.model.ModelFormatException]). The writer makes random-weight
/// models for benchmarks.
package org.hawser.inference.core.gguf;
