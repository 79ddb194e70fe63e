#ifndef BAKHONG_CLIBXML2_H
#define BAKHONG_CLIBXML2_H
// Debian's libxml2 pulls in the headers of ICU, which clash with those inside Foundation. We hand
// the codecs that they describe to nobody.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <dlfcn.h>
#include <stddef.h>

// Loading libxml2 with ICU behind it takes longer than reading a form, and hardly a file needs it:
// it is loaded by the first that does. Headers give the types; scripts/pkgconfig keeps it from
// being linked.
static inline void *bakhong_xml_library(void) {
  static void *library;
  if (library == NULL) library = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
  return library;
}

static inline int bakhong_xml_is_there(void) { return bakhong_xml_library() != NULL; }

// A function of libxml2 by its name, with the type that its header gives it.
#define BAKHONG_XML(name) ((__typeof__(&name))dlsym(bakhong_xml_library(), #name))

static inline xmlParserCtxtPtr bakhong_xml_new_context(void) {
  return BAKHONG_XML(xmlNewParserCtxt)();
}
static inline void bakhong_xml_free_context(xmlParserCtxtPtr context) {
  BAKHONG_XML(xmlFreeParserCtxt)(context);
}
static inline xmlDocPtr bakhong_xml_read(
    xmlParserCtxtPtr context, const char *bytes, int count, int options) {
  return BAKHONG_XML(xmlCtxtReadMemory)(context, bytes, count, NULL, NULL, options);
}
static inline const char *bakhong_xml_last_message(xmlParserCtxtPtr context) {
  xmlErrorPtr error = (xmlErrorPtr)BAKHONG_XML(xmlCtxtGetLastError)(context);
  return error == NULL ? NULL : error->message;
}
static inline long bakhong_xml_consumed(xmlParserCtxtPtr context) {
  return BAKHONG_XML(xmlByteConsumed)(context);
}
static inline htmlParserCtxtPtr bakhong_html_new_context(void) {
  return BAKHONG_XML(htmlNewParserCtxt)();
}
static inline void bakhong_html_free_context(htmlParserCtxtPtr context) {
  BAKHONG_XML(htmlFreeParserCtxt)(context);
}
static inline htmlDocPtr bakhong_html_read(
    htmlParserCtxtPtr context, const char *bytes, int count, const char *encoding, int options) {
  return BAKHONG_XML(htmlCtxtReadMemory)(context, bytes, count, NULL, encoding, options);
}
static inline void bakhong_xml_free_document(xmlDocPtr document) {
  BAKHONG_XML(xmlFreeDoc)(document);
}
static inline xmlNodePtr bakhong_xml_root(xmlDocPtr document) {
  return BAKHONG_XML(xmlDocGetRootElement)(document);
}
static inline xmlChar *bakhong_xml_value(xmlDocPtr document, xmlNodePtr nodes) {
  return BAKHONG_XML(xmlNodeListGetString)(document, nodes, 1);
}
static inline void bakhong_xml_dump(xmlDocPtr document, xmlChar **bytes, int *count) {
  BAKHONG_XML(xmlDocDumpMemoryEnc)(document, bytes, count, "UTF-8");
}
static inline void bakhong_xml_drop_subset(xmlDocPtr document) {
  BAKHONG_XML(xmlUnlinkNode)((xmlNodePtr)document->intSubset);
  BAKHONG_XML(xmlFreeDtd)(document->intSubset);
  document->intSubset = NULL;
}
// xmlFree is a variable that holds a function.
static inline void bakhong_xml_free(void *memory) {
  (*BAKHONG_XML(xmlFree))(memory);
}
#endif
