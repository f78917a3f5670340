// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jsonscanner.h"

#include <QTest>

using namespace quarterdeck;

class TestJsonScanner : public QObject {
    Q_OBJECT

private slots:

    // y: taken unchanged; n: refused with a sentence that contains the third column
    void table_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("answer");
        const auto yes = [](const char* name, const QByteArray& text) {
            QTest::newRow(name) << text << text;
        };
        const auto becomes = [](const char* name, const QByteArray& text, const QByteArray& out) {
            QTest::newRow(name) << text << out;
        };
        const auto no = [](const char* name, const QByteArray& text, const QByteArray& why) {
            QTest::newRow(name) << text << '!' + why;
        };
        yes("y_empty_array", "[]");
        yes("y_empty_object", "{}");
        yes("y_spaces", " \t\r\n[ 1 , 2 ]\n");
        yes("y_null", "null");
        yes("y_true", "true");
        yes("y_false", "[false]");
        yes("y_lonely_string", "\"a\"");
        yes("y_lonely_number", "42");
        yes("y_negative_zero", "[-0]");
        yes("y_fraction", "[0.5,-1.25]");
        yes("y_exponents", "[1e1,1E+2,1.5e-3]");
        yes("y_largest_double", "[1.7976931348623157e308]");
        yes("y_smallest", "[4.9e-324]");
        yes("y_underflow_is_zero", "[1e-400]");
        yes("y_underflow_long", "[0." + QByteArray(400, '0') + "1]");
        yes("y_two_to_53", "[9007199254740992,-9007199254740992]");
        yes("y_escapes", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]");
        yes("y_u_escape", "[\"\\u00e4\\u20AC\"]");
        yes("y_surrogate_pair", "[\"\\ud83d\\ude00\"]");
        yes("y_utf8", "[\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"]");
        yes("y_utf8_last", "[\"\xf4\x8f\xbf\xbf\"]");
        yes("y_del", "[\"\x7f\"]");
        yes("y_empty_key", "{\"\":0}");
        yes("y_nested_same_key", R"({"a":{"a":{"a":1}}})");
        yes("y_depth_32", QByteArray(32, '[') + QByteArray(32, ']'));
        becomes("y_bom", "\xef\xbb\xbf[1]", "[1]");
        becomes("y_above_53", "[9007199254740993]", "[\"9007199254740993\"]");
        becomes("y_below_53", "[-9007199254740993]", "[\"-9007199254740993\"]");
        becomes("y_uint64", R"({"a":18446744073709551615,"b":1})", R"({"a":"18446744073709551615","b":1})");
        becomes("y_100_digits", '[' + QByteArray(100, '9') + ']', "[\"" + QByteArray(100, '9') + "\"]");
        becomes("y_group_key", R"({"k": 5615590933959184469 , "l": [5615590933959184469]})",
            R"({"k": "5615590933959184469" , "l": ["5615590933959184469"]})");
        no("n_empty", "", "it is empty");
        no("n_only_space", "  \n", "it is empty");
        no("n_only_bom", "\xef\xbb\xbf", "it is empty");
        no("n_two_values", "1 2", "something follows");
        no("n_trailing_bracket", "[1]]", "something follows");
        no("n_trailing_comma", "[1,]", "no JSON value begins like this (byte 3, at .[1])");
        no("n_leading_comma", "[,1]", "no JSON value");
        no("n_missing_comma", "[1 2]", "a comma or the end of the array is missing (byte 3");
        no("n_open_array", "[1", "it ends inside an array");
        no("n_open_after_comma", "[1,", "it ends where a value is missing");
        no("n_open_object", "{\"a\":1", "it ends inside an object");
        no("n_open_brace", "{", "it ends inside an object");
        no("n_open_string", "[\"a", "it ends inside a string");
        no("n_open_escape", "[\"a\\", "escape");
        no("n_object_comma", "{\"a\":1,}", "a key in quotes is missing");
        no("n_bare_key", "{a:1}", "a key in quotes is missing");
        no("n_single_quotes", "['a']", "no JSON value");
        no("n_no_colon", "{\"a\" 1}", "a colon is missing");
        no("n_value_missing", "{\"a\":}", "no JSON value begins like this (byte 5, at .a)");
        no("n_comment", "[1/*x*/]", "a comma or the end of the array is missing");
        no("n_capital_true", "[True]", "no JSON value");
        no("n_nan", "[NaN]", "no JSON value");
        no("n_infinity", "[-Infinity]", "no JSON value");
        no("n_plus", "[+1]", "no JSON value");
        no("n_leading_zero", "[01]", "a zero in front");
        no("n_minus_zero_one", "[-01]", "a zero in front");
        no("n_lonely_minus", "[-]", "no JSON value");
        no("n_dot_first", "[.5]", "no JSON value");
        no("n_dot_last", "[1.]", "a digit is missing after the decimal point");
        no("n_exponent_empty", "[1e]", "a digit is missing in an exponent");
        no("n_exponent_sign", "[1e+]", "a digit is missing in an exponent");
        no("n_hex_number", "[0x1]", "a comma or the end");
        no("n_1e309", "[1e309]", "beyond the range of a double (byte 1, at .[0])");
        no("n_minus_1e309", "[-1e309]", "beyond the range");
        no("n_400_digits", '[' + QByteArray(400, '9') + ']', "beyond the range");
        no("n_400_digits_small_exponent", '[' + QByteArray(400, '9') + "e-10]", "beyond the range");
        no("n_huge_exponent", "[1e99999999999999999999]", "beyond the range");
        no("n_bad_escape", "[\"\\x\"]", "no escape of JSON");
        no("n_short_u", "[\"\\u12\"]", "four hexadecimal digits");
        no("n_u_not_hex", "[\"\\u12g4\"]", "four hexadecimal digits");
        no("n_u_end", "[\"\\u1", "it ends inside a string");
        no("n_lone_high", "[\"\\ud800\"]", "half of a surrogate pair stands alone (byte 2, at .[0])");
        no("n_lone_low", "[\"\\ude00\"]", "half of a surrogate pair");
        no("n_two_high", "[\"\\ud83d\\ud83d\"]", "half of a surrogate pair");
        no("n_high_then_char", "[\"\\ud83dx\"]", "half of a surrogate pair");
        no("n_nul_escape", "[\"a\\u0000b\"]", "NUL");
        no("n_nul_raw", QByteArray("[\"a\0b\"]", 7), "NUL");
        no("n_nul_outside", QByteArray("[1\0]", 4), "a comma or the end");
        no("n_raw_newline", "[\"a\nb\"]", "raw control character");
        no("n_raw_tab", "[\"a\tb\"]", "raw control character");
        no("n_latin1", "[\"\xe4\"]", "not UTF-8");
        no("n_overlong", "[\"\xc0\xaf\"]", "not UTF-8");
        no("n_overlong_3", "[\"\xe0\x80\xaf\"]", "not UTF-8");
        no("n_utf8_surrogate", "[\"\xed\xa0\x80\"]", "not UTF-8");
        no("n_utf8_beyond", "[\"\xf4\x90\x80\x80\"]", "not UTF-8");
        no("n_utf8_cut", "[\"\xe2\x82", "not UTF-8");
        no("n_utf16", QByteArray("\xff\xfe[\0]\0", 6), "no JSON value");
        no("n_duplicate", R"({"a":1,"a":2})", "a key occurs twice in one object (byte 7, at .a)");
        no("n_duplicate_escaped", "{\"a\":1,\"\\u0061\":2}", "a key occurs twice");
        no("n_duplicate_deep", R"([{"x":{"a b":1,"c":2,"a b":3}}])",
            "a key occurs twice in one object (byte 21, at .[0].x.[\"a b\"])");
        no("n_depth_33", QByteArray(33, '[') + QByteArray(33, ']'), "deeper than 32 levels (byte 32,");
        no("n_depth_100k", QByteArray(100'000, '['), "deeper than 32 levels");
        no("n_depth_objects", QByteArray("{\"a\":").repeated(100'000), "deeper than 32 levels");
        no("n_long_string", "[\"" + QByteArray(64 * 1024 + 1, 'a') + "\"]", "a string is longer than 64 KiB");
        no("n_html", "<html><body>502 Bad Gateway</body></html>",
            "no JSON value begins like this (byte 0, at the top)");
        no("n_control_in_path", "{\"\\u001b[31m\":tru}", "at .[\"\xe2\x9f\xa8U+001B\xe2\x9f\xa9[31m\"]");
    }

    void table()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, answer);
        const Result<QByteArray> result = scanJson(text);
        if (!answer.startsWith('!')) {
            QVERIFY2(result.ok(), result ? "" : qPrintable(result.error().sentence));
            QCOMPARE(*result, answer);
        } else {
            QVERIFY(!result.ok());
            const QByteArray sentence = result.error().sentence.toUtf8();
            QVERIFY2(sentence.contains(answer.sliced(1)), sentence);
            QVERIFY(sentence.size() < 400);
        }
    }

    void limits_are_exact()
    {
        const auto keys = [](int count) {
            QByteArray text;
            for (int i = 0; i < count; ++i)
                text += (i ? ",\"k" : "{\"k") + QByteArray::number(i) + "\":0";
            return text + '}';
        };
        QVERIFY(scanJson(keys(10'000)).ok());
        const Result<QByteArray> tooMany = scanJson(keys(10'001));
        QVERIFY(!tooMany.ok());
        QVERIFY(tooMany.error().sentence.contains(QStringLiteral("it has more than 10000 keys")));
        QVERIFY(scanJson("\"" + QByteArray(64 * 1024, 'a') + "\"").ok());
        QVERIFY(scanJson(keys(10'001), {32, 1024, 20'000}).ok());
    }

    void every_prefix_is_refused()
    {
        const QByteArray text = "{\"a\":[1,2.5e3,\"x\\u00e4\",{\"b\":null}],\"c\":true}";
        QVERIFY(scanJson(text).ok());
        for (qsizetype length = 0; length < text.size(); ++length)
            QVERIFY2(!scanJson(text.first(length)).ok(), text.first(length));
    }
};

QTEST_APPLESS_MAIN(TestJsonScanner)
#include "tst_jsonscanner.moc"
