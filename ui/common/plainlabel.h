// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace quarterdeck {

/// The only label of the program: foreign text is shown as text, with control and direction characters
/// made visible, and never read as markup. Elided where it does not fit, with the whole in the tool tip.
class PlainLabel : public QLabel {
    Q_OBJECT

public:
    enum class Role { Text, Dim, Faint, Strong, Heading, Title, Loud };

    explicit PlainLabel(const QString& text = {}, Role role = Role::Text, QWidget* parent = nullptr);

    void setText(const QString& foreign); ///< hides QLabel's: every string passes through visible()
    void setRole(Role role);
    void setPixels(int pixels);
    /// Wraps instead of eliding.
    void setWraps(bool wraps);
    /// Never narrower than this text, so that a running number does not move its neighbours.
    void setSteadyFor(const QString& widest);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    QColor ink() const;

private:
    void restyle();

    Role m_role;
    int m_pixels = 0;
    int m_steady = 0;
};

/// A tool tip that shows foreign text as text.
QString plainToolTip(const QString& foreign);

/// For Qt's own buttons and menus, where an ampersand marks a key.
QString plainCaption(const QString& foreign);

} // namespace quarterdeck
