#ifndef BAKHONG_CLIBXML2_H
#define BAKHONG_CLIBXML2_H
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
// xmlFree is a variable, which Swift cannot call safely.
static inline void bakhong_xml_free(void *memory) { xmlFree(memory); }
#endif
