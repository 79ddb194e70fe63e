#ifndef BAKHONG_CNETTLE_H
#define BAKHONG_CNETTLE_H
#include <nettle/sha2.h>
#endif
