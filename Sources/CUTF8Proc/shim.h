#ifndef BAKHONG_CUTF8PROC_H
#define BAKHONG_CUTF8PROC_H
#include <utf8proc.h>
#endif
