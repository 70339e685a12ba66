/// Prompt strategies: how sources become prompts and prompts become one answer.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.hawser.api.prompt;
