/// The element types of ggml and how their blocks become float32. A type groups the elements of a
/// row into blocks of 1, 32 or 256 and stores each block in a fixed number of bytes
/// ([org.hawser.inference.core.quant.GgmlType] is the table); one small class per family holds the
/// exact formulas. Everything is little-endian and read at any alignment, so blocks can be taken
/// straight out of a memory-mapped file.
package org.hawser.inference.core.quant;
