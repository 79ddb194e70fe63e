#ifndef BAKHONG_CQRENCODE_H
#define BAKHONG_CQRENCODE_H
#include <qrencode.h>
#endif
