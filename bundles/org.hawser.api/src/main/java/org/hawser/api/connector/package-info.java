/// Listing and reading a source system; implemented by connector bundles.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.hawser.api.connector;
