#ifndef BAKHONG_CPNG_H
#define BAKHONG_CPNG_H
#include <png.h>
#endif
