// SPDX-License-Identifier: GPL-3.0-or-later
// Teams, members, evidence, what goes out, layouts and the wall view, through the window.
#include "tests/ui/window.h"
#include "ui/command/attachmentwindow.h"
#include "ui/command/evidenceactions.h"
#include "ui/common/actionbook.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/shell/centre.h"
#include "ui/shell/layouts.h"
#include "ui/shell/mainwindow.h"
#include "ui/wall/wallview.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCryptographicHash>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace quarterdeck;

namespace {

QString q(const char* s)
{
    return QString::fromUtf8(s);
}

template <class T>
const T* lastAsked(const MemoryDesk& desk)
{
    return desk.asked().empty() ? nullptr : get_if<T>(&desk.asked().back());
}

/// What a list shows, a line each.
QStringList shown(const QListView& view)
{
    QStringList out;
    for (int row = 0; row < view.model()->rowCount(); ++row)
        out << view.model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    return out;
}

} // namespace

class TestPeople : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(q("quarterdeck-tests"));
        QSettings().clear();
        applyTheme(*qApp, Scheme::Dark);
    }

    void init()
    {
        m_desk = std::make_unique<MemoryDesk>();
        fillDesk(*m_desk);
        m_window = std::make_unique<MainWindow>(*m_desk);
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->chooseIncident({1});
    }

    void cleanup()
    {
        m_window.reset();
        m_desk.reset();
    }

    void aTeamIsSetByKeys()
    {
        m_window->actions().trigger(q("people.team"));
        type("editor_team", "database");
        type("editor_lead", "@heron");
        type("editor_members", "@swift, plover");
        QTest::keyClick(field("editor_task"), Qt::Key_Return);
        const auto* asked = lastAsked<SetTeam>(*m_desk);
        QVERIFY(asked);
        QCOMPARE(asked->lead, q("heron"));
        QCOMPARE(asked->members, (std::vector<QString> {q("swift"), q("plover")}));
        m_desk->put(q("kestrel"), {TeamSet {{1}, q("database"), q("heron"), {Text(q("swift")), Text(q("plover"))}, q("find the lag")}});
        m_window->showPage(MainWindow::PersonPage);
        m_window->tick();
        const auto lines = shown(*m_window->findChild<QListView*>(q("people"))).join(u'\n');
        QVERIFY2(lines.contains(q("team database (find the lag): @plover, @swift")), qPrintable(lines));
        QVERIFY2(lines.contains(q("Alarm load")), qPrintable(lines));
    }

    void membersAreSaidInTheHeader()
    {
        auto* closed = m_window->findChild<QWidget*>(q("header"));
        m_desk->put(q("kestrel"), {AccessSet {{1}, true, {q("kestrel"), q("heron")}, q("a key leaked")}});
        m_window->tick();
        QVERIFY(words(closed).contains(q("members only: kestrel, heron")));
        m_desk->put(q("heron"), {AccessSet {{1}, true, {q("heron")}, q("a key leaked")}});
        m_window->tick();
        QVERIFY(words(closed).contains(q("you are not one of them")));
        m_desk->put(q("heron"), {AccessSet {{1}, false, {}, q("over")}, ParentSet {{1}, {2}}});
        m_window->tick();
        QVERIFY(words(closed).contains(q("part of incident 2")));
        QVERIFY(!words(closed).contains(q("members only")));
    }

    void nobodyWritesIntoTheWrongIncident()
    {
        const auto* into = m_window->findChild<PlainLabel*>(q("scribeInto"));
        QVERIFY(into->isVisible()); // three are worked on
        QVERIFY2(into->text().contains(m_desk->workspace().incident(IncidentId {1})->title), qPrintable(into->text()));
        m_window->chooseIncident({6});
        QVERIFY(into->text().contains(q("Payment provider unreachable")));
        m_desk->put(q("heron"), {IncidentDismissed {{6}, {}}, IncidentDismissed {{2}, {}}});
        m_window->chooseIncident({1});
        QVERIFY(!into->isVisible()); // one alone cannot be mistaken
    }

    void theLastOfManyLinesIsSeen()
    {
        std::vector<Fact> lines;
        for (quint32 n = 1; n <= 900; ++n) {
            LineLogged line;
            line.incident = {1};
            line.line = {m_desk->workspace().lastLine() + n};
            line.observedAt = m_desk->now();
            line.text = QStringLiteral("line %1 of a long outage, with words enough for more than a row").arg(n);
            lines.emplace_back(line);
        }
        m_desk->put(q("wren"), lines);
        auto* log = m_window->findChild<QListView*>(q("log"));
        const auto lastIsSeen = [log] {
            const auto last = log->model()->index(log->model()->rowCount() - 1, 0);
            return log->viewport()->rect().contains(log->visualRect(last));
        };
        QTRY_VERIFY(lastIsSeen());
        LineLogged more;
        more.incident = {1};
        more.line = {m_desk->workspace().lastLine() + 1};
        more.observedAt = m_desk->now();
        more.text = q("the one that was just written");
        m_desk->put(q("wren"), {more});
        QTRY_VERIFY(lastIsSeen());
        log->verticalScrollBar()->setValue(0); // somebody reads the beginning
        more.line = {m_desk->workspace().lastLine() + 1};
        m_desk->put(q("wren"), {more});
        QTest::qWait(50);
        QCOMPARE(log->verticalScrollBar()->value(), 0);
    }

    void aFileIsKeptWithItsReason()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(q("trace.log")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ERROR redis\n") > 0);
        file.close();
        auto* acts = m_window->findChild<EvidenceActions*>();
        acts->attachFile(file.fileName());
        type("editor_note", "the first error");
        QTest::keyClick(field("editor_note"), Qt::Key_Return);
        const auto* asked = lastAsked<Attach>(*m_desk);
        QVERIFY(asked);
        QCOMPARE(asked->name, q("trace.log"));
        QCOMPARE(asked->bytes, QByteArray("ERROR redis\n"));
        QCOMPARE(asked->note, q("the first error"));
        // What is too large, or no file, is said and nothing is asked for.
        const auto before = m_desk->asked().size();
        acts->attachFile(folder.path());
        QFile large(folder.filePath(q("large")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(mostAttached + 1));
        acts->attachFile(large.fileName());
        QCOMPARE(m_desk->asked().size(), before);
    }

    void aPictureIsPastedIntoTheLine()
    {
        QImage picture(300, 200, QImage::Format_RGB32);
        picture.fill(Qt::darkCyan);
        auto* data = new QMimeData;
        data->setImageData(picture);
        QGuiApplication::clipboard()->setMimeData(data);
        auto* line = field("scribeLine");
        line->setFocus();
        QTest::keyClick(line, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(field("editor_note"));
        QTest::keyClick(field("editor_note"), Qt::Key_Return);
        const auto* asked = lastAsked<Attach>(*m_desk);
        QVERIFY(asked && asked->what == AttachmentKind::Picture);
        QImage kept;
        QVERIFY(kept.loadFromData(asked->bytes, "PNG"));
        QCOMPARE(kept.size(), picture.size());
        // Text is pasted as text.
        QGuiApplication::clipboard()->setText(q("n hello"));
        line->setFocus();
        QTest::keyClick(line, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(qobject_cast<QLineEdit*>(line)->text(), q("n hello"));
    }

    void aLargePictureIsMadeSmallerUntilItFits()
    {
        QImage noise(1400, 900, QImage::Format_RGB32);
        quint32 state = 1;
        for (int y = 0; y < noise.height(); ++y) {
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, state = state * 1664525U + 1013904223U);
        }
        const auto packed = EvidenceActions::packed(noise);
        QVERIFY(!packed.isEmpty() && packed.size() <= mostAttached);
        QVERIFY(EvidenceActions::packed({}).isEmpty());
    }

    void whatWasKeptIsOpened()
    {
        m_desk->put(q("kestrel"), {kept("query.txt", "rate(errors[5m]) <b>&</b> \xe2\x80\xae")});
        m_window->showPage(MainWindow::DecisionPage);
        m_window->tick();
        auto* list = m_window->findChild<QListView*>(q("decisions"));
        const auto lines = shown(*list);
        const auto row = lines.indexOf(QRegularExpression(q(".*query\\.txt.*")));
        QVERIFY2(row >= 0, qPrintable(lines.join(u'\n')));
        list->setCurrentIndex(list->model()->index(static_cast<int>(row), 0));
        m_window->actions().trigger(q("evidence.show"));
        auto* opened = m_window->findChild<QWidget*>(q("attachment"));
        QVERIFY(opened && !opened->isModal());
        const auto text = opened->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(text.contains(q("<b>&</b>")) && text.contains(q("U+202E")), qPrintable(text)); // as text, and seen
        opened->close();
    }

    void onlyPicturesAreDecodedAsPictures()
    {
        AttachmentInfo info;
        info.name = q("x.png");
        auto* window = showAttachment(info, "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", m_window.get());
        QVERIFY(window->findChild<QPlainTextEdit*>());
        window->close();
        auto* broken = showAttachment(info, QByteArray("\x89PNG\r\n\x1a\n and no more"), m_window.get());
        QVERIFY(broken->findChild<QPlainTextEdit*>());
        broken->close();
    }

    void aPageGoesThroughAChannel()
    {
        m_desk->put(q("server"), {ChannelLoaded {"h", q("pager"), true, false, false, q("On-call pager")},
                                     ChannelLoaded {"h", q("chat"), false, true, false, q("#outage & more")}});
        m_window->actions().trigger(q("people.page"));
        type("editor_person", "@payments");
        QTest::keyClick(field("editor_person"), Qt::Key_Return);
        const auto* asked = lastAsked<PagePerson>(*m_desk);
        QVERIFY(asked);
        QCOMPARE(asked->how, q("pager"));
        auto* line = qobject_cast<QLineEdit*>(field("scribeLine"));
        line->setText(q("p @database"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(lastAsked<PagePerson>(*m_desk)->how, q("pager"));
        line->setText(q("p @database by phone")); // called already: nothing goes out
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(lastAsked<PagePerson>(*m_desk)->how, q("by phone"));
        const Seq seq = m_desk->put(q("kestrel"), {PersonPaged {{1}, q("payments"), q("pager")}, MessageQueued {{1}, MessageKind::Page, q("pager"), q("payments"), q("SEV-1")}});
        m_desk->put(q("server"), {MessageAnswered {{1}, seq, false, false, 1, 503, q("busy")}});
        m_window->showPage(MainWindow::PersonPage);
        m_window->tick();
        auto* people = m_window->findChild<QListView*>(q("people"));
        QVERIFY2(shown(*people).join(u'\n').contains(q("waiting to send")), qPrintable(shown(*people).join(u'\n')));
        m_desk->put(q("server"), {MessageAnswered {{1}, seq, true, false, 2, 202, {}}});
        m_window->tick();
        QVERIFY(shown(*people).join(u'\n').contains(q("✓ sent")));
        auto* where = m_window->findChild<QComboBox*>(q("updateWhere"));
        QCOMPARE(where->count(), 2);
        QCOMPARE(where->itemData(1).toString(), q("chat"));
    }

    void theWallSaysWhatMatters()
    {
        m_window->chooseIncident({6});
        m_window->actions().trigger(q("view.wall"));
        auto* wall = m_window->findChild<WallView*>();
        QVERIFY(wall && wall->isVisible());
        m_window->tick();
        const auto text = wall->words();
        for (const char* part : {"SEV-1 · Payment provider unreachable", "NO COMMANDER", "firing", "⚠ CloudWatch"})
            QVERIFY2(text.contains(q(part)) || (q(part).startsWith(u'⚠') && text.contains(u'⚠')), qPrintable(text));
        QCOMPARE(wall->accessibleName(), text);
        QVERIFY(!wall->grab().toImage().isNull());
        QTest::keyClick(wall, Qt::Key_Escape);
        QVERIFY(!wall->isVisible());
    }

    void aLayoutComesBack()
    {
        QVERIFY(!savedLayout(2));
        m_window->setPerspective(Perspective::Command);
        m_window->showPage(MainWindow::TaskListPage);
        m_window->actions().trigger(q("layout.save2"));
        m_window->setPerspective(Perspective::Review);
        m_window->actions().trigger(q("layout.2"));
        QCOMPARE(m_window->perspective(), Perspective::Command);
        QCOMPARE(m_window->centre().shown(), static_cast<int>(MainWindow::TaskListPage));
        const auto* never = m_window->actions().find(q("layout.3"));
        QVERIFY(never && never->whyNot().contains(u'3'));
    }

private:
    QWidget* field(const char* name) const { return m_window->findChild<QWidget*>(q(name)); }

    void type(const char* name, const char* text)
    {
        QVERIFY2(field(name), name);
        field(name)->setFocus();
        QTest::keyClicks(field(name), q(text));
    }

    static QString words(const QWidget* of)
    {
        QStringList out;
        for (const auto* label : of->findChildren<PlainLabel*>())
            out << label->text();
        return out.join(u'\n');
    }

    static Attached kept(const char* name, const QByteArray& bytes)
    {
        Attached fact;
        fact.incident = {1};
        fact.what = AttachmentKind::Query;
        fact.size = static_cast<quint64>(bytes.size());
        fact.name = q(name);
        fact.mediaType = q("text/plain");
        fact.sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        fact.bytes = QString::fromLatin1(bytes.toBase64());
        return fact;
    }

    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestPeople)
#include "tst_people.moc"
