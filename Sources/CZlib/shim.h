#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

/* Prepares to unpack gzip; inflateInit2() is a macro, which Swift does not import. */
static inline int czlib_begin_gunzip(z_stream *stream)
{
    return inflateInit2(stream, 16 + MAX_WBITS);
}

#endif
