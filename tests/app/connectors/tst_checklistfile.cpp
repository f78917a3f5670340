// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/checklistfile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace quarterdeck;

namespace {

const QString ours = QStringLiteral(QD_SOURCE_DIR "/resources/checklists");

QByteArray list(const char* id = "mine", const char* phase = "Fixing", const char* items = "  - {id: a, text: Look}\n")
{
    return QByteArray("id: ") + id + "\ntitle: Mine\nphase: " + phase + "\nitems:\n" + items;
}

QString refusal(const QByteArray& text)
{
    const auto read = readChecklist(text, QStringLiteral("mine.yaml"));
    return read ? QStringLiteral("taken") : read.error().sentence;
}

} // namespace

class TestChecklistFile : public QObject {
    Q_OBJECT

private slots:
    void ourOwnAreRead()
    {
        std::vector<Error> problems;
        const auto lists = loadChecklists({ours}, problems);
        QVERIFY(problems.empty());
        QStringList ids;
        for (const auto& l : lists) {
            ids << l.checklist;
            QCOMPARE(l.hash.size(), 32);
            QVERIFY(!l.items.empty() && l.source.s.contains(l.title.s));
        }
        QCOMPARE(ids, (QStringList {QStringLiteral("closing"), QStringLiteral("first-minutes"), QStringLiteral("watching")}));
        QCOMPARE(lists.front().phase, Phase::Resolved);
        QCOMPARE(lists.front().items.front().item, QStringLiteral("last-update"));
    }

    void whatIsWrongIsSaidWithItsLine()
    {
        QCOMPARE(refusal(list()), QStringLiteral("taken"));
        QVERIFY(refusal(list("other")).contains(QStringLiteral("the file’s name")));
        QVERIFY(refusal(list("mine", "Lunch")).contains(QStringLiteral("phase is")));
        QVERIFY(refusal(list("mine", "Fixing", "  []\n")).contains(QStringLiteral("1 to 100")));
        QVERIFY(refusal(list("mine", "Fixing", "  - {id: a, text: x}\n  - {id: a, text: y}\n")).contains(QStringLiteral("mine.yaml:6: the id “a”")));
        QVERIFY(refusal(list("mine", "Fixing", "  - {id: A!, text: x}\n")).contains(QStringLiteral("mine.yaml:5")));
        QVERIFY(refusal("id: &a mine\ntitle: *a\n").contains(QStringLiteral("mine.yaml")));
        QVERIFY(refusal("- a\n").contains(QStringLiteral("has id, title")));
    }

    void aLaterFolderReplaces()
    {
        QTemporaryDir mine;
        QFile file(mine.filePath(QStringLiteral("closing.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(list("closing", "Resolved"));
        file.close();
        QFile broken(mine.filePath(QStringLiteral("broken.yaml")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("title: [");
        broken.close();
        std::vector<Error> problems;
        const auto lists = loadChecklists({ours, mine.path()}, problems);
        QCOMPARE(lists.size(), 3U);
        QCOMPARE(lists.front().title.s, QStringLiteral("Mine"));
        QCOMPARE(problems.size(), 1U);
        QVERIFY(problems.front().sentence.contains(QStringLiteral("broken.yaml")));
    }
};

QTEST_APPLESS_MAIN(TestChecklistFile)
#include "tst_checklistfile.moc"
