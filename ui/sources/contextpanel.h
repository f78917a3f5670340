// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"

#include <QJsonObject>
#include <QWidget>

class QListWidget;

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// Lines of the few series that a system answered, each with another stroke, since colour alone would say nothing.
class SeriesPlot : public QWidget {
    Q_OBJECT

public:
    explicit SeriesPlot(QWidget* parent = nullptr);
    /// [{name, points: [[ms since 1970, number]]}]
    void show(const QJsonArray& series);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QJsonArray m_series;
};

/// One question to another system about an incident: what came back, how old that is, what was asked, and the ways to
/// keep it. It is asked when it is shown and when somebody says so, never by itself.
class ContextPanel : public QWidget {
    Q_OBJECT

public:
    /// `what`: {source, index, title} of the server's list.
    ContextPanel(Desk& desk, IncidentId incident, const QJsonObject& what, QWidget* parent = nullptr);

    void askAgain();
    void tick(); ///< its age, once a second

    /// What is pinned: the question, when and where it was asked, and what it gave, as plain text.
    QString asText() const;

signals:
    void said(const QString& sentence, bool problem);

private:
    void showAnswer(const QJsonObject& answer);
    void copyQuery();
    void pin();

    Desk& m_desk;
    const IncidentId m_incident;
    const QJsonObject m_what;
    PlainLabel* m_age;
    PlainLabel* m_query;
    PlainLabel* m_problem;
    SeriesPlot* m_plot;
    QListWidget* m_rows;
    Button* m_again;
    Button* m_copy;
    Button* m_pin;
    QJsonObject m_answer; ///< empty: none yet
    bool m_asking = false;
};

} // namespace quarterdeck
