// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/silences.h"
#include "models/triage/policies.h"
#include "rules.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

constexpr Instant start = Rules::start;
constexpr qint64 minute = Rules::minute;
constexpr qint64 hour = Rules::hour;

} // namespace

class tst_Silences : public QObject {
    Q_OBJECT

private slots:

    void patterns()
    {
        QVERIFY(fits(s("High*"), s("HighErrorRate")));
        QVERIFY(fits(s("*"), {}));
        QVERIFY(fits(s("*a*b*"), s("xxaxxbxx")));
        QVERIFY(!fits(s("*a*b*"), s("xxbxxaxx")));
        QVERIFY(!fits(s("High"), s("HighErrorRate")));
        QVERIFY(!fits(s("high*"), s("HighErrorRate")));
        QVERIFY(!fits({}, s("x")));
        QVERIFY(!fits(QString(50, u'*') + s("x"), QString(20'000, u'a'))); // no exponential time
    }

    void matchersAreReadAsTheyAreWritten()
    {
        const std::vector<Matcher> both { { s("service"), s("checkout") }, { s("name"), s("High*") } };
        QCOMPARE(inWords(both), s("service=checkout, name=High*"));
        QCOMPARE(*parseMatchers(inWords(both)), both);
        QCOMPARE(parseMatchers(s("colour=red")).error().code, s("silence.matchers"));
        QCOMPARE(parseMatchers({}).error().code, s("silence.matchers"));
    }

    void matchersOfAnAlertmanager()
    {
        const std::vector<Matcher> all { { s("name"), s("High.+"), MatchHow::Regex }, { s("service"), s("shop"), MatchHow::NotEqual },
            { s("labels.team"), s("a|b"), MatchHow::NotRegex }, { s("resource"), s("a*"), MatchHow::Equal } };
        QCOMPARE(inWords(all), s("name=~High.+, service!=shop, labels.team!~a|b, resource=\"a*\""));
        QCOMPARE(*parseMatchers(inWords(all)), all);
        const auto holdsFor = [](MatchHow how, const char* value, const char* text) {
            return holds({ s("name"), s(value), how }, s(text));
        };
        QVERIFY(holdsFor(MatchHow::Regex, "High.*", "HighErrorRate"));
        QVERIFY(!holdsFor(MatchHow::Regex, "High", "HighErrorRate")); // anchored at its end
        QVERIFY(!holdsFor(MatchHow::Regex, "Error.*", "HighErrorRate")); // and at its beginning
        QVERIFY(!holdsFor(MatchHow::Regex, "a|b", "ax"));
        QVERIFY(holdsFor(MatchHow::NotRegex, "High", "HighErrorRate"));
        QVERIFY(holdsFor(MatchHow::NotEqual, "a", {}));
        QVERIFY(!holdsFor(MatchHow::Equal, "a*", "ab"));
        QVERIFY(holdsFor(MatchHow::Regex, "(?i)high.*", "HighErrorRate"));
        // What cannot be read, or runs away, hides nothing, negated or not.
        const QString long_ = QString(400, u'a') + u'!';
        for (const auto how : { MatchHow::Regex, MatchHow::NotRegex }) {
            QVERIFY(!holds({ s("name"), s("("), how }, s("x")));
            QVERIFY(!holds({ s("name"), s("(a+)+(a+)+[bc]"), how }, long_));
        }
    }

    void expressionsThatCannotBeUsedAreRefused()
    {
        const auto code = [](const char* pattern) {
            const auto m = parseMatchers(s("name=~") + s(pattern));
            return m ? s("taken") : m.error().sentence.section(u':', 1).trimmed();
        };
        for (const char* good : { "High.*", "db[0-9]+", "a|b|c", "(?:a|b)+x?", "\\d+\\.example", "[+*]+", "\\++", "(?P<x>a)" })
            QVERIFY2(code(good) == s("taken"), qPrintable(s(good) + code(good)));
        for (const char* beyond : { "(?=a)b", "(?<!a)b", "(a)\\1", "a++", "(*FAIL)", "(?>a)" })
            QVERIFY2(code(beyond).contains(s("RE2")), qPrintable(s(beyond) + code(beyond)));
        QVERIFY(code("(a+)+(a+)+b").contains(s("runs away")));
        QVERIFY(code("(").contains(s("parenthesis")));
        QVERIFY(!code(std::string(600, 'a').c_str()).isEmpty());
    }

    /// The fold keeps no labels: what is silenced by one counts when the alert is next heard.
    void aLabelIsHeldAgainstWhatIsHeard()
    {
        Rules r;
        auto slow = Rules::alert(s("Slow"), s("checkout"), s("checkout-1"));
        slow.labels = { { s("team"), s("payments") } };
        const auto id = r.fire(start, slow);
        QCOMPARE(r.ask(start + minute, SetSilence { { { s("labels.team"), s("pay*") } }, s("moving"), hour }), s("done"));
        r.settle(start + minute);
        QVERIFY(!r.row(id).suppressed);
        slow.startedAt = start;
        r.entry(start + 2 * minute, [&](Applying& a) { r.rules.apply(a, { 1 }, slow, 0); });
        QVERIFY(r.row(id).suppressed);
        QCOMPARE(r.ask(start + 3 * minute, EndSilence { { 1 }, {} }), s("done"));
        r.settle(start + 3 * minute);
        QVERIFY(!r.row(id).suppressed);
    }

    /// What its source hid comes into an incident once it is shown, without firing anew.
    void whatItsSourceHidIsPlacedOnceItIsShown()
    {
        Rules r;
        auto slow = Rules::alert(s("Slow"), s("checkout"), s("checkout-1"));
        slow.status = SignalStatus::Suppressed;
        const auto id = r.fire(start, slow);
        QVERIFY(r.row(id).suppressedBySource);
        QVERIFY(!r.row(id).incident);
        slow.status = SignalStatus::Firing;
        slow.startedAt = start;
        r.entry(start + minute, [&](Applying& a) { r.rules.apply(a, { 1 }, slow, 0); });
        QVERIFY(!r.row(id).suppressed);
        QVERIFY(bool(r.row(id).incident));
    }

    void itHidesWhatFiresAndWhatWillUntilItEnds()
    {
        Rules r;
        const auto high = Rules::alert(s("HighErrorRate"), s("checkout"), s("checkout-1"));
        const auto before = r.fire(start, high);
        const auto other = r.fire(start, Rules::alert(s("HighErrorRate"), s("redis"), s("redis-1")));
        QCOMPARE(
            r.ask(start + minute, SetSilence { { { s("service"), s("checkout") } }, s("deploying"), hour }),
            s("done"));
        r.settle(start + minute);
        QVERIFY(r.row(before).suppressed);
        QVERIFY(!r.row(other).suppressed);
        const auto after =
            r.fire(start + 2 * minute, Rules::alert(s("Slow"), s("checkout"), s("checkout-2")));
        QVERIFY(r.row(after).suppressed);
        QVERIFY(!r.row(after).incident);
        QCOMPARE(r.workspace.silences().front().hid, quint64(2));
        QCOMPARE(r.workspace.silences().front().owner, s("anna"));
        // Its source does not lift it; its end does, and the storm is grouped as if it began now.
        r.fire(start + 3 * minute, high);
        QVERIFY(r.row(before).suppressed);
        r.settle(start + 61 * minute - 1);
        QVERIFY(r.row(after).suppressed);
        r.settle(start + 61 * minute);
        QVERIFY(!r.workspace.silences().front().active());
        QVERIFY(!r.row(before).suppressed);
        QVERIFY(!r.row(after).suppressed);
        QVERIFY(r.row(after).incident);
    }

    void whatSomebodySuppressedStaysSo()
    {
        Rules r;
        const auto id = r.fire(start, Rules::alert(s("Slow"), s("checkout"), s("checkout-1")));
        QCOMPARE(r.ask(start, SuppressAlerts { { id }, true, s("known") }), s("done"));
        QCOMPARE(r.ask(start, SetSilence { { { s("service"), s("checkout") } }, s("deploying"), minute }),
            s("done"));
        r.settle(start + 1);
        r.settle(start + 2 * minute);
        QVERIFY(!r.workspace.silences().front().active());
        QVERIFY(r.row(id).suppressed);
    }

    void itCanBeEndedAndClearedAlertsComeBackVisible()
    {
        Rules r;
        const auto signal = Rules::alert(s("Slow"), s("checkout"), s("checkout-1"));
        const auto id = r.fire(start, signal);
        QCOMPARE(r.ask(start, SetSilence { { { s("name"), s("Slow") } }, s("deploying"), hour }), s("done"));
        r.settle(start + 1);
        QVERIFY(r.row(id).suppressed);
        r.clear(start + minute, signal);
        QCOMPARE(r.ask(start + 2 * minute, EndSilence { { 1 }, {} }), s("done"));
        QCOMPARE(r.ask(start + 2 * minute, EndSilence { { 1 }, {} }), s("silence.ended"));
        QCOMPARE(r.ask(start + 2 * minute, EndSilence { { 7 }, {} }), s("silence.unknown"));
        r.settle(start + 3 * minute);
        QVERIFY(!r.row(id).suppressed);
        r.fire(start + 4 * minute, signal);
        QVERIFY(!r.row(id).suppressed);
    }

    void whatIsRefused()
    {
        Rules r;
        const auto ask = [&](std::vector<Matcher> m, const char* why, qint64 ms) {
            return r.ask(start, SetSilence { std::move(m), s(why), ms });
        };
        const Matcher good { s("name"), s("Slow") };
        QCOMPARE(ask({ good }, "", hour), s("text.missing"));
        QCOMPARE(ask({}, "x", hour), s("silence.matchers"));
        QCOMPARE(ask({ { s("colour"), s("red") } }, "x", hour), s("silence.matchers"));
        QCOMPARE(ask({ { s("name"), s("a,b") } }, "x", hour), s("silence.matchers"));
        QCOMPARE(
            ask({ { s("name"), s("*") }, { s("service"), s("**") } }, "x", hour), s("silence.everything"));
        QCOMPARE(ask({ good }, "x", 0), s("silence.duration"));
        QCOMPARE(ask({ good }, "x", silenceMostMs + 1), s("silence.duration"));
        QCOMPARE(ask({ good }, "x", silenceMostMs), s("done"));
    }

    void previewSaysWhatItWouldHide()
    {
        Rules r;
        const auto one =
            r.fire(start, Rules::alert(s("Slow"), s("checkout"), s("checkout-1"), Severity::Critical));
        const auto cleared = Rules::alert(s("Slow"), s("web"), s("web-1"));
        r.fire(start + hour, cleared);
        r.clear(start + hour + minute, cleared);
        r.fire(start + 2 * hour, cleared);
        r.clear(start + 2 * hour + minute, cleared);
        r.fire(start + 2 * hour, Rules::alert(s("Down"), s("redis"), s("redis-1")));
        QCOMPARE(r.ask(start + 3 * hour, Accept { { r.row(one).incident, {} }, 2 }), s("done"));
        const auto preview =
            previewSilence(r.workspace, { { s("name"), s("Sl*") } }, start + 24 * hour + minute);
        QCOMPARE(preview.firing, 1U);
        QCOMPARE(preview.critical, 1U);
        QCOMPARE(preview.inIncidents, 1U);
        QCOMPARE(preview.known, 2U);
        QCOMPARE(preview.lastDay, 2U); // the first one is older than a day
        QCOMPARE(preview.services, std::vector<QString> { s("checkout") });
    }

    void beforeTheStormReturns()
    {
        Rules r;
        r.fire(start, Rules::alert(s("Slow"), s("checkout"), s("checkout-1")));
        r.ask(start, SetSilence { { { s("name"), s("Slow") } }, s("deploying"), hour });
        r.ask(start, SetSilence { { { s("name"), s("Other") } }, s("deploying"), hour });
        r.settle(start + 1);
        QVERIFY(silenceWarnings(r.workspace, start + 30 * minute).empty());
        const std::vector<SilenceWarning> expected { { { 1 }, start + hour, 1 } };
        QCOMPARE(silenceWarnings(r.workspace, start + 50 * minute), expected);
    }

    void aPolicyAcceptsWhatItDescribesAndNothingElse()
    {
        Rules r;
        r.entry(start, [](Applying& a) {
            TopologyLoaded map;
            map.services = { { s("web"), {}, true, { s("checkout") } }, { s("checkout"), {}, false, {} },
                { s("redis"), {}, false, {} } };
            a.add(map);
            PoliciesLoaded loaded;
            loaded.policies = { { s("customers"), Severity::High, 2, 2, true, {}, 1 },
                { s("redis"), Severity::Critical, 0, 0, false, { s("red*") }, 0 } };
            a.add(loaded);
        });
        const auto accepted = [&](AlertId id) {
            return r.workspace.incident(r.row(id).incident)->accepted();
        };
        const auto one = r.fire(
            start, Rules::alert(s("HighErrorRate"), s("checkout"), s("checkout-1"), Severity::Critical));
        r.settle(start + 1);
        QVERIFY(!accepted(one));
        r.fire(start + 2'000, Rules::alert(s("HighErrorRate"), s("web"), s("web-1"), Severity::Warning));
        r.settle(start + 3'000);
        QVERIFY(accepted(one));
        const auto& incident = *r.workspace.incident(r.row(one).incident);
        QCOMPARE(incident.severity, quint8(1));
        QVERIFY(!incident.touched);
        QCOMPARE(incident.log.back().text, s("accepts the incident as SEV-1 by the policy “customers”"));
        const auto warning =
            r.fire(start + hour, Rules::alert(s("Slow"), s("redis"), s("redis-1"), Severity::Warning));
        r.settle(start + hour + 1);
        QVERIFY(!accepted(warning));
        const auto critical =
            r.fire(start + 2 * hour, Rules::alert(s("Down"), s("redis"), s("redis-2"), Severity::Critical));
        r.settle(start + 2 * hour + 1);
        QVERIFY(accepted(critical));
        QCOMPARE(inWords(r.workspace.policies().policies[0]),
            s("2 alerts or more, worst High or graver, 2 services or more, seen by customers"));
    }
};

QTEST_GUILESS_MAIN(tst_Silences)
#include "tst_silences.moc"
