//! A container of three hundred providers needs no raised limits: thirty layers of
//! ten, where each service needs some of the layer below. (Deeper than about sixty
//! layers of concrete types the compiler itself gives up, with or without us; a
//! `dyn Trait` in between starts the count anew.)

use std::sync::Arc;

use di_core::prelude::*;

macro_rules! services {
    ($($name:ident($($field:ident: $dependency:ident),*))*) => {
        $(
            #[derive(Injectable)]
            struct $name {
                $(#[expect(dead_code, reason = "only wired")] $field: Arc<$dependency>),*
            }
        )*
    };
}

services! {
    S0()
    S1()
    S2()
    S3()
    S4()
    S5()
    S6()
    S7()
    S8()
    S9()
    S10(d0: S0)
    S11(d7: S7)
    S12(d4: S4)
    S13(d1: S1)
    S14(d8: S8)
    S15(d5: S5)
    S16(d2: S2)
    S17(d9: S9)
    S18(d6: S6)
    S19(d3: S3)
    S20(d0: S0, d10: S10, d11: S11)
    S21(d1: S1, d14: S14, d17: S17)
    S22(d2: S2, d14: S14, d17: S17)
    S23(d3: S3, d10: S10, d11: S11)
    S24(d4: S4, d13: S13, d18: S18)
    S25(d5: S5, d15: S15, d16: S16)
    S26(d6: S6, d12: S12, d19: S19)
    S27(d7: S7, d12: S12, d19: S19)
    S28(d8: S8, d15: S15, d16: S16)
    S29(d9: S9, d13: S13, d18: S18)
    S30(d10: S10, d20: S20, d21: S21)
    S31(d11: S11, d24: S24, d27: S27)
    S32(d12: S12, d24: S24, d27: S27)
    S33(d13: S13, d20: S20, d21: S21)
    S34(d14: S14, d23: S23, d28: S28)
    S35(d15: S15, d25: S25, d26: S26)
    S36(d16: S16, d22: S22, d29: S29)
    S37(d17: S17, d22: S22, d29: S29)
    S38(d18: S18, d25: S25, d26: S26)
    S39(d19: S19, d23: S23, d28: S28)
    S40(d20: S20, d30: S30, d31: S31)
    S41(d21: S21, d34: S34, d37: S37)
    S42(d22: S22, d34: S34, d37: S37)
    S43(d23: S23, d30: S30, d31: S31)
    S44(d24: S24, d33: S33, d38: S38)
    S45(d25: S25, d35: S35, d36: S36)
    S46(d26: S26, d32: S32, d39: S39)
    S47(d27: S27, d32: S32, d39: S39)
    S48(d28: S28, d35: S35, d36: S36)
    S49(d29: S29, d33: S33, d38: S38)
    S50(d30: S30, d40: S40, d41: S41)
    S51(d31: S31, d44: S44, d47: S47)
    S52(d32: S32, d44: S44, d47: S47)
    S53(d33: S33, d40: S40, d41: S41)
    S54(d34: S34, d43: S43, d48: S48)
    S55(d35: S35, d45: S45, d46: S46)
    S56(d36: S36, d42: S42, d49: S49)
    S57(d37: S37, d42: S42, d49: S49)
    S58(d38: S38, d45: S45, d46: S46)
    S59(d39: S39, d43: S43, d48: S48)
    S60(d40: S40, d50: S50, d51: S51)
    S61(d41: S41, d54: S54, d57: S57)
    S62(d42: S42, d54: S54, d57: S57)
    S63(d43: S43, d50: S50, d51: S51)
    S64(d44: S44, d53: S53, d58: S58)
    S65(d45: S45, d55: S55, d56: S56)
    S66(d46: S46, d52: S52, d59: S59)
    S67(d47: S47, d52: S52, d59: S59)
    S68(d48: S48, d55: S55, d56: S56)
    S69(d49: S49, d53: S53, d58: S58)
    S70(d50: S50, d60: S60, d61: S61)
    S71(d51: S51, d64: S64, d67: S67)
    S72(d52: S52, d64: S64, d67: S67)
    S73(d53: S53, d60: S60, d61: S61)
    S74(d54: S54, d63: S63, d68: S68)
    S75(d55: S55, d65: S65, d66: S66)
    S76(d56: S56, d62: S62, d69: S69)
    S77(d57: S57, d62: S62, d69: S69)
    S78(d58: S58, d65: S65, d66: S66)
    S79(d59: S59, d63: S63, d68: S68)
    S80(d60: S60, d70: S70, d71: S71)
    S81(d61: S61, d74: S74, d77: S77)
    S82(d62: S62, d74: S74, d77: S77)
    S83(d63: S63, d70: S70, d71: S71)
    S84(d64: S64, d73: S73, d78: S78)
    S85(d65: S65, d75: S75, d76: S76)
    S86(d66: S66, d72: S72, d79: S79)
    S87(d67: S67, d72: S72, d79: S79)
    S88(d68: S68, d75: S75, d76: S76)
    S89(d69: S69, d73: S73, d78: S78)
    S90(d70: S70, d80: S80, d81: S81)
    S91(d71: S71, d84: S84, d87: S87)
    S92(d72: S72, d84: S84, d87: S87)
    S93(d73: S73, d80: S80, d81: S81)
    S94(d74: S74, d83: S83, d88: S88)
    S95(d75: S75, d85: S85, d86: S86)
    S96(d76: S76, d82: S82, d89: S89)
    S97(d77: S77, d82: S82, d89: S89)
    S98(d78: S78, d85: S85, d86: S86)
    S99(d79: S79, d83: S83, d88: S88)
    S100(d80: S80, d90: S90, d91: S91)
    S101(d81: S81, d94: S94, d97: S97)
    S102(d82: S82, d94: S94, d97: S97)
    S103(d83: S83, d90: S90, d91: S91)
    S104(d84: S84, d93: S93, d98: S98)
    S105(d85: S85, d95: S95, d96: S96)
    S106(d86: S86, d92: S92, d99: S99)
    S107(d87: S87, d92: S92, d99: S99)
    S108(d88: S88, d95: S95, d96: S96)
    S109(d89: S89, d93: S93, d98: S98)
    S110(d90: S90, d100: S100, d101: S101)
    S111(d91: S91, d104: S104, d107: S107)
    S112(d92: S92, d104: S104, d107: S107)
    S113(d93: S93, d100: S100, d101: S101)
    S114(d94: S94, d103: S103, d108: S108)
    S115(d95: S95, d105: S105, d106: S106)
    S116(d96: S96, d102: S102, d109: S109)
    S117(d97: S97, d102: S102, d109: S109)
    S118(d98: S98, d105: S105, d106: S106)
    S119(d99: S99, d103: S103, d108: S108)
    S120(d100: S100, d110: S110, d111: S111)
    S121(d101: S101, d114: S114, d117: S117)
    S122(d102: S102, d114: S114, d117: S117)
    S123(d103: S103, d110: S110, d111: S111)
    S124(d104: S104, d113: S113, d118: S118)
    S125(d105: S105, d115: S115, d116: S116)
    S126(d106: S106, d112: S112, d119: S119)
    S127(d107: S107, d112: S112, d119: S119)
    S128(d108: S108, d115: S115, d116: S116)
    S129(d109: S109, d113: S113, d118: S118)
    S130(d110: S110, d120: S120, d121: S121)
    S131(d111: S111, d124: S124, d127: S127)
    S132(d112: S112, d124: S124, d127: S127)
    S133(d113: S113, d120: S120, d121: S121)
    S134(d114: S114, d123: S123, d128: S128)
    S135(d115: S115, d125: S125, d126: S126)
    S136(d116: S116, d122: S122, d129: S129)
    S137(d117: S117, d122: S122, d129: S129)
    S138(d118: S118, d125: S125, d126: S126)
    S139(d119: S119, d123: S123, d128: S128)
    S140(d120: S120, d130: S130, d131: S131)
    S141(d121: S121, d134: S134, d137: S137)
    S142(d122: S122, d134: S134, d137: S137)
    S143(d123: S123, d130: S130, d131: S131)
    S144(d124: S124, d133: S133, d138: S138)
    S145(d125: S125, d135: S135, d136: S136)
    S146(d126: S126, d132: S132, d139: S139)
    S147(d127: S127, d132: S132, d139: S139)
    S148(d128: S128, d135: S135, d136: S136)
    S149(d129: S129, d133: S133, d138: S138)
    S150(d130: S130, d140: S140, d141: S141)
    S151(d131: S131, d144: S144, d147: S147)
    S152(d132: S132, d144: S144, d147: S147)
    S153(d133: S133, d140: S140, d141: S141)
    S154(d134: S134, d143: S143, d148: S148)
    S155(d135: S135, d145: S145, d146: S146)
    S156(d136: S136, d142: S142, d149: S149)
    S157(d137: S137, d142: S142, d149: S149)
    S158(d138: S138, d145: S145, d146: S146)
    S159(d139: S139, d143: S143, d148: S148)
    S160(d140: S140, d150: S150, d151: S151)
    S161(d141: S141, d154: S154, d157: S157)
    S162(d142: S142, d154: S154, d157: S157)
    S163(d143: S143, d150: S150, d151: S151)
    S164(d144: S144, d153: S153, d158: S158)
    S165(d145: S145, d155: S155, d156: S156)
    S166(d146: S146, d152: S152, d159: S159)
    S167(d147: S147, d152: S152, d159: S159)
    S168(d148: S148, d155: S155, d156: S156)
    S169(d149: S149, d153: S153, d158: S158)
    S170(d150: S150, d160: S160, d161: S161)
    S171(d151: S151, d164: S164, d167: S167)
    S172(d152: S152, d164: S164, d167: S167)
    S173(d153: S153, d160: S160, d161: S161)
    S174(d154: S154, d163: S163, d168: S168)
    S175(d155: S155, d165: S165, d166: S166)
    S176(d156: S156, d162: S162, d169: S169)
    S177(d157: S157, d162: S162, d169: S169)
    S178(d158: S158, d165: S165, d166: S166)
    S179(d159: S159, d163: S163, d168: S168)
    S180(d160: S160, d170: S170, d171: S171)
    S181(d161: S161, d174: S174, d177: S177)
    S182(d162: S162, d174: S174, d177: S177)
    S183(d163: S163, d170: S170, d171: S171)
    S184(d164: S164, d173: S173, d178: S178)
    S185(d165: S165, d175: S175, d176: S176)
    S186(d166: S166, d172: S172, d179: S179)
    S187(d167: S167, d172: S172, d179: S179)
    S188(d168: S168, d175: S175, d176: S176)
    S189(d169: S169, d173: S173, d178: S178)
    S190(d170: S170, d180: S180, d181: S181)
    S191(d171: S171, d184: S184, d187: S187)
    S192(d172: S172, d184: S184, d187: S187)
    S193(d173: S173, d180: S180, d181: S181)
    S194(d174: S174, d183: S183, d188: S188)
    S195(d175: S175, d185: S185, d186: S186)
    S196(d176: S176, d182: S182, d189: S189)
    S197(d177: S177, d182: S182, d189: S189)
    S198(d178: S178, d185: S185, d186: S186)
    S199(d179: S179, d183: S183, d188: S188)
    S200(d180: S180, d190: S190, d191: S191)
    S201(d181: S181, d194: S194, d197: S197)
    S202(d182: S182, d194: S194, d197: S197)
    S203(d183: S183, d190: S190, d191: S191)
    S204(d184: S184, d193: S193, d198: S198)
    S205(d185: S185, d195: S195, d196: S196)
    S206(d186: S186, d192: S192, d199: S199)
    S207(d187: S187, d192: S192, d199: S199)
    S208(d188: S188, d195: S195, d196: S196)
    S209(d189: S189, d193: S193, d198: S198)
    S210(d190: S190, d200: S200, d201: S201)
    S211(d191: S191, d204: S204, d207: S207)
    S212(d192: S192, d204: S204, d207: S207)
    S213(d193: S193, d200: S200, d201: S201)
    S214(d194: S194, d203: S203, d208: S208)
    S215(d195: S195, d205: S205, d206: S206)
    S216(d196: S196, d202: S202, d209: S209)
    S217(d197: S197, d202: S202, d209: S209)
    S218(d198: S198, d205: S205, d206: S206)
    S219(d199: S199, d203: S203, d208: S208)
    S220(d200: S200, d210: S210, d211: S211)
    S221(d201: S201, d214: S214, d217: S217)
    S222(d202: S202, d214: S214, d217: S217)
    S223(d203: S203, d210: S210, d211: S211)
    S224(d204: S204, d213: S213, d218: S218)
    S225(d205: S205, d215: S215, d216: S216)
    S226(d206: S206, d212: S212, d219: S219)
    S227(d207: S207, d212: S212, d219: S219)
    S228(d208: S208, d215: S215, d216: S216)
    S229(d209: S209, d213: S213, d218: S218)
    S230(d210: S210, d220: S220, d221: S221)
    S231(d211: S211, d224: S224, d227: S227)
    S232(d212: S212, d224: S224, d227: S227)
    S233(d213: S213, d220: S220, d221: S221)
    S234(d214: S214, d223: S223, d228: S228)
    S235(d215: S215, d225: S225, d226: S226)
    S236(d216: S216, d222: S222, d229: S229)
    S237(d217: S217, d222: S222, d229: S229)
    S238(d218: S218, d225: S225, d226: S226)
    S239(d219: S219, d223: S223, d228: S228)
    S240(d220: S220, d230: S230, d231: S231)
    S241(d221: S221, d234: S234, d237: S237)
    S242(d222: S222, d234: S234, d237: S237)
    S243(d223: S223, d230: S230, d231: S231)
    S244(d224: S224, d233: S233, d238: S238)
    S245(d225: S225, d235: S235, d236: S236)
    S246(d226: S226, d232: S232, d239: S239)
    S247(d227: S227, d232: S232, d239: S239)
    S248(d228: S228, d235: S235, d236: S236)
    S249(d229: S229, d233: S233, d238: S238)
    S250(d230: S230, d240: S240, d241: S241)
    S251(d231: S231, d244: S244, d247: S247)
    S252(d232: S232, d244: S244, d247: S247)
    S253(d233: S233, d240: S240, d241: S241)
    S254(d234: S234, d243: S243, d248: S248)
    S255(d235: S235, d245: S245, d246: S246)
    S256(d236: S236, d242: S242, d249: S249)
    S257(d237: S237, d242: S242, d249: S249)
    S258(d238: S238, d245: S245, d246: S246)
    S259(d239: S239, d243: S243, d248: S248)
    S260(d240: S240, d250: S250, d251: S251)
    S261(d241: S241, d254: S254, d257: S257)
    S262(d242: S242, d254: S254, d257: S257)
    S263(d243: S243, d250: S250, d251: S251)
    S264(d244: S244, d253: S253, d258: S258)
    S265(d245: S245, d255: S255, d256: S256)
    S266(d246: S246, d252: S252, d259: S259)
    S267(d247: S247, d252: S252, d259: S259)
    S268(d248: S248, d255: S255, d256: S256)
    S269(d249: S249, d253: S253, d258: S258)
    S270(d250: S250, d260: S260, d261: S261)
    S271(d251: S251, d264: S264, d267: S267)
    S272(d252: S252, d264: S264, d267: S267)
    S273(d253: S253, d260: S260, d261: S261)
    S274(d254: S254, d263: S263, d268: S268)
    S275(d255: S255, d265: S265, d266: S266)
    S276(d256: S256, d262: S262, d269: S269)
    S277(d257: S257, d262: S262, d269: S269)
    S278(d258: S258, d265: S265, d266: S266)
    S279(d259: S259, d263: S263, d268: S268)
    S280(d260: S260, d270: S270, d271: S271)
    S281(d261: S261, d274: S274, d277: S277)
    S282(d262: S262, d274: S274, d277: S277)
    S283(d263: S263, d270: S270, d271: S271)
    S284(d264: S264, d273: S273, d278: S278)
    S285(d265: S265, d275: S275, d276: S276)
    S286(d266: S266, d272: S272, d279: S279)
    S287(d267: S267, d272: S272, d279: S279)
    S288(d268: S268, d275: S275, d276: S276)
    S289(d269: S269, d273: S273, d278: S278)
    S290(d270: S270, d280: S280, d281: S281)
    S291(d271: S271, d284: S284, d287: S287)
    S292(d272: S272, d284: S284, d287: S287)
    S293(d273: S273, d280: S280, d281: S281)
    S294(d274: S274, d283: S283, d288: S288)
    S295(d275: S275, d285: S285, d286: S286)
    S296(d276: S276, d282: S282, d289: S289)
    S297(d277: S277, d282: S282, d289: S289)
    S298(d278: S278, d285: S285, d286: S286)
    S299(d279: S279, d283: S283, d288: S288)
}

#[derive(Container)]
struct Large {
    s0: Singleton<S0>,
    s1: Singleton<S1>,
    s2: Singleton<S2>,
    s3: Singleton<S3>,
    s4: Singleton<S4>,
    s5: Singleton<S5>,
    s6: Singleton<S6>,
    s7: Singleton<S7>,
    s8: Singleton<S8>,
    s9: Singleton<S9>,
    s10: Singleton<S10>,
    s11: Singleton<S11>,
    s12: Singleton<S12>,
    s13: Singleton<S13>,
    s14: Singleton<S14>,
    s15: Singleton<S15>,
    s16: Singleton<S16>,
    s17: Singleton<S17>,
    s18: Singleton<S18>,
    s19: Singleton<S19>,
    s20: Singleton<S20>,
    s21: Singleton<S21>,
    s22: Singleton<S22>,
    s23: Singleton<S23>,
    s24: Singleton<S24>,
    s25: Singleton<S25>,
    s26: Singleton<S26>,
    s27: Singleton<S27>,
    s28: Singleton<S28>,
    s29: Singleton<S29>,
    s30: Singleton<S30>,
    s31: Singleton<S31>,
    s32: Singleton<S32>,
    s33: Singleton<S33>,
    s34: Singleton<S34>,
    s35: Singleton<S35>,
    s36: Singleton<S36>,
    s37: Singleton<S37>,
    s38: Singleton<S38>,
    s39: Singleton<S39>,
    s40: Singleton<S40>,
    s41: Singleton<S41>,
    s42: Singleton<S42>,
    s43: Singleton<S43>,
    s44: Singleton<S44>,
    s45: Singleton<S45>,
    s46: Singleton<S46>,
    s47: Singleton<S47>,
    s48: Singleton<S48>,
    s49: Singleton<S49>,
    s50: Singleton<S50>,
    s51: Singleton<S51>,
    s52: Singleton<S52>,
    s53: Singleton<S53>,
    s54: Singleton<S54>,
    s55: Singleton<S55>,
    s56: Singleton<S56>,
    s57: Singleton<S57>,
    s58: Singleton<S58>,
    s59: Singleton<S59>,
    s60: Singleton<S60>,
    s61: Singleton<S61>,
    s62: Singleton<S62>,
    s63: Singleton<S63>,
    s64: Singleton<S64>,
    s65: Singleton<S65>,
    s66: Singleton<S66>,
    s67: Singleton<S67>,
    s68: Singleton<S68>,
    s69: Singleton<S69>,
    s70: Singleton<S70>,
    s71: Singleton<S71>,
    s72: Singleton<S72>,
    s73: Singleton<S73>,
    s74: Singleton<S74>,
    s75: Singleton<S75>,
    s76: Singleton<S76>,
    s77: Singleton<S77>,
    s78: Singleton<S78>,
    s79: Singleton<S79>,
    s80: Singleton<S80>,
    s81: Singleton<S81>,
    s82: Singleton<S82>,
    s83: Singleton<S83>,
    s84: Singleton<S84>,
    s85: Singleton<S85>,
    s86: Singleton<S86>,
    s87: Singleton<S87>,
    s88: Singleton<S88>,
    s89: Singleton<S89>,
    s90: Singleton<S90>,
    s91: Singleton<S91>,
    s92: Singleton<S92>,
    s93: Singleton<S93>,
    s94: Singleton<S94>,
    s95: Singleton<S95>,
    s96: Singleton<S96>,
    s97: Singleton<S97>,
    s98: Singleton<S98>,
    s99: Singleton<S99>,
    s100: Singleton<S100>,
    s101: Singleton<S101>,
    s102: Singleton<S102>,
    s103: Singleton<S103>,
    s104: Singleton<S104>,
    s105: Singleton<S105>,
    s106: Singleton<S106>,
    s107: Singleton<S107>,
    s108: Singleton<S108>,
    s109: Singleton<S109>,
    s110: Singleton<S110>,
    s111: Singleton<S111>,
    s112: Singleton<S112>,
    s113: Singleton<S113>,
    s114: Singleton<S114>,
    s115: Singleton<S115>,
    s116: Singleton<S116>,
    s117: Singleton<S117>,
    s118: Singleton<S118>,
    s119: Singleton<S119>,
    s120: Singleton<S120>,
    s121: Singleton<S121>,
    s122: Singleton<S122>,
    s123: Singleton<S123>,
    s124: Singleton<S124>,
    s125: Singleton<S125>,
    s126: Singleton<S126>,
    s127: Singleton<S127>,
    s128: Singleton<S128>,
    s129: Singleton<S129>,
    s130: Singleton<S130>,
    s131: Singleton<S131>,
    s132: Singleton<S132>,
    s133: Singleton<S133>,
    s134: Singleton<S134>,
    s135: Singleton<S135>,
    s136: Singleton<S136>,
    s137: Singleton<S137>,
    s138: Singleton<S138>,
    s139: Singleton<S139>,
    s140: Singleton<S140>,
    s141: Singleton<S141>,
    s142: Singleton<S142>,
    s143: Singleton<S143>,
    s144: Singleton<S144>,
    s145: Singleton<S145>,
    s146: Singleton<S146>,
    s147: Singleton<S147>,
    s148: Singleton<S148>,
    s149: Singleton<S149>,
    s150: Singleton<S150>,
    s151: Singleton<S151>,
    s152: Singleton<S152>,
    s153: Singleton<S153>,
    s154: Singleton<S154>,
    s155: Singleton<S155>,
    s156: Singleton<S156>,
    s157: Singleton<S157>,
    s158: Singleton<S158>,
    s159: Singleton<S159>,
    s160: Singleton<S160>,
    s161: Singleton<S161>,
    s162: Singleton<S162>,
    s163: Singleton<S163>,
    s164: Singleton<S164>,
    s165: Singleton<S165>,
    s166: Singleton<S166>,
    s167: Singleton<S167>,
    s168: Singleton<S168>,
    s169: Singleton<S169>,
    s170: Singleton<S170>,
    s171: Singleton<S171>,
    s172: Singleton<S172>,
    s173: Singleton<S173>,
    s174: Singleton<S174>,
    s175: Singleton<S175>,
    s176: Singleton<S176>,
    s177: Singleton<S177>,
    s178: Singleton<S178>,
    s179: Singleton<S179>,
    s180: Singleton<S180>,
    s181: Singleton<S181>,
    s182: Singleton<S182>,
    s183: Singleton<S183>,
    s184: Singleton<S184>,
    s185: Singleton<S185>,
    s186: Singleton<S186>,
    s187: Singleton<S187>,
    s188: Singleton<S188>,
    s189: Singleton<S189>,
    s190: Singleton<S190>,
    s191: Singleton<S191>,
    s192: Singleton<S192>,
    s193: Singleton<S193>,
    s194: Singleton<S194>,
    s195: Singleton<S195>,
    s196: Singleton<S196>,
    s197: Singleton<S197>,
    s198: Singleton<S198>,
    s199: Singleton<S199>,
    s200: Singleton<S200>,
    s201: Singleton<S201>,
    s202: Singleton<S202>,
    s203: Singleton<S203>,
    s204: Singleton<S204>,
    s205: Singleton<S205>,
    s206: Singleton<S206>,
    s207: Singleton<S207>,
    s208: Singleton<S208>,
    s209: Singleton<S209>,
    s210: Singleton<S210>,
    s211: Singleton<S211>,
    s212: Singleton<S212>,
    s213: Singleton<S213>,
    s214: Singleton<S214>,
    s215: Singleton<S215>,
    s216: Singleton<S216>,
    s217: Singleton<S217>,
    s218: Singleton<S218>,
    s219: Singleton<S219>,
    s220: Singleton<S220>,
    s221: Singleton<S221>,
    s222: Singleton<S222>,
    s223: Singleton<S223>,
    s224: Singleton<S224>,
    s225: Singleton<S225>,
    s226: Singleton<S226>,
    s227: Singleton<S227>,
    s228: Singleton<S228>,
    s229: Singleton<S229>,
    s230: Singleton<S230>,
    s231: Singleton<S231>,
    s232: Singleton<S232>,
    s233: Singleton<S233>,
    s234: Singleton<S234>,
    s235: Singleton<S235>,
    s236: Singleton<S236>,
    s237: Singleton<S237>,
    s238: Singleton<S238>,
    s239: Singleton<S239>,
    s240: Singleton<S240>,
    s241: Singleton<S241>,
    s242: Singleton<S242>,
    s243: Singleton<S243>,
    s244: Singleton<S244>,
    s245: Singleton<S245>,
    s246: Singleton<S246>,
    s247: Singleton<S247>,
    s248: Singleton<S248>,
    s249: Singleton<S249>,
    s250: Singleton<S250>,
    s251: Singleton<S251>,
    s252: Singleton<S252>,
    s253: Singleton<S253>,
    s254: Singleton<S254>,
    s255: Singleton<S255>,
    s256: Singleton<S256>,
    s257: Singleton<S257>,
    s258: Singleton<S258>,
    s259: Singleton<S259>,
    s260: Singleton<S260>,
    s261: Singleton<S261>,
    s262: Singleton<S262>,
    s263: Singleton<S263>,
    s264: Singleton<S264>,
    s265: Singleton<S265>,
    s266: Singleton<S266>,
    s267: Singleton<S267>,
    s268: Singleton<S268>,
    s269: Singleton<S269>,
    s270: Singleton<S270>,
    s271: Singleton<S271>,
    s272: Singleton<S272>,
    s273: Singleton<S273>,
    s274: Singleton<S274>,
    s275: Singleton<S275>,
    s276: Singleton<S276>,
    s277: Singleton<S277>,
    s278: Singleton<S278>,
    s279: Singleton<S279>,
    s280: Singleton<S280>,
    s281: Singleton<S281>,
    s282: Singleton<S282>,
    s283: Singleton<S283>,
    s284: Singleton<S284>,
    s285: Singleton<S285>,
    s286: Singleton<S286>,
    s287: Singleton<S287>,
    s288: Singleton<S288>,
    s289: Singleton<S289>,
    s290: Singleton<S290>,
    s291: Singleton<S291>,
    s292: Singleton<S292>,
    s293: Singleton<S293>,
    s294: Singleton<S294>,
    s295: Singleton<S295>,
    s296: Singleton<S296>,
    s297: Singleton<S297>,
    s298: Singleton<S298>,
    s299: Singleton<S299>,
}

#[test]
fn three_hundred_providers_are_wired_and_resolved() {
    let app = Large::new();
    assert_eq!(Large::GRAPH.nodes().len(), 300);
    assert!(app.resolve::<Arc<S299>>().is_ok());
}
