/// Chat templates: the Jinja text a model brings, rendered with Jinjava. Templates come from
/// anywhere, so they see only plain data: properties and methods are looked up in a short list
/// ([org.hawser.inference.core.chat.TemplateObjects]) and never by Java reflection, nothing can be
/// included from files, and steps, loops and output are bounded. What people wrote reaches the
/// tokenizer disarmed, so that no message can end its own turn.
package org.hawser.inference.core.chat;
