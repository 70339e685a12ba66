/// The models folder: what lies in it, what is loaded, who uses it.
/// [org.hawser.inference.core.library.ModelLibrary] is the service; `ModelFolder` watches the
/// files, `Shelf` keeps what is loaded, `ModelReader` alone knows formats and engines.
package org.hawser.inference.core.library;
