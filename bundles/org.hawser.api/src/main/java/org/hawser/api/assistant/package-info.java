/// Answers of a language model beside those picked from the documents: asked for, written while
/// one listens, checked against what they cite, and told how they were made.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.hawser.api.assistant;
