// SPDX-License-Identifier: GPL-3.0-or-later
// Refusals in the reader's language. models/ speaks English and knows no translation: a sentence that is refused often
// and names nothing stands here a second time, and is found by its own words.
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QSet>

namespace quarterdeck {

namespace {

    constexpr const char* k_known[] = {
        QT_TRANSLATE_NOOP("quarterdeck", "What would run is not what was shown. Prepare it again."),
        QT_TRANSLATE_NOOP("quarterdeck", "A run is prepared by the server only."),
        QT_TRANSLATE_NOOP("quarterdeck", "The incident of this action is not open."),
        QT_TRANSLATE_NOOP("quarterdeck", "You hold command already."),
        QT_TRANSLATE_NOOP("quarterdeck", "No command was offered to you."),
        QT_TRANSLATE_NOOP("quarterdeck", "You have offered command to nobody."),
        QT_TRANSLATE_NOOP("quarterdeck", "Nobody holds command: take it."),
        QT_TRANSLATE_NOOP("quarterdeck", "You hold command yourself."),
        QT_TRANSLATE_NOOP("quarterdeck", "Nobody has asked."),
        QT_TRANSLATE_NOOP("quarterdeck", "An incident is no duplicate of itself."),
        QT_TRANSLATE_NOOP("quarterdeck", "An incident cannot be merged into itself."),
        QT_TRANSLATE_NOOP("quarterdeck", "Select the alerts that shall become an incident of their own."),
        QT_TRANSLATE_NOOP("quarterdeck", "None of them is in an incident."),
        QT_TRANSLATE_NOOP("quarterdeck", "Lowering the severity needs a reason."),
        QT_TRANSLATE_NOOP("quarterdeck", "It is in that phase already."),
        QT_TRANSLATE_NOOP("quarterdeck", "That is not a phase one sets; dismiss, merge or undo."),
        QT_TRANSLATE_NOOP("quarterdeck", "That was decided already."),
        QT_TRANSLATE_NOOP("quarterdeck", "A time box is between nothing and 24 hours."),
        QT_TRANSLATE_NOOP("quarterdeck", "The next update is between now and 24 hours away."),
        QT_TRANSLATE_NOOP("quarterdeck", "None was promised."),
        QT_TRANSLATE_NOOP("quarterdeck", "It can be snoozed for up to an hour."),
        QT_TRANSLATE_NOOP("quarterdeck", "That is not on the clock any more."),
        QT_TRANSLATE_NOOP("quarterdeck", "There is no draft of a public update."),
        QT_TRANSLATE_NOOP("quarterdeck", "Somebody is present, missing or gone."),
        QT_TRANSLATE_NOOP("quarterdeck", "These are its members already."),
    };

} // namespace

QString refusalWords(const QString& sentence)
{
    static const QSet<QString> known = [] {
        QSet<QString> all;
        for (const char* one : k_known)
            all.insert(QString::fromUtf8(one));
        return all;
    }();
    return known.contains(sentence) ? QCoreApplication::translate("quarterdeck", sentence.toUtf8().constData()) : sentence;
}

} // namespace quarterdeck
