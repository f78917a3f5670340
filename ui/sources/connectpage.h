// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"
#include "models/state/sourcequality.h"

#include <QJsonObject>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QTableWidget;

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// "Connect my alerts": choose a system, paste what is configured there, see whether it was heard and what it became.
class ConnectPage : public QWidget {
    Q_OBJECT

public:
    explicit ConnectPage(Desk& desk, QWidget* parent = nullptr);

    void refresh(); ///< asks the server which systems it knows
    void tick(); ///< once a second while it is seen
    void focusFind();
    void copyTemplate();
    void copyWatchdog();
    void test();
    /// The source as it is typed here becomes one of the server's; what is typed as its secret goes into the server's
    /// keychain and is gone from here.
    void addSource();

signals:
    void said(const QString& sentence, bool problem);

private:
    void fill();
    void choose();
    void askSetup();
    void showHeard();
    void showPreview();
    void fillPreview(const SourcePreview& preview);
    QString source() const;
    bool isPolled() const;
    bool isConfigured() const;
    void showForm();

    Desk& m_desk;
    QLineEdit* m_find;
    QListWidget* m_list;
    PlainLabel* m_title;
    QLineEdit* m_source;
    QLineEdit* m_url;
    QLineEdit* m_address;
    QLineEdit* m_user;
    QLineEdit* m_secret;
    Button* m_add;
    QPlainTextEdit* m_template;
    PlainLabel* m_yaml;
    Button* m_copy;
    Button* m_test;
    Button* m_watchdog;
    PlainLabel* m_heard;
    PlainLabel* m_tested;
    PlainLabel* m_unmapped;
    QTableWidget* m_services;
    PlainLabel* m_severities;
    QJsonObject m_known; ///< the answer to "connectors"
    QString m_connector;
    QString m_text; ///< the template as it is copied
    QString m_rule; ///< the Watchdog's
    quint64 m_previewHead = 0;
    QString m_previewSource;
    int m_ticks = 0;
    int m_asked = 0; ///< an answer that is not to the last question is late
};

} // namespace quarterdeck
