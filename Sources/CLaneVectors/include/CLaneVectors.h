#ifndef CLANEVECTORS_H
#define CLANEVECTORS_H

// Arithmetic on vectors of 4, 8 and 16 Floats as single instructions.
//
// Swift's SIMD types compute lane by lane and leave it to the optimizer to find the vector again,
// which takes minutes for a kernel full of them. Swift sees these types as SIMD4<Float> and so on.
// All functions are inlined, so they are compiled for the instruction set of their caller.

#define CLANEVECTORS_INLINE static inline __attribute__((always_inline))

typedef float clanevectors_float4 __attribute__((ext_vector_type(4)));
typedef float clanevectors_float8 __attribute__((ext_vector_type(8)));
typedef float clanevectors_float16 __attribute__((ext_vector_type(16)));
typedef int clanevectors_int4 __attribute__((ext_vector_type(4)));
typedef int clanevectors_int8 __attribute__((ext_vector_type(8)));
typedef int clanevectors_int16 __attribute__((ext_vector_type(16)));

#if defined(__x86_64__) && !defined(__FMA__)
// a·b + c, rounded once, for processors without an instruction for it.
//
// A product of two Floats is exact in double. The sum with c is rounded to odd: when it is inexact
// and its last bit is 0, it moves by one unit towards the error. Rounding that to Float gives the
// same as one rounding, since double has more than two digits more than Float. An error that is
// not a number, as next to an infinity, moves nothing.
//
// Source: Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", IEEE TC 57 (4), 2008;
// the error of the sum after Knuth, TAOCP volume 2, 4.2.2.
#define CLANEVECTORS_FMA(N)                                                                        \
    typedef double clanevectors_double##N __attribute__((ext_vector_type(N)));                     \
    typedef long clanevectors_long##N __attribute__((ext_vector_type(N)));                         \
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_fma##N(                                 \
        clanevectors_float##N a, clanevectors_float##N b, clanevectors_float##N c) {               \
        clanevectors_double##N product = __builtin_convertvector(a, clanevectors_double##N)        \
            * __builtin_convertvector(b, clanevectors_double##N);                                  \
        clanevectors_double##N addend = __builtin_convertvector(c, clanevectors_double##N);        \
        clanevectors_double##N sum = product + addend;                                             \
        clanevectors_double##N rest = sum - product;                                               \
        clanevectors_double##N error = (product - (sum - rest)) + (addend - rest);                 \
        clanevectors_long##N bits = (clanevectors_long##N)sum;                                     \
        clanevectors_long##N isInexact = (error < 0) | (error > 0);                                \
        clanevectors_long##N isEven = (bits & 1) - 1;                                              \
        clanevectors_long##N direction = ((error < 0) ^ (sum < 0)) | 1;                            \
        bits += direction & isInexact & isEven;                                                    \
        return __builtin_convertvector((clanevectors_double##N)bits, clanevectors_float##N);       \
    }
#else
#define CLANEVECTORS_FMA(N)                                                                        \
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_fma##N(                                 \
        clanevectors_float##N a, clanevectors_float##N b, clanevectors_float##N c) {               \
        return __builtin_elementwise_fma(a, b, c);                                                 \
    }
#endif

// a·b + c rounded once, a + b, a − b, a·b and a/b in each of N lanes; whole numbers as Floats.
#define CLANEVECTORS_OPERATION(N, name, expression)                                                \
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_##name##N(                              \
        clanevectors_float##N a, clanevectors_float##N b) {                                        \
        return expression;                                                                         \
    }

#define CLANEVECTORS_OPERATIONS(N)                                                                 \
    CLANEVECTORS_FMA(N)                                                                            \
    CLANEVECTORS_OPERATION(N, add, a + b)                                                          \
    CLANEVECTORS_OPERATION(N, subtract, a - b)                                                     \
    CLANEVECTORS_OPERATION(N, multiply, a * b)                                                     \
    CLANEVECTORS_OPERATION(N, divide, a / b)                                                       \
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_convert##N(clanevectors_int##N a) {     \
        return __builtin_convertvector(a, clanevectors_float##N);                                  \
    }

/// Writes the 4 × 4 numbers whose rows are `source_stride` apart with rows and columns exchanged.
CLANEVECTORS_INLINE void clanevectors_transpose(
    const float *source, long source_stride, float *target, long target_stride) {
    clanevectors_float4 a = *(const clanevectors_float4 *)source;
    clanevectors_float4 b = *(const clanevectors_float4 *)(source + source_stride);
    clanevectors_float4 c = *(const clanevectors_float4 *)(source + 2 * source_stride);
    clanevectors_float4 d = *(const clanevectors_float4 *)(source + 3 * source_stride);
    clanevectors_float4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    clanevectors_float4 ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    clanevectors_float4 cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    clanevectors_float4 cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    *(clanevectors_float4 *)target = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
    *(clanevectors_float4 *)(target + target_stride)
        = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
    *(clanevectors_float4 *)(target + 2 * target_stride)
        = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
    *(clanevectors_float4 *)(target + 3 * target_stride)
        = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
}

CLANEVECTORS_OPERATIONS(4)
CLANEVECTORS_OPERATIONS(8)
CLANEVECTORS_OPERATIONS(16)

#endif
