// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/pulse.h"
#include "ui/common/plainlabel.h"

#include <QFrame>

class QHBoxLayout;
class QTableWidget;

namespace quarterdeck {

class Button;
class Desk;
class SourceTable;

/// One source: state by shape and word, the age of its last signal; striped when it is not live.
class SourceChip : public PlainLabel {
    Q_OBJECT

public:
    using PlainLabel::PlainLabel;

    void setDoubtful(bool doubtful);

    bool doubtful() const { return m_doubtful; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_doubtful = false;
};

/// The feed-trust strip: whether the screen may be believed. Never calm while a source is stale, and its
/// own numbers lose their look when the server has not said anything for three seconds.
class TrustStrip : public QFrame {
    Q_OBJECT

public:
    explicit TrustStrip(Desk& desk, QWidget* parent = nullptr);

    void tick();
    void toggleDetails();

    /// "server 12 ms", or since when there is none and how much waits.
    static QString linkWords(const Desk& desk);
    static bool linkIsLost(const Desk& desk);
    /// What is true when nothing fires: calm is said only when every source is proven live.
    /// What can be said of the feed in a line, and whether nothing in it is bad.
    static std::pair<QString, bool> feedWords(const Desk& desk);
    static QString calmWords(const Desk& desk);

signals:
    void connectWanted(); ///< nothing is connected yet

private:
    struct Row;

    void showSources();
    void showTotals();

    Desk& m_desk;
    Button* m_details;
    QHBoxLayout* m_chips;
    std::vector<SourceChip*> m_sources;
    PlainLabel* m_none;
    Button* m_connect;
    SourceChip* m_totals;
    SourceTable* m_table;
};

} // namespace quarterdeck
