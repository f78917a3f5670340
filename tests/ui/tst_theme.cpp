// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/button.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"

#include <QTest>

using namespace quarterdeck;

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void measuresContrast();
    void textIsReadable_data();
    void textIsReadable();
    void figuresHaveOneWidth();
    void labelsShowWhatIsHidden();
    void targetsAreLargeEnough();
    void timesSpeak();
};

void TestTheme::measuresContrast()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
    QVERIFY(contrast(QColor::fromRgb(0x308cc6), Qt::white)
        < 4.5); // Fusion's own highlight fails: the negative control
}

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

void TestTheme::textIsReadable()
{
    QFETCH(bool, dark);
    const Colors& c = dark ? darkColors() : lightColors();
    const auto holds = [&](const QColor& ink, const QColor& ground, double least, const char* what) {
        const double is = contrast(ink, ground);
        QVERIFY2(is >= least,
            qPrintable(QStringLiteral("%1: %2 on %3 is %4")
                           .arg(QString::fromLatin1(what), ink.name(), ground.name())
                           .arg(is)));
    };
    for (const QColor& ground : {c.canvas, c.pane, c.raised}) {
        holds(c.text, ground, 4.5, "text");
        holds(c.dim, ground, 4.5, "dim");
        holds(c.faint, ground, 4.5, "faint");
        holds(c.accent, ground, 4.5, "accent");
        holds(c.loud(), ground, 4.5, "loud");
        for (const auto& severity : c.severity)
            holds(severity, ground, 4.5, "severity");
        holds(c.border, ground, 3.0, "border of what can be pressed");
    }
    for (size_t i = 0; i < c.severity.size(); ++i)
        holds(c.severity[i], c.severityFill[i], 4.5, "severity in its chip");
    holds(c.text, c.accentFill, 4.5, "chosen");
    holds(c.dim, c.accentFill, 4.5, "dim in a chosen row");
    holds(c.accent, c.accentFill, 3.0, "button under the mouse");
    for (size_t i = 1; i < c.severity.size(); ++i)
        QVERIFY(c.severity[i] != c.accent);
}

void TestTheme::figuresHaveOneWidth()
{
    const QFont m = textFont();
    QCOMPARE(figuresWidth(m, QStringLiteral("11:11")), figuresWidth(m, QStringLiteral("48:48")));
    QVERIFY(figuresWidth(m, elidedFigures(m, QStringLiteral("1111111111111111111111"), 60)) <= 60);
}

void TestTheme::labelsShowWhatIsHidden()
{
    PlainLabel label(QStringLiteral("<b>a</b>") + QChar(0x202e) + QStringLiteral("b"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), QStringLiteral("<b>a</b>⟨U+202E⟩b"));
    QVERIFY(!plainToolTip(QStringLiteral("<img src=x>")).contains(QLatin1String("<img")));
    Button button(QStringLiteral("R&D"));
    QCOMPARE(button.accessibleName(), QStringLiteral("R&D"));
    QVERIFY(button.shortcut().isEmpty());
}

void TestTheme::targetsAreLargeEnough()
{
    QVERIFY(Button(QStringLiteral("I")).sizeHint().height() >= 24);
    QVERIFY(Button(QStringLiteral("I")).sizeHint().width() >= 20);
    QVERIFY(SeverityChip().sizeHint().height() >= 24);
}

void TestTheme::timesSpeak()
{
    constexpr Instant at = 1'795'442'822'000; // 14:07:02Z
    QCOMPARE(clockText(at), QStringLiteral("14:07:02"));
    QCOMPARE(minuteText(at), QStringLiteral("14:07"));
    QCOMPARE(clockText(0), QStringLiteral("–"));
    QCOMPARE(agoText(3000), QStringLiteral("3 s ago"));
    QCOMPARE(agoText(200), QStringLiteral("now"));
    QCOMPARE(countdownText(88'000), QStringLiteral("1:28"));
    QCOMPARE(countdownText(3'850'000), QStringLiteral("1:04:10"));
    QCOMPARE(countdownText(-5), QStringLiteral("0:00"));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
