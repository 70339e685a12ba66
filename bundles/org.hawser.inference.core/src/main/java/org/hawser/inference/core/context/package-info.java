/// Context strategies as the core knows them: found, chosen, checked, kept at arm's length, and
/// made into plans.
package org.hawser.inference.core.context;
