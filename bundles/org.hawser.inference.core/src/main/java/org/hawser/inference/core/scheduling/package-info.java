/// Many sequences in one model at once: their next rows are computed together, step by step.
package org.hawser.inference.core.scheduling;
