// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;
class QTimer;

namespace quarterdeck {

class Button;
class DraftText;
class MessageStrip;
class PhaseBar;
class PlainLabel;

/// What happened, to read and to take away: the draft with its entries, the figures with their definitions,
/// the phases, the export.
class ReviewPage : public QWidget {
    Q_OBJECT

public:
    explicit ReviewPage(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId incident);
    void exportAs(const QString& format); ///< "markdown", "html", "json", to the file that is named
    DraftText* draftText() const { return m_draft; }

signals:
    void entryActivated(quint64 seq);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeSide();
    QWidget* makeExport();
    void soon();
    void refresh();
    void fillFigures(const Incident& incident);
    void showEntry(quint64 seq);
    QString fileFor(const QString& format) const;

    Desk& m_desk;
    IncidentId m_incident;
    DraftText* m_draft;
    PlainLabel* m_entry = nullptr;
    PhaseBar* m_phases = nullptr;
    QGridLayout* m_figures = nullptr;
    QLineEdit* m_file = nullptr;
    MessageStrip* m_message = nullptr;
    std::vector<Button*> m_buttons;
    QTimer* m_soon;
    bool m_dirty = true;
};

} // namespace quarterdeck
