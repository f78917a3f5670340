// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/items/keyedlist.h"

#include <QWidget>

class QListView;

namespace quarterdeck {

class Desk;
class PlainLabel;
class WarningsModel;
class WatchBook;

/// Watched series that warn and are in no accepted incident: each with its line, its usual band, its threshold,
/// and how long it takes to get there. What is drawn is as of the alert's onset, and says so.
class WarningsLane : public QWidget {
    Q_OBJECT

public:
    WarningsLane(Desk& desk, const WatchBook& watches, QWidget* parent = nullptr);

    void tick(); ///< once a second: times
    void focusList();

signals:
    void chosen(quarterdeck::AlertId alert); ///< none: nothing is chosen
    void wanted(quarterdeck::AlertId alert); ///< to be seen with all of its texts

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    AlertId current() const;

    Desk& m_desk;
    const WatchBook& m_watches;
    WarningsModel* m_model;
    QListView* m_view;
    PlainLabel* m_heading;
    PlainLabel* m_empty;
};

} // namespace quarterdeck
