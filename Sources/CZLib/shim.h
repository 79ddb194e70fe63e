#ifndef BAKHONG_CZLIB_H
#define BAKHONG_CZLIB_H
#include <zlib.h>
#endif
