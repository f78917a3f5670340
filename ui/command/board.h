// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/items/keyedlist.h"
#include "ui/command/editorpanel.h"

#include <QListView>
#include <QWidget>

#include <map>

class QHBoxLayout;

namespace quarterdeck {

class ActionBook;
class Button;
class Desk;
class PlainLabel;
struct Delta;
struct Incident;

/// One line of a board: who or what it is, its words, and how it stands.
struct BoardRow {
    enum class Tone { Plain, Dim, Loud, Heading };

    QString id; ///< stays while it is the same thing: "poll:3", "hypothesis:7"
    QString lead;
    QString text;
    QString state;
    Tone tone = Tone::Plain;
    int indent = 0; ///< steps to the right: what belongs to the row above

    bool operator==(const BoardRow&) const = default;
};

/// Rows by their ids: what changes is replaced in place, so that selection and scroll survive.
class BoardModel : public KeyedList<QString> {
    Q_OBJECT

public:
    using KeyedList::KeyedList;

    void setRows(std::vector<BoardRow> wanted);
    const BoardRow* rowAt(int row) const;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::map<QString, BoardRow> m_rows;
};

/// A page of the command post: a list that is made anew from the incident after every change, and the acts on the
/// chosen line. Subclasses say what the lines are.
class BoardPage : public QWidget {
    Q_OBJECT

public:
    BoardPage(Desk& desk, ActionBook& book, EditorPanel& editor, const QString& name, const QString& emptyWords,
        QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh(); ///< once a second, and after every change

signals:
    void wanted(const QString& action);
    void commandMade(const quarterdeck::CommandBody& body);
    void said(const QString& sentence, bool problem);

protected:
    virtual std::vector<BoardRow> rowsOf(const Incident& incident, Instant now) const = 0;
    virtual void activated() { } ///< Enter, or a double click on a line

    /// An act of the book; with a button below the list, unless it has its button elsewhere.
    void addAct(const QString& id, const QString& category, const QString& words, const QKeySequence& key,
        std::function<void()> run, std::function<QString()> whyNot, bool hasButton = true);
    /// A form whose command is asked for when it is submitted.
    void openForm(EditorForm form);

    const Incident* incident() const;
    IncidentRef ref() const { return {m_incident, {}}; }
    QString noOpen() const; ///< why nothing can be done to the incident; empty: it can
    /// The number behind `prefix` of the chosen line ("poll:"), 0 if it is something else.
    quint64 chosenNumber(const QString& prefix) const;
    QString chosenId() const;
    void choose(const QString& id);

    Desk& m_desk;
    QListView* m_view;

private:
    ActionBook& m_book;
    EditorPanel& m_editor;
    IncidentId m_incident;
    BoardModel* m_model;
    PlainLabel* m_empty;
    QHBoxLayout* m_acts;
};

} // namespace quarterdeck
