/// Reading bytes into structured text; implemented by extractor bundles.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.hawser.api.extract;
