package org.hawser.extract.tika;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
    name = "Hawser extraction",
    description = "Reads files into text in separate, limited processes.")
@interface TikaExtractorConfiguration {
  @AttributeDefinition(
      description = "Parser processes, and so files read at the same time. 1 to 16. Default 1.")
  int workers() default 1;

  @AttributeDefinition(
      description =
          "Seconds after which the first parser process is started although no file has come yet; a"
              + " file starts it at once. 0 to 86400. Default 5.")
  int startAfterSeconds() default 5;

  @AttributeDefinition(description = "Heap of one parser process in MB. 64 to 65536. Default 512.")
  int workerHeapMegabytes() default 512;

  @AttributeDefinition(
      description = "Longest time one file may take, in seconds. 1 to 86400. Default 60.")
  int deadlineSeconds() default 60;

  @AttributeDefinition(
      description =
          "Files after which a parser process is replaced by a fresh one. 1 to 1000000. Default"
              + " 500.")
  int filesPerWorker() default 500;

  @AttributeDefinition(description = "Largest file that is read, in MB. 1 to 65536. Default 512.")
  int maxFileMegabytes() default 512;

  @AttributeDefinition(
      description =
          "Longest text of one document, in characters; what is cut is noted. 1000 to 100000000."
              + " Default 20000000.")
  int maxCharacters() default 20_000_000;

  @AttributeDefinition(
      description = "Levels of files within files that are read. 1 to 20. Default 5.")
  int maxDepth() default 5;

  @AttributeDefinition(
      description =
          "Files within one file that are read, all levels together. 0 to 1000000. Default 1000.")
  int maxEntries() default 1000;

  @AttributeDefinition(
      description =
          "Size of all files within one file when unpacked, in MB; a file above it is refused. 1 to"
              + " 65536. Default 200.")
  int maxUnpackedMegabytes() default 200;

  @AttributeDefinition(
      description =
          "Text recognition in images and scans: auto uses Tesseract when it is installed, off never"
              + " does. Default auto.")
  String ocr() default "auto";

  @AttributeDefinition(
      description =
          "Tesseract languages, joined by +, for example eng+deu; each must be installed. Default"
              + " eng.")
  String ocrLanguages() default "eng";
}
