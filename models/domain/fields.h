// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QD_FIELDS(a, b, c) inside a struct lists its members once. The codec, the JSON view, equality of
// snapshots and the upcast by appended fields all read that one list, so that none of them can forget
// a member. The order is the order on disk: a released struct only ever gains members at the end.
//
// Rejected: a code generator (one more tool to install and to trust) and per-struct serialisers
// (three places to keep in step for each of some sixty facts).

#define QD_PARENS ()
#define QD_EXPAND(...) QD_EXPAND3(QD_EXPAND3(QD_EXPAND3(QD_EXPAND3(__VA_ARGS__))))
#define QD_EXPAND3(...) QD_EXPAND2(QD_EXPAND2(QD_EXPAND2(QD_EXPAND2(__VA_ARGS__))))
#define QD_EXPAND2(...) QD_EXPAND1(QD_EXPAND1(QD_EXPAND1(QD_EXPAND1(__VA_ARGS__))))
#define QD_EXPAND1(...) __VA_ARGS__
#define QD_EACH(macro, ...) __VA_OPT__(QD_EXPAND(QD_EACH_HELP(macro, __VA_ARGS__)))
#define QD_EACH_HELP(macro, first, ...) macro(first) __VA_OPT__(QD_EACH_AGAIN QD_PARENS(macro, __VA_ARGS__))
#define QD_EACH_AGAIN() QD_EACH_HELP
#define QD_VISIT_ONE(member) visitor(#member, self.member);

#define QD_FIELDS(...)                                      \
    template <class Self, class Visitor>                    \
    static void visitFields(Self& self, Visitor&& visitor)  \
    {                                                       \
        QD_EACH(QD_VISIT_ONE, __VA_ARGS__)                  \
        (void)self;                                         \
        (void)visitor;                                      \
    }

namespace quarterdeck {

template <class T>
concept HasFields = requires(T& t) { T::visitFields(t, [](const char*, auto&) {}); };

} // namespace quarterdeck
