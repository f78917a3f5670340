// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifier.h"

#include "models/domain/text.h"
#include "models/state/commandclock.h"
#include "models/state/silences.h"
#include "ui/common/desk.h"
#include "ui/common/words.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>

#include <map>

namespace quarterdeck {

Notifier::Notifier(const Desk& desk, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
{
}

QStringList Notifier::look()
{
    std::map<QString, QString> now; // what holds, by a key that stays
    const auto& w = m_desk.workspace();
    for (const auto& [id, i] : w.incidents()) {
        if (!i.open())
            continue;
        if (i.major())
            now.emplace(QStringLiteral("major:%1").arg(id.value),
                tr("%1: %2").arg(sevWord(i.severity), i.title.isEmpty() ? tr("incident %1").arg(id.value) : i.title));
        for (const auto& due : dueItems(w, i, m_desk.now())) {
            // A poll at its end is the normal case: silence is consent.
            if (due.overdue && due.kind != DueKind::Poll)
                now.emplace(QStringLiteral("due:%1:%2:%3").arg(id.value).arg(due.id).arg(due.due),
                    tr("Overdue: %1").arg(due.what));
        }
    }
    if (m_desk.link().everConnected && !m_desk.link().connected && !m_desk.link().readOnly)
        now.emplace(QStringLiteral("link"), tr("The link to %1 is lost. What you write is kept.").arg(m_desk.link().server));
    for (size_t n = 0; n < w.sources().size(); ++n) {
        const auto& source = w.sources()[n];
        if (source.state == SourceState::Late || source.state == SourceState::Lost)
            now.emplace(QStringLiteral("source:%1").arg(n), tr("The source %1 is %2.").arg(source.name, stateWord(source.state)));
    }
    for (const auto& warning : silenceWarnings(w, m_desk.now()))
        now.emplace(QStringLiteral("silence:%1").arg(warning.silence.value),
            tr("Silence %1 ends soon: %2 alerts return.").arg(warning.silence.value).arg(warning.returns));
    QStringList told;
    QSet<QString> keys;
    for (const auto& [key, words] : now) {
        keys.insert(key);
        if (!m_first && !m_told.contains(key))
            told << words;
    }
    m_told = keys;
    // While entries are still coming in there is nothing to compare with: old news would be told as new.
    m_first = m_first && (w.head().seq == 0 || m_desk.link().behind > 0);
    return told;
}

void Notifier::tick()
{
    const QStringList sentences = look();
    for (const QString& sentence : sentences)
        tell(sentence);
    if (!sentences.isEmpty() && !m_muted)
        QApplication::beep();
}

void Notifier::tell(const QString& sentence)
{
    auto message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    // Urgency 2 is "critical": it stays until it is read. Summaries are text, bodies are markup: so no body.
    message.setArguments({ QStringLiteral("Quarterdeck"), 0U, QString(), visible(sentence, 200), QString(), QStringList(),
        QVariantMap { { QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(2)) } }, -1 });
    auto bus = QDBusConnection::sessionBus();
    if (bus.isConnected())
        bus.call(message, QDBus::NoBlock);
}

} // namespace quarterdeck
