/// Measuring answers; run by `hawser bench answers FILE`.
package org.hawser.benchmarks.answers;
