#ifndef BAKHONG_CISAL_H
#define BAKHONG_CISAL_H
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
// Swift does not import macros that compute.
static const int bakhong_level = 2;
static const int bakhong_level_bytes = ISAL_DEF_LVL2_EXTRA_LARGE;
#endif
