// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;
class QTimer;

namespace quarterdeck {

class Button;
class ConnectPage;
class Desk;
class MessageStrip;
class QualityPage;
class TrialPage;

/// Where systems are connected, beside the command post and never over its clock: connect, quality, try-out.
class SourcesWindow : public QWidget {
    Q_OBJECT

public:
    enum Page { Connect, Quality, TryOut };

    explicit SourcesWindow(Desk& desk, QWidget* parent = nullptr);

    void open(Page page);
    Page page() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void addKeys();
    void tick();
    void say(const QString& sentence, bool problem);

    std::vector<Button*> m_tabs;
    QStackedWidget* m_pages;
    MessageStrip* m_message;
    ConnectPage* m_connect;
    QualityPage* m_quality;
    TrialPage* m_trial;
    QTimer* m_second;
    int m_ticks = 0;
};

} // namespace quarterdeck
