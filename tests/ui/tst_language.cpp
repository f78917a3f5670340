// SPDX-License-Identifier: GPL-3.0-or-later
// The window in Spanish.
#include "tests/ui/window.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/language.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/words.h"
#include "ui/scribe/logpanel.h"
#include "ui/shell/centre.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/sources/truststrip.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <set>

using namespace quarterdeck;

namespace {

QString q(const char* text)
{
    return QString::fromUtf8(text);
}

/// Installed first and so asked last: what reaches it has no translation.
class Untranslated : public QTranslator {
public:
    bool isEmpty() const override { return false; }

    QString translate(const char* context, const char* source, const char*, int) const override
    {
        // Qt's own words (QShortcut, QLineEdit …) come with the system's package or stay English.
        const bool ours = context[0] != 'Q' || qstrcmp(context, "QObject") == 0;
        if (ours)
            m_seen.insert(q(context) + q(": ") + q(source));
        return {};
    }

    QStringList taken()
    {
        const QStringList all(m_seen.begin(), m_seen.end());
        m_seen.clear();
        return all;
    }

private:
    mutable std::set<QString> m_seen;
};

/// Sources of the .ts without places to fill in that read otherwise in Spanish.
std::set<QString> englishOnly()
{
    std::set<QString> english;
    std::set<QString> spanish;
    QFile file(QStringLiteral(QD_SOURCE_DIR "/resources/translations/quarterdeck_es.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("source"))
            english.insert(xml.readElementText().trimmed());
        else if (xml.name() == QLatin1String("translation"))
            spanish.insert(xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed());
    }
    for (const QString& word : spanish)
        english.erase(word); // "info" is both
    std::erase_if(english, [](const QString& word) { return word.contains(u'%'); });
    return english;
}

QWidget* named(QWidget& window, const char* name)
{
    return window.findChild<QWidget*>(q(name));
}

QString textOf(const QWidget* widget)
{
    if (const auto* button = qobject_cast<const Button*>(widget))
        return button->word();
    if (const auto* label = qobject_cast<const PlainLabel*>(widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        return button->text();
    return {};
}

} // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void systemsLanguageIsSpokenWhereItCan_data();
    void systemsLanguageIsSpokenWhereItCan();
    void untranslatedIsSeen();
    void minuteZeroIsInside_data();
    void minuteZeroIsInside();
    void knownWordsAreSpanish();
    void countsHaveTheirForms();
    void refusalsAreRead();
    void nothingStaysEnglish();
    void scribesLettersStay();

private:
    QStringList englishLabels() const;

    Untranslated m_untranslated;
    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

void TestLanguage::initTestCase()
{
    applyTheme(*qApp, Scheme::Dark);
    QCoreApplication::installTranslator(&m_untranslated);
    QVERIFY(applyLanguage(*qApp, q("es")));
}

void TestLanguage::init()
{
    m_desk = std::make_unique<MemoryDesk>();
    fillDesk(*m_desk);
    m_window = std::make_unique<MainWindow>(*m_desk);
    m_window->resize(1366, 768);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->chooseIncident({1});
    QCoreApplication::processEvents();
}

void TestLanguage::cleanup()
{
    m_window.reset();
    m_desk.reset();
}

void TestLanguage::systemsLanguageIsSpokenWhereItCan_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QStringList>("system");
    QTest::addColumn<QString>("spoken"); // empty: refused
    QTest::newRow("Mexico") << QString() << QStringList {q("es-MX"), q("es-Latn-MX"), q("es")} << q("es");
    QTest::newRow("Britain") << QString() << QStringList {q("en-GB"), q("en")} << q("en");
    QTest::newRow("French, then Spanish") << QString() << QStringList {q("fr-FR"), q("fr"), q("es-ES")} << q("es");
    QTest::newRow("English, then Spanish") << QString() << QStringList {q("en-US"), q("es-ES")} << q("en");
    QTest::newRow("neither") << QString() << QStringList {q("et-EE"), q("et")} << q("en");
    QTest::newRow("none") << QString() << QStringList {} << q("en");
    QTest::newRow("asked for") << q("es") << QStringList {q("en-GB")} << q("es");
    QTest::newRow("not spoken") << q("fr") << QStringList {q("es-ES")} << QString();
}

void TestLanguage::systemsLanguageIsSpokenWhereItCan()
{
    QFETCH(QString, asked);
    QFETCH(QStringList, system);
    QFETCH(QString, spoken);
    const auto language = languageOf(asked, system);
    QCOMPARE(language.ok(), !spoken.isEmpty());
    if (language)
        QCOMPARE(*language, spoken);
    else
        QVERIFY(language.error().sentence.contains(q("en or es")));
}

void TestLanguage::untranslatedIsSeen()
{
    m_untranslated.taken();
    QCOMPARE(QCoreApplication::translate("quarterdeck::MainWindow", "no such words"), q("no such words"));
    QCOMPARE(m_untranslated.taken(), QStringList {q("quarterdeck::MainWindow: no such words")});
    PlainLabel label(q("Take command"), PlainLabel::Role::Text, m_window.get());
    label.show();
    QCOMPARE(englishLabels(), QStringList {q("Take command")});
}

void TestLanguage::minuteZeroIsInside_data()
{
    QTest::addColumn<quint32>("incident");
    QTest::newRow("commanded") << 1U;
    QTest::newRow("no commander") << 6U;
    QTest::newRow("in triage") << 4U;
}

void TestLanguage::minuteZeroIsInside()
{
    QFETCH(quint32, incident);
    m_window->chooseIncident({incident});
    QTest::qWait(30);
    m_window->setScheme(Scheme::Light); // lays everything out anew: what is too wide shows then
    m_window->tick();
    QTest::qWait(30);
    QCOMPARE(m_window->size(), QSize(1366, 768));
    const QString outside = cellOutside(*m_window);
    QVERIFY2(outside.isEmpty(), qPrintable(outside));
    const QString cut = cutLabel(*named(*m_window, "situation"));
    QVERIFY2(cut.isEmpty(), qPrintable(cut));
    // Words that can be pressed are whole: the Spanish ones are longer.
    for (const auto* button : m_window->findChildren<Button*>()) {
        if (!button->isVisible() || button->word().isEmpty())
            continue;
        const QRect box(button->mapTo(m_window.get(), QPoint(0, 0)), button->size());
        QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->word()));
        QVERIFY2(box.left() >= 0 && box.right() < m_window->width(), qPrintable(button->word()));
    }
}

void TestLanguage::knownWordsAreSpanish()
{
    m_window->chooseIncident({6});
    QTest::qWait(30);
    QCOMPARE(textOf(named(*m_window, "commander")), q("SIN COMANDANTE"));
    QCOMPARE(textOf(named(*m_window, "takeCommand")), q("Tomar el mando"));
    QCOMPARE(textOf(named(*m_window, "perspective0")), q("Mando"));
    QCOMPARE(textOf(named(*m_window, "tab1")), q("Crónica"));
    QCOMPARE(phaseWord(Phase::Monitoring), q("Observación"));
    const auto* item = m_window->actions().find(q("incident.declare"));
    QVERIFY(item);
    QVERIFY(item->action->text().startsWith(q("Declarar un incidente")));
    MemoryDesk empty;
    QCOMPARE(TrustStrip::calmWords(empty), q("Ninguna fuente conectada: no se sabe cómo está producción."));
}

void TestLanguage::countsHaveTheirForms()
{
    const auto words = [](int n) {
        return QCoreApplication::translate("quarterdeck::IncidentActions", "Suppress %n alerts", nullptr, n);
    };
    QCOMPARE(words(1), q("Suprimir 1 alerta"));
    QCOMPARE(words(3), q("Suprimir 3 alertas"));
    // English, too: the code has the plural, and one is not "1 alerts".
    QTranslator english;
    QVERIFY(english.load(q("quarterdeck_en"), q(":/i18n")));
    const auto form = [&](int n) { return english.translate("quarterdeck::IncidentActions", "Suppress %n alerts", nullptr, n); };
    QCOMPARE(form(1), q("Suppress %n alert"));
    QCOMPARE(form(3), q("Suppress %n alerts"));
    QVERIFY(english.translate("quarterdeck::IncidentHeader", "Take command").isEmpty()); // nothing else is in it
}

void TestLanguage::refusalsAreRead()
{
    QCOMPARE(sentenceOf(error("challenge.none", q("Nobody has asked."))), q("Nadie ha preguntado."));
    const QString named = q("Silence 7 is not known."); // what names something is told as the server said it
    QCOMPARE(sentenceOf(error("silence.unknown", named)), named);
}

QStringList TestLanguage::englishLabels() const
{
    static const std::set<QString> english = englishOnly();
    QStringList found;
    for (const auto* widget : m_window->findChildren<QWidget*>()) {
        const QString text = textOf(widget).trimmed();
        if (widget->isVisible() && english.contains(text))
            found << text;
    }
    return found;
}

/// Every view, perspective and incident, the palette and the keys, a cut link: each string that is asked for has a
/// translation, under the context that it is asked for with, and no label reads as in the code.
void TestLanguage::nothingStaysEnglish()
{
    QVERIFY(englishOnly().size() > 300);
    m_untranslated.taken(); // what the control above asked for
    m_window.reset();
    m_window = std::make_unique<MainWindow>(*m_desk); // its constructors are heard, too
    m_window->resize(1366, 768);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QStringList english;
    for (const quint32 incident : {1U, 2U, 4U, 6U}) {
        m_window->chooseIncident({incident});
        for (const auto perspective : {Perspective::Command, Perspective::Scribe, Perspective::Review}) {
            m_window->setPerspective(perspective);
            for (int page = 0; page <= MainWindow::UpdatePage; ++page) {
                m_window->showPage(page);
                m_window->tick();
                m_window->grab(); // what is painted is asked for when it is painted
                english << englishLabels();
            }
        }
    }
    m_window->setPerspective(Perspective::Command);
    for (const char* id : {"incident.declare", "command.offer", "view.keys", "view.keys", "view.palette"}) {
        m_window->actions().trigger(q(id));
        m_window->grab();
        english << englishLabels();
    }
    LinkStatus link = m_desk->link();
    link.connected = false;
    link.since = m_desk->now() - 10'000;
    m_desk->tellLink(link);
    m_window->tick();
    m_window->grab();
    english << englishLabels();
    english.removeDuplicates();
    QVERIFY2(english.isEmpty(), qPrintable(english.join(u'\n')));
    const QStringList untranslated = m_untranslated.taken();
    QVERIFY2(untranslated.isEmpty(), qPrintable(untranslated.join(u'\n')));
}

void TestLanguage::scribesLettersStay()
{
    m_window->log().focusLine();
    QTest::keyClicks(m_window->log().line(), q("d reiniciar redis"));
    QTest::keyClick(m_window->log().line(), Qt::Key_Return);
    QCOMPARE(m_desk->asked().size(), size_t {1});
    const auto* line = get_if<LogLine>(&m_desk->asked().back());
    QVERIFY(line);
    QCOMPARE(line->kind, LineKind::Decision);
    QCOMPARE(line->text, q("reiniciar redis"));
    // A key that opens the palette in English opens it in Spanish.
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(m_window->commandPalette().isVisible());
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
