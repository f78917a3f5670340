// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/sourcequality.h"

#include <QJsonObject>
#include <QWidget>

class QListWidget;
class QTableWidget;

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// What the alerts of each source lack, and the requests that nobody could read: the numbers of
/// `quarterdeckctl sources quality`.
class QualityPage : public QWidget {
    Q_OBJECT

public:
    explicit QualityPage(Desk& desk, QWidget* parent = nullptr);

    void refresh(bool all = true); ///< all: also the list of requests, though their number is the same
    void openChosen();
    void readAgain();

signals:
    void trialWanted(quint64 request);
    void said(const QString& sentence, bool problem);

private:
    void count();
    void fill(const std::vector<SourceQuality>& quality);
    void askQuarantine();
    void fillQuarantine(const QJsonObject& answer);

    Desk& m_desk;
    QTableWidget* m_table;
    PlainLabel* m_words;
    QListWidget* m_quarantine;
    Button* m_open;
    Button* m_again;
    QJsonObject m_quarantined; ///< by source
};

} // namespace quarterdeck
