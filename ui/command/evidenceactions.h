// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "ui/command/editorpanel.h"

#include <QImage>
#include <QObject>

namespace quarterdeck {

class ActionBook;
struct Incident;

/// What is kept with an incident: files, pasted pictures, what a source sent, charts, the text of a query. Each is
/// asked for with one line that says why it is kept, so that a reviewer need not guess.
class EvidenceActions : public QObject {
    Q_OBJECT

public:
    EvidenceActions(ActionBook& book, Desk& desk, EditorPanel& editor, QWidget* host);

    void setIncident(IncidentId id) { m_incident = id; }

    void setSelection(std::vector<AlertId> alerts) { m_alerts = std::move(alerts); }

    /// The chart as it is shown, made elsewhere.
    void setChart(std::function<QImage()> chart) { m_chart = std::move(chart); }

    void attachFile(const QString& path);
    void attachPicture(const QImage& picture, AttachmentKind what, const QString& name);

    /// As PNG, made smaller until it can be kept; empty where there is no picture.
    static QByteArray packed(QImage picture);

signals:
    void said(const QString& sentence, bool problem);

private:
    void keep(AttachmentKind what, const QString& name, const QString& mediaType, const QByteArray& bytes);
    void pinQuery();
    QString noIncident() const;

    Desk& m_desk;
    EditorPanel& m_editor;
    QWidget* m_host;
    IncidentId m_incident;
    std::vector<AlertId> m_alerts;
    std::function<QImage()> m_chart;
};

} // namespace quarterdeck
