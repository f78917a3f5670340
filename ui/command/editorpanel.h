// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/result.h"

#include <QFrame>

#include <functional>

class QFormLayout;
class QGridLayout;

namespace quarterdeck {

class Button;
class Desk;
class MessageStrip;
class PlainLabel;

using EditorValues = std::map<QString, QString>;

struct EditorField {
    enum class Kind { Line, Lines, Choice };

    QString id;
    QString label;
    Kind kind = Kind::Line;
    QString value;
    QString placeholder;
    std::vector<std::pair<QString, QString>> choices; ///< value, words
};

/// A small form that asks for what a command still lacks.
struct EditorForm {
    QString title;
    QString note; ///< what will happen, or what is read back
    std::vector<EditorField> fields;
    QString verb; ///< what its button says: never "OK"
    std::function<Result<CommandBody>(const EditorValues&)> make;
    std::function<void(Seq)> done = {};
};

/// Of what is typed into a form: "@swift" and "swift" are the same person.
QString withoutAt(const QString& person);

/// Whole minutes in milliseconds; empty is 0 where nothing needs to be said. Error "editor.minutes".
Result<qint64> typedMinutes(const QString& typed, bool mayBeEmpty, int most = 1440);

/// The one inline editor: part of the layout, between the clock and the situation. It covers nothing, a
/// refusal stays in it with what was typed, and Escape closes it.
class EditorPanel : public QFrame {
    Q_OBJECT

public:
    explicit EditorPanel(Desk& desk, QWidget* parent = nullptr);

    void open(EditorForm form);
    void close();
    void submit();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeField(const EditorField& field);
    QString valueOf(const EditorField& field, const QWidget* widget) const;

    Desk& m_desk;
    EditorForm m_form;
    quint64 m_opened = 0; ///< an answer to an earlier form must not close this one
    std::vector<QWidget*> m_widgets;
    PlainLabel* m_title;
    PlainLabel* m_note;
    QGridLayout* m_grid;
    QWidget* m_fields = nullptr;
    Button* m_do;
    Button* m_cancel;
    MessageStrip* m_message;
};

} // namespace quarterdeck
