/// Context strategies: how a model reaches beyond the window it was trained for. A strategy
/// turns one immutable [AttentionPlan] into another; the core carries plans out.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.hawser.inference.api.context;
