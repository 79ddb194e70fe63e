#ifndef BAKHONG_CFREEXL_H
#define BAKHONG_CFREEXL_H
#include <freexl.h>
#endif
