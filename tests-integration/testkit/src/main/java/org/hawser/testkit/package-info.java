/// Contract tests, one per SPI: an implementation extends the contract and inherits its tests.
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.hawser.testkit;
