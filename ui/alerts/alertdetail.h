// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QFrame>

class QPlainTextEdit;
class QVBoxLayout;

namespace quarterdeck {

class Button;
class Desk;
class History;
class PlainLabel;

/// All that is known of one alert, as text: labels, annotations, links to copy, and why it is where it is.
class AlertDetail : public QFrame {
    Q_OBJECT

public:
    AlertDetail(const Desk& desk, const History& history, QWidget* parent = nullptr);

    void setAlert(AlertId id);
    void refresh();

    AlertId alert() const { return m_alert; }

signals:
    void wanted(const QString& action);

private:
    QString describe() const;
    void showLinks(const std::vector<QString>& links);

    const Desk& m_desk;
    const History& m_history;
    AlertId m_alert;
    PlainLabel* m_title;
    PlainLabel* m_state;
    QPlainTextEdit* m_text;
    QVBoxLayout* m_linkRows;
    std::vector<Button*> m_links;
    std::vector<Button*> m_acts;
};

} // namespace quarterdeck
