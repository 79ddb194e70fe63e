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
// xmlFree is a variable, which Swift cannot call safely.
static inline void bakhong_xml_free(void *memory) { xmlFree(memory); }
#endif
