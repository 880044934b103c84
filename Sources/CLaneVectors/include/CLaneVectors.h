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

// a·b + c rounded once, a + b, a − b, a·b, a/b and √a in each of N lanes; whole numbers as
// Floats; a where the mask is −1 and b where it is 0.
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
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_root##N(clanevectors_float##N a) {      \
        return __builtin_elementwise_sqrt(a);                                                      \
    }                                                                                              \
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_convert##N(clanevectors_int##N a) {     \
        return __builtin_convertvector(a, clanevectors_float##N);                                  \
    }                                                                                              \
    CLANEVECTORS_INLINE clanevectors_float##N clanevectors_choose##N(                              \
        clanevectors_int##N mask, clanevectors_float##N a, clanevectors_float##N b) {              \
        return mask ? a : b;                                                                       \
    }

// A shuffle of two vectors of N numbers. Macros and no functions: Clang refuses to pass a vector of
// 512 bits between C functions that are compiled for less.
#define CLANEVECTORS_LOW4(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define CLANEVECTORS_HIGH4(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define CLANEVECTORS_LOW_PAIRS4(a, b) __builtin_shufflevector(a, b, 0, 1, 4, 5)
#define CLANEVECTORS_HIGH_PAIRS4(a, b) __builtin_shufflevector(a, b, 2, 3, 6, 7)
#define CLANEVECTORS_LOW8(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define CLANEVECTORS_HIGH8(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define CLANEVECTORS_LOW_PAIRS8(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define CLANEVECTORS_HIGH_PAIRS8(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define CLANEVECTORS_LOW16(a, b)                                                                   \
    __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define CLANEVECTORS_HIGH16(a, b)                                                                  \
    __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define CLANEVECTORS_LOW_PAIRS16(a, b)                                                             \
    __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define CLANEVECTORS_HIGH_PAIRS16(a, b)                                                            \
    __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define CLANEVECTORS_LOW_QUADS8(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define CLANEVECTORS_HIGH_QUADS8(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)
#define CLANEVECTORS_EVEN_QUADS16(a, b)                                                            \
    __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define CLANEVECTORS_ODD_QUADS16(a, b)                                                             \
    __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)

// Four rows of N numbers from row r on: q##j holds their column 4·k + j in quad k.
#define CLANEVECTORS_QUADS(N, r, q)                                                                \
    clanevectors_float##N q##low = CLANEVECTORS_LOW##N(CLANEVECTORS_ROW(N, r),                     \
        CLANEVECTORS_ROW(N, r + 1));                                                               \
    clanevectors_float##N q##high = CLANEVECTORS_HIGH##N(CLANEVECTORS_ROW(N, r),                   \
        CLANEVECTORS_ROW(N, r + 1));                                                               \
    clanevectors_float##N q##low2 = CLANEVECTORS_LOW##N(CLANEVECTORS_ROW(N, r + 2),                \
        CLANEVECTORS_ROW(N, r + 3));                                                               \
    clanevectors_float##N q##high2 = CLANEVECTORS_HIGH##N(CLANEVECTORS_ROW(N, r + 2),              \
        CLANEVECTORS_ROW(N, r + 3));                                                               \
    clanevectors_float##N q##0 = CLANEVECTORS_LOW_PAIRS##N(q##low, q##low2);                       \
    clanevectors_float##N q##1 = CLANEVECTORS_HIGH_PAIRS##N(q##low, q##low2);                      \
    clanevectors_float##N q##2 = CLANEVECTORS_LOW_PAIRS##N(q##high, q##high2);                     \
    clanevectors_float##N q##3 = CLANEVECTORS_HIGH_PAIRS##N(q##high, q##high2);

#define CLANEVECTORS_ROW(N, r) (*(const clanevectors_float##N *)(source + (r) * source_stride))
#define CLANEVECTORS_COLUMN(N, c) (*(clanevectors_float##N *)(target + (c) * target_stride))

/// Writes the 4 × 4 numbers whose rows are `source_stride` apart with rows and columns exchanged.
CLANEVECTORS_INLINE void clanevectors_transpose4(
    const float *source, long source_stride, float *target, long target_stride) {
    CLANEVECTORS_QUADS(4, 0, a)
    CLANEVECTORS_COLUMN(4, 0) = a0;
    CLANEVECTORS_COLUMN(4, 1) = a1;
    CLANEVECTORS_COLUMN(4, 2) = a2;
    CLANEVECTORS_COLUMN(4, 3) = a3;
}

/// Writes 8 × 8 numbers with rows and columns exchanged.
CLANEVECTORS_INLINE void clanevectors_transpose8(
    const float *source, long source_stride, float *target, long target_stride) {
    CLANEVECTORS_QUADS(8, 0, a)
    CLANEVECTORS_QUADS(8, 4, b)
#define CLANEVECTORS_COLUMNS8(j)                                                                   \
    CLANEVECTORS_COLUMN(8, j) = CLANEVECTORS_LOW_QUADS8(a##j, b##j);                               \
    CLANEVECTORS_COLUMN(8, j + 4) = CLANEVECTORS_HIGH_QUADS8(a##j, b##j);
    CLANEVECTORS_COLUMNS8(0)
    CLANEVECTORS_COLUMNS8(1)
    CLANEVECTORS_COLUMNS8(2)
    CLANEVECTORS_COLUMNS8(3)
}

/// Writes 16 × 16 numbers with rows and columns exchanged.
CLANEVECTORS_INLINE void clanevectors_transpose16(
    const float *source, long source_stride, float *target, long target_stride) {
    CLANEVECTORS_QUADS(16, 0, a)
    CLANEVECTORS_QUADS(16, 4, b)
    CLANEVECTORS_QUADS(16, 8, c)
    CLANEVECTORS_QUADS(16, 12, d)
#define CLANEVECTORS_COLUMNS16(j)                                                                  \
    clanevectors_float16 even##j = CLANEVECTORS_EVEN_QUADS16(a##j, b##j);                          \
    clanevectors_float16 odd##j = CLANEVECTORS_ODD_QUADS16(a##j, b##j);                            \
    clanevectors_float16 even2##j = CLANEVECTORS_EVEN_QUADS16(c##j, d##j);                         \
    clanevectors_float16 odd2##j = CLANEVECTORS_ODD_QUADS16(c##j, d##j);                           \
    CLANEVECTORS_COLUMN(16, j) = CLANEVECTORS_EVEN_QUADS16(even##j, even2##j);                     \
    CLANEVECTORS_COLUMN(16, j + 4) = CLANEVECTORS_EVEN_QUADS16(odd##j, odd2##j);                   \
    CLANEVECTORS_COLUMN(16, j + 8) = CLANEVECTORS_ODD_QUADS16(even##j, even2##j);                  \
    CLANEVECTORS_COLUMN(16, j + 12) = CLANEVECTORS_ODD_QUADS16(odd##j, odd2##j);
    CLANEVECTORS_COLUMNS16(0)
    CLANEVECTORS_COLUMNS16(1)
    CLANEVECTORS_COLUMNS16(2)
    CLANEVECTORS_COLUMNS16(3)
}

CLANEVECTORS_OPERATIONS(4)
CLANEVECTORS_OPERATIONS(8)
CLANEVECTORS_OPERATIONS(16)

// Memory that need not be aligned to vectors.
typedef clanevectors_float4 clanevectors_unaligned4 __attribute__((aligned(4)));
typedef clanevectors_float8 clanevectors_unaligned8 __attribute__((aligned(4)));

/// Four neighbouring numbers, twice side by side.
CLANEVECTORS_INLINE clanevectors_float8 clanevectors_repeat4_in8(const float *numbers) {
    clanevectors_float4 a = *(const clanevectors_unaligned4 *)numbers;
    return __builtin_shufflevector(a, a, 0, 1, 2, 3, 0, 1, 2, 3);
}

/// Four neighbouring numbers, four times side by side.
CLANEVECTORS_INLINE clanevectors_float16 clanevectors_repeat4_in16(const float *numbers) {
    clanevectors_float4 a = *(const clanevectors_unaligned4 *)numbers;
    return __builtin_shufflevector(a, a, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
}

/// Eight neighbouring numbers, twice side by side.
CLANEVECTORS_INLINE clanevectors_float16 clanevectors_repeat8_in16(const float *numbers) {
    clanevectors_float8 a = *(const clanevectors_unaligned8 *)numbers;
    return __builtin_shufflevector(a, a, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
}

// Rows of four numbers, of which the first three are wanted: one row for each of N lanes, in four
// vectors of which each has a row in each quad. `q` gets the first numbers, the second and the third.
#define CLANEVECTORS_COLUMNS3(N, a, b, c, d, q)                                                    \
    clanevectors_float##N q##low = CLANEVECTORS_LOW##N(a, b);                                      \
    clanevectors_float##N q##low2 = CLANEVECTORS_LOW##N(c, d);                                     \
    clanevectors_float##N q##0 = CLANEVECTORS_LOW_PAIRS##N(q##low, q##low2);                       \
    clanevectors_float##N q##1 = CLANEVECTORS_HIGH_PAIRS##N(q##low, q##low2);                      \
    clanevectors_float##N q##2 =                                                                   \
        CLANEVECTORS_LOW_PAIRS##N(CLANEVECTORS_HIGH##N(a, b), CLANEVECTORS_HIGH##N(c, d));
#define CLANEVECTORS_ORDERED(l)                                                                    \
    (*(const clanevectors_unaligned4 *)(rows + 4 * (long)order[(l) * distance]))
#define CLANEVECTORS_ORDERED_PAIR(l)                                                               \
    __builtin_shufflevector(CLANEVECTORS_ORDERED(l), CLANEVECTORS_ORDERED(l + 4),                  \
        0, 1, 2, 3, 4, 5, 6, 7)

/// Reads a row of three numbers and a rest for each of four lanes: that which `order` has for the
/// lane, `distance` after that of the lane before. Each number goes to a place of its own.
CLANEVECTORS_INLINE void clanevectors_collect4(const float *rows, const unsigned *order,
    long distance, float *first, float *second, float *third) {
    CLANEVECTORS_COLUMNS3(4, CLANEVECTORS_ORDERED(0), CLANEVECTORS_ORDERED(1),
        CLANEVECTORS_ORDERED(2), CLANEVECTORS_ORDERED(3), q)
    *(clanevectors_float4 *)first = q0;
    *(clanevectors_float4 *)second = q1;
    *(clanevectors_float4 *)third = q2;
}

/// The same for eight lanes.
CLANEVECTORS_INLINE void clanevectors_collect8(const float *rows, const unsigned *order,
    long distance, float *first, float *second, float *third) {
    CLANEVECTORS_COLUMNS3(8, CLANEVECTORS_ORDERED_PAIR(0), CLANEVECTORS_ORDERED_PAIR(1),
        CLANEVECTORS_ORDERED_PAIR(2), CLANEVECTORS_ORDERED_PAIR(3), q)
    *(clanevectors_float8 *)first = q0;
    *(clanevectors_float8 *)second = q1;
    *(clanevectors_float8 *)third = q2;
}

#endif
