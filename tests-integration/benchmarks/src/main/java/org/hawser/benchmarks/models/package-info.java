/// Speed, memory and accuracy of language models, and llama.cpp beside them.
package org.hawser.benchmarks.models;
