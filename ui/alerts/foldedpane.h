// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/items/keyedlist.h"
#include "models/state/workspace.h"

#include <QWidget>

class QListView;

namespace quarterdeck {

class ActionBook;
class Button;
class Desk;
class PlainLabel;

/// The kinds of alerts that are folded, by name and resource. Rows that are there keep their places while the
/// pane is open; opening it puts the largest first.
class FoldedModel : public KeyedList<AlertKind> {
public:
    static constexpr size_t rowsMost = 500;

    explicit FoldedModel(const Desk& desk, QObject* parent);

    void sort(); ///< what folds most first; ties by name and resource
    void refresh(); ///< new kinds at the end
    const FoldedLine* lineAt(int row) const;
    QString textAt(int row) const; ///< all that a row says
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<AlertKind> wanted() const;

    const Desk& m_desk;
};

/// Steady background that is kept out of the incidents: how much of it there is, always in sight; on demand its
/// rolling lines, each with its reason, to be shown again with one key.
class FoldedPane : public QWidget {
    Q_OBJECT

public:
    FoldedPane(Desk& desk, ActionBook& book, QWidget* parent = nullptr);

    void tick(); ///< once a second
    void toggle();
    bool isOpen() const;

signals:
    void commandMade(const quarterdeck::CommandBody& body);
    void alertsWanted(const QString& filter); ///< of the chosen kind
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addActs(ActionBook& book);
    void count();
    QString noKind() const;
    AlertKind chosen() const;
    void showAlerts();

    Desk& m_desk;
    FoldedModel* m_model;
    QWidget* m_list;
    QListView* m_view;
    Button* m_summary;
    Button* m_show;
    PlainLabel* m_why;
    bool m_dirty = true;
};

} // namespace quarterdeck
