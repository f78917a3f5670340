// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/pulse.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace quarterdeck {

class Desk;

/// What is known of a source: the journal's word, or the pulse's where that is fresher.
struct SourceRow {
    QString name;
    SourceState state = SourceState::Unproven;
    Instant lastSignalAt = 0;
    SourcePulse pulse;
    QString reason;
};

std::vector<SourceRow> sourceRows(const Desk& desk);

/// "● Prometheus eu live 2 s"; `old`: the server is silent, so that only a time is honest.
QString sourceWords(const SourceRow& row, Instant now, bool old);

class SourceTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    SourceTableModel(const Desk& desk, QObject* parent);

    void refresh();
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Desk& m_desk;
    std::vector<SourceRow> m_rows;
};

/// Every number of every source.
class SourceTable : public QTableView {
    Q_OBJECT

public:
    explicit SourceTable(const Desk& desk, QWidget* parent = nullptr);

    void refresh() { m_model->refresh(); }

protected:
    void showEvent(QShowEvent* event) override;

private:
    SourceTableModel* m_model;
};

} // namespace quarterdeck
