import Testing
import TrainingModel

/// Pins the bits of some results for ever: curves and checkpoints depend on them.
///
/// Each is the true value, rounded to nearest, from mpmath 1.3.0 with 400 bits and more. Arguments
/// of many digits are hexadecimal: on x86-64, Swift rounds a decimal literal twice, to 64 bits and
/// to 53.
@Suite struct GoldenFunctionBitsTests {
    static let logarithms: [(Double, UInt64)] = [
        (2, 0x3fe6_2e42_fefa_39ef),
        (10, 0x4002_6bb1_bbb5_5516),
        (0.1, 0xc002_6bb1_bbb5_5515),
        (0.5, 0xbfe6_2e42_fefa_39ef),
        (3, 0x3ff1_93ea_7aad_030b),
        (0x1.fffffffffffffp-1, 0xbca0_0000_0000_0000),
        (0x1.0000000000001p0, 0x3caf_ffff_ffff_ffff),
        (0x1.6a09e667f3bcdp0, 0x3fd6_2e42_fefa_39f0),
        (0x1.fffffffffffffp1023, 0x4086_2e42_fefa_39ef),
        (0x1p-1022, 0xc086_232b_dd7a_bcd2),
        (0x1p-1074, 0xc087_4385_446d_71c3),
        (6.022_140_76e23, 0x404b_60a0_8fb3_5901),
    ]

    static let exponentials: [(Double, UInt64)] = [
        (1, 0x4005_bf0a_8b14_5769),
        (-1, 0x3fd7_8b56_362c_ef38),
        (0.5, 0x3ffa_6129_8e1e_069c),
        (0.1, 0x3ff1_aec7_b35a_00d4),
        (-0.3, 0x3fe7_b4c8_69c3_7c05),
        (1e-5, 0x3ff0_000a_7c5e_340e),
        (10, 0x40d5_829d_cf95_0560),
        (100, 0x48f3_494a_9b17_1bf5),
        (-100, 0x36ea_8c1f_14e2_af5d),
        (709, 0x7fdd_422d_2be5_dc9b),
        (-709, 0x0008_bfe5_5de0_2338),
        (0x1.62e42fefa39efp9, 0x7fef_ffff_ffff_ff2a),
        (-0x1.74910d52d3051p9, 0x0000_0000_0000_0001),
        (-0x1.74910d52d3052p9, 0x0000_0000_0000_0000),
        (-720.25, 0x0000_0007_7564_144f),
    ]

    static let cosines: [(Double, UInt64)] = [
        (1, 0x3fe1_4a28_0fb5_068c),
        (0.5, 0x3fec_1528_065b_7d50),
        (0x1.921fb54442d18p-1, 0x3fe6_a09e_667f_3bcd),
        (0x1.921fb54442d18p0, 0x3c91_a626_3314_5c07),
        (0x1.921fb54442d18p1, 0xbff0_0000_0000_0000),
        (0x1.921fb54442d18p2, 0x3ff0_0000_0000_0000),
        (-2, 0xbfda_a226_5753_7205),
        (10, 0xbfea_d9ac_890c_6b1f),
        (100, 0x3feb_981d_bf66_5fdf),
        (1e6, 0x3fed_f9df_9906_d32c),
        (1e22, 0x3fe0_be2c_ef01_c8f4),
        (0x1.fffffffffffffp1023, 0xbfef_ffe6_2ecf_ab75),
        (0x1.6ac5b262ca1ffp849, 0xbc21_4ae7_2e6b_a22f),
    ]

    static let sines: [(Double, UInt64)] = [
        (1, 0x3fea_ed54_8f09_0cee),
        (0.5, 0x3fde_aee8_744b_05f0),
        (0x1.921fb54442d18p-1, 0x3fe6_a09e_667f_3bcc),
        (0x1.921fb54442d18p0, 0x3ff0_0000_0000_0000),
        (0x1.921fb54442d18p1, 0x3ca1_a626_3314_5c07),
        (0x1.921fb54442d18p2, 0xbcb1_a626_3314_5c07),
        (-2, 0xbfed_18f6_ead1_b446),
        (10, 0xbfe1_689e_f5f3_4f52),
        (100, 0xbfe0_3425_b78c_4db8),
        (1e6, 0xbfd6_664b_2568_d867),
        (1e22, 0xbfeb_453a_b76b_f397),
        (0x1.fffffffffffffp1023, 0x3f74_52fc_98b3_4e97),
    ]

    static let powers: [(Double, Double, UInt64)] = [
        (2.0, 0.5, 0x3ff6_a09e_667f_3bcd),
        (10.0, -1.0, 0x3fb9_9999_9999_999a),
        (0.9, 10.0, 0x3fd6_50bf_6043_2fd9),
        (0.999, 1000.0, 0x3fd7_8852_6411_ed72),
        (0.95, 0.1, 0x3fef_d616_8eb5_6e59),
        (1.1, 7.25, 0x3fff_ee6b_5cf9_c0b0),
        (3.0, 40.0, 0x43e5_1716_8a45_23fd),
        (10.0, 308.0, 0x7fe1_ccf3_85eb_c8a0),
        (10.0, -308.0, 0x0007_30d6_7819_e8d2),
        (10.0, -320.0, 0x0000_0000_0000_07e8),
        (2.0, -1074.0, 0x0000_0000_0000_0001),
        (0.5, 1074.5, 0x0000_0000_0000_0001),
        (0x1.0000000000001p0, 4_500_000_000_000_000.0, 0x4005_ba97_e5c5_ee1c),
        (0x1.fffffffffffffp-1, -6e18, 0x7c00_5021_74a9_c0ef),
        (7.5, -3.3, 0x3f55_37f9_8368_2432),
        (-3.0, 3.0, 0xc03b_0000_0000_0000),
        (-1.5, -4.0, 0x3fc9_48b0_fcd6_e9e0),
    ]

    @Test(arguments: logarithms)
    func `the bits of logarithms never change`(argument: Double, bits: UInt64) {
        #expect(ElementaryFunctions.logarithm(argument).bitPattern == bits)
    }

    @Test(arguments: exponentials)
    func `the bits of exponentials never change`(argument: Double, bits: UInt64) {
        #expect(ElementaryFunctions.exponential(argument).bitPattern == bits)
    }

    @Test(arguments: cosines)
    func `the bits of cosines never change`(argument: Double, bits: UInt64) {
        #expect(ElementaryFunctions.cosine(argument).bitPattern == bits)
    }

    @Test(arguments: sines)
    func `the bits of sines never change`(argument: Double, bits: UInt64) {
        #expect(ElementaryFunctions.sine(argument).bitPattern == bits)
    }

    @Test(arguments: powers)
    func `the bits of powers never change`(base: Double, exponent: Double, bits: UInt64) {
        #expect(ElementaryFunctions.power(base, exponent).bitPattern == bits)
    }
}
