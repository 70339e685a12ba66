/// Language models: what is loaded, and sessions that turn tokens into logits.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.hawser.inference.api.model;
