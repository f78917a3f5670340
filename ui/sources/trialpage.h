// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QTimer;

namespace quarterdeck {

class Button;
class PlainLabel;

/// The try-out: a payload on the left, the connector that is to read it on the right, below what it becomes. It runs in
/// the worker process while somebody types; each mistake is named and marked where it stands.
class TrialPage : public QWidget {
    Q_OBJECT

public:
    explicit TrialPage(Desk& desk, QWidget* parent = nullptr);

    void openRequest(quint64 id); ///< out of the quarantine
    void openConnector(const QString& name);
    void run();
    void save(); ///< at the server, where it counts within seconds

signals:
    void said(const QString& sentence, bool problem);

private:
    void showResult(const TrialResult& result);
    void mark(QPlainTextEdit* edit, const std::vector<TrialProblem>& problems, int where);
    void goTo(int row);

    Desk& m_desk;
    QLineEdit* m_name;
    QPlainTextEdit* m_payload;
    QPlainTextEdit* m_mapping;
    QPlainTextEdit* m_result;
    QListWidget* m_problems;
    PlainLabel* m_words;
    Button* m_save;
    QTimer* m_soon;
    std::vector<TrialProblem> m_found;
    int m_asked = 0;
};

} // namespace quarterdeck
