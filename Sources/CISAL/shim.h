#ifndef BAKHONG_CISAL_H
#define BAKHONG_CISAL_H
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
// The macros that Swift cannot see.
static const uint32_t bakhong_level1_buffer_size = ISAL_DEF_LVL1_DEFAULT;
static const uint32_t bakhong_level3_buffer_size = ISAL_DEF_LVL3_DEFAULT;
#endif
