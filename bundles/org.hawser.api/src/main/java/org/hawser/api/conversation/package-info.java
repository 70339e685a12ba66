/// Conversations, kept for good.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.hawser.api.conversation;
