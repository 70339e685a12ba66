/// Matrix kernels: the border between the transformer core and native libraries.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package org.hawser.inference.api.kernels;
