// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/evidenceactions.h"

#include "ui/common/actionbook.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"

#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QMimeDatabase>

namespace quarterdeck {

namespace {
    constexpr int k_leastWidth = 200;
    constexpr double k_smaller = 0.75;
}

EvidenceActions::EvidenceActions(ActionBook& book, Desk& desk, EditorPanel& editor, QWidget* host)
    : QObject(host)
    , m_desk(desk)
    , m_editor(editor)
    , m_host(host)
{
    const QString category = tr("Evidence");
    const auto any = [this] { return noIncident(); };
    book.add(QStringLiteral("evidence.attach"), category, tr("Attach a file…"), QKeySequence(Qt::CTRL | Qt::Key_O),
        [this] {
            auto* dialog = new QFileDialog(m_host, tr("Attach a file"));
            dialog->setFileMode(QFileDialog::ExistingFile);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setModal(false);
            connect(dialog, &QFileDialog::fileSelected, this, &EvidenceActions::attachFile);
            dialog->show();
        },
        any);
    book.add(QStringLiteral("evidence.paste"), category, tr("Attach the picture of the clipboard…"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V),
        [this] {
            attachPicture(QGuiApplication::clipboard()->image(), AttachmentKind::Picture,
                tr("picture-%1.png").arg(clockText(m_desk.now())));
        },
        [this] {
            const auto* data = QGuiApplication::clipboard()->mimeData();
            return data && data->hasImage() ? noIncident() : tr("There is no picture in the clipboard.");
        });
    book.add(QStringLiteral("evidence.request"), category, tr("Pin what the source sent for the selected alert…"), {},
        [this] {
            const auto text = m_desk.text(m_alerts.front());
            m_editor.open({ tr("Pin what the source sent"), tr("%1 · %2: the raw request, with its hash.").arg(text.name, text.service),
                { { QStringLiteral("note"), tr("Because"), EditorField::Kind::Line, {}, tr("may be empty"), {} } }, tr("Pin it"),
                [id = m_incident, alert = m_alerts.front()](const EditorValues& v) -> Result<CommandBody> {
                    return CommandBody { Attach { { id, {} }, AttachmentKind::Request, alert, {}, {}, v.at(QStringLiteral("note")), {} } };
                } });
        },
        [this] { return m_alerts.empty() ? tr("Select an alert first.") : noIncident(); });
    book.add(QStringLiteral("evidence.chart"), category, tr("Pin the chart as it is now…"), {},
        [this] { attachPicture(m_chart(), AttachmentKind::Chart, tr("rate-%1.png").arg(clockText(m_desk.now()))); },
        [this] { return m_chart ? noIncident() : tr("There is no chart."); });
    book.add(QStringLiteral("evidence.query"), category, tr("Pin a query…"), {}, [this] { pinQuery(); }, any);
}

QString EvidenceActions::noIncident() const
{
    if (m_desk.link().readOnly)
        return tr("This is an exported incident: it can be read and not changed.");
    return m_desk.workspace().incident(m_incident) ? QString() : tr("No incident is chosen.");
}

void EvidenceActions::attachFile(const QString& path)
{
    if (const QString why = noIncident(); !why.isEmpty()) {
        emit said(why, true);
        return;
    }
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        emit said(tr("%1 cannot be read: %2").arg(path, info.isFile() ? file.errorString() : tr("it is no file")), true);
        return;
    }
    if (info.size() > mostAttached) {
        emit said(tr("%1 has %2 KiB; at most %3 are kept. Put it where your team keeps files and log the link.")
                      .arg(info.fileName())
                      .arg(info.size() / 1024)
                      .arg(mostAttached / 1024),
            true);
        return;
    }
    const QByteArray bytes = file.read(mostAttached + 1);
    keep(AttachmentKind::File, info.fileName(), QMimeDatabase().mimeTypeForFileNameAndData(info.fileName(), bytes).name(), bytes);
}

QByteArray EvidenceActions::packed(QImage picture)
{
    QByteArray out;
    while (!picture.isNull()) {
        QBuffer buffer(&out);
        buffer.open(QIODevice::WriteOnly | QIODevice::Truncate);
        picture.save(&buffer, "PNG");
        if (out.size() <= mostAttached)
            return out;
        const int width = static_cast<int>(picture.width() * k_smaller);
        if (width < k_leastWidth)
            return {};
        picture = picture.scaledToWidth(width, Qt::SmoothTransformation);
    }
    return {};
}

void EvidenceActions::attachPicture(const QImage& picture, AttachmentKind what, const QString& name)
{
    if (const QString why = noIncident(); !why.isEmpty()) {
        emit said(why, true);
        return;
    }
    const QByteArray bytes = packed(picture);
    if (bytes.isEmpty()) {
        emit said(tr("There is no picture that could be kept."), true);
        return;
    }
    keep(what, name, QStringLiteral("image/png"), bytes);
}

void EvidenceActions::keep(AttachmentKind what, const QString& name, const QString& mediaType, const QByteArray& bytes)
{
    const AlertId alert = what == AttachmentKind::Chart && !m_alerts.empty() ? m_alerts.front() : AlertId();
    const auto* incident = m_desk.workspace().incident(m_incident);
    m_editor.open({ tr("Keep with “%1”").arg(incident->title), tr("%1 KiB; it stays in the log with its hash.").arg((bytes.size() + 1023) / 1024),
        { { QStringLiteral("name"), tr("Name"), EditorField::Kind::Line, name, {}, {} },
            { QStringLiteral("note"), tr("Because"), EditorField::Kind::Line, {}, tr("may be empty"), {} } },
        tr("Keep it"), [id = m_incident, what, alert, mediaType, bytes](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("name")).isEmpty())
                return error("editor.name", tr("It needs a name."));
            return CommandBody { Attach { { id, {} }, what, alert, v.at(QStringLiteral("name")), mediaType,
                v.at(QStringLiteral("note")), bytes } };
        } });
}

void EvidenceActions::pinQuery()
{
    m_editor.open({ tr("Pin a query"), tr("Its text as it was asked, so that it can be asked again."),
        { { QStringLiteral("name"), tr("Name"), EditorField::Kind::Line, {}, tr("checkout errors by pod"), {} },
            { QStringLiteral("text"), tr("Query"), EditorField::Kind::Lines, {}, {}, {} },
            { QStringLiteral("note"), tr("It showed"), EditorField::Kind::Line, {}, tr("may be empty"), {} } },
        tr("Pin it"), [id = m_incident](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("name")).isEmpty() || v.at(QStringLiteral("text")).isEmpty())
                return error("editor.query", tr("It needs a name and the query’s text."));
            return CommandBody { Attach { { id, {} }, AttachmentKind::Query, {}, v.at(QStringLiteral("name")), QStringLiteral("text/plain"),
                v.at(QStringLiteral("note")), v.at(QStringLiteral("text")).toUtf8() } };
        } });
}

} // namespace quarterdeck
