/// What a document is once read: identity, text, blocks, chunks and the locators that survive to a
/// citation.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.hawser.api.document;
