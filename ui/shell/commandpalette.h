// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QAbstractListModel>
#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace quarterdeck {

class ActionBook;
class Desk;

/// One thing that the palette can do or go to.
struct PaletteItem {
    QString category;
    QString words;
    QString key;
    QString whyNot;
    QString action; ///< an action's id, or
    IncidentId incident; ///< an incident to go to, or
    QString filter; ///< a text to filter the alerts by
};

/// What matches `typed`, best first: all its words, anywhere in category and words.
std::vector<PaletteItem> paletteItems(const ActionBook& book, const Desk& desk, const QString& typed);

class PaletteModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<PaletteItem> items);
    const PaletteItem* itemAt(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PaletteItem> m_items;
};

/// Ctrl+K: reaches everything. It lies over the centre and covers neither the clock nor the scribe line.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    CommandPalette(ActionBook& book, const Desk& desk, QWidget* parent);

    void open();
    void close();

    PaletteModel* model() const { return m_model; }

    QLineEdit* field() const { return m_field; }

signals:
    void incidentWanted(quarterdeck::IncidentId id);
    void filterWanted(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void search();
    void run();
    void step(int by);

    ActionBook& m_book;
    const Desk& m_desk;
    QLineEdit* m_field;
    QListView* m_list;
    PaletteModel* m_model;
    QPointer<QWidget> m_before;
};

} // namespace quarterdeck
