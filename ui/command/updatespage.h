// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/result.h"

#include <QWidget>

class QComboBox;
class QPlainTextEdit;

namespace quarterdeck {

class ActionBook;
class Button;
class Desk;
class MessageStrip;
class PlainLabel;

/// The status update, written from the state by a template, read and mended by a person, and then posted: to the
/// clipboard and into the log. A public one that is not the commander's waits as a draft.
class UpdatesPage : public QWidget {
    Q_OBJECT

public:
    UpdatesPage(Desk& desk, ActionBook& book, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();
    /// Writes it anew from the state as it is now; what was typed into it is replaced.
    void write(const QString& name = {});

signals:
    void wanted(const QString& action);
    void commandMade(const quarterdeck::CommandBody& body);
    void opened(); ///< it has a text to be read now

private:
    void addActs(ActionBook& book);
    void listChannels();
    QString sinceWords(const struct Incident& incident) const;
    void post();
    void draft();
    void save();
    bool isPublic() const;
    QString noText() const;

    Desk& m_desk;
    IncidentId m_incident;
    Seq m_upTo = 0; ///< what the text tells of
    quint64 m_asked = 0; ///< only the last asked text is shown
    QComboBox* m_template;
    QComboBox* m_language;
    QComboBox* m_where; ///< the clipboard, or a channel
    QPlainTextEdit* m_text;
    PlainLabel* m_past;
    PlainLabel* m_since; ///< what has changed since the last one: what the next one has to tell
    MessageStrip* m_message;
    std::vector<Button*> m_buttons;
};

} // namespace quarterdeck
