#ifndef BAKHONG_CLIBZIP_H
#define BAKHONG_CLIBZIP_H
#include <zip.h>
#endif
