#ifndef BAKHONG_CLIBXML2_H
#define BAKHONG_CLIBXML2_H
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#endif
