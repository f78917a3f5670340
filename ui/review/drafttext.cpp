// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/drafttext.h"

#include "models/domain/text.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace quarterdeck {

namespace {

/// Headings larger, entries in the colour of what can be pressed, Markdown's own signs faint.
class DraftLook : public QSyntaxHighlighter {
public:
    DraftLook(QTextDocument* document, const DraftText& owner)
        : QSyntaxHighlighter(document)
        , m_owner(owner)
    {
    }

protected:
    void highlightBlock(const QString& line) override
    {
        const Colors& colors = colorsOf(m_owner.palette());
        QTextCharFormat format;
        if (line.startsWith(QLatin1Char('#'))) {
            const qsizetype level = line.startsWith(QLatin1String("##")) ? 2 : 1;
            format.setFont(textFont(level == 1 ? 19 : 15, QFont::DemiBold));
            setFormat(0, static_cast<int>(line.size()), format);
            format.setFont(textFont(1)); // the hash signs are there for copying and are not read
            format.setForeground(colors.canvas);
            setFormat(0, static_cast<int>(level) + 1, format);
            return;
        }
        emphasis(line, colors);
        format = {};
        format.setForeground(colors.faint);
        for (qsizetype i = 0; i < line.size(); ++i) {
            if (line[i] == u'\\') {
                setFormat(static_cast<int>(i), 1, format);
                ++i;
            }
        }
        if (line.startsWith(QLatin1String("- "))) {
            const qsizetype dash = line.indexOf(QLatin1String(" — "));
            if (dash > 0 && dash < 70 && line.size() > 6 && line[2].isDigit())
                setFormat(0, static_cast<int>(dash), format);
        }
        const auto [from, length] = entryPlace(line);
        if (length) {
            QTextCharFormat link;
            link.setForeground(colors.accent);
            link.setFontUnderline(true);
            setFormat(static_cast<int>(from), static_cast<int>(length), link);
        }
    }

private:
    /// *dim* and **strong**; the stars are there for copying and are not read. An escaped star is a star.
    void emphasis(const QString& line, const Colors& colors)
    {
        QTextCharFormat hidden;
        hidden.setFont(textFont(1));
        hidden.setForeground(colors.canvas);
        QTextCharFormat strong;
        strong.setFont(textFont(13, QFont::DemiBold));
        QTextCharFormat dim;
        dim.setForeground(colors.dim);
        static const QRegularExpression pattern(QStringLiteral(R"((?<!\\)(\*{1,2})([^*\\]+)\1)"));
        for (auto found = pattern.globalMatch(line); found.hasNext();) {
            const auto match = found.next();
            const int stars = static_cast<int>(match.capturedLength(1));
            const int from = static_cast<int>(match.capturedStart());
            const int length = static_cast<int>(match.capturedLength());
            setFormat(from, length, stars == 2 ? strong : dim);
            setFormat(from, stars, hidden);
            setFormat(from + length - stars, stars, hidden);
        }
    }

    const DraftText& m_owner;
};

const QRegularExpression& entryPattern()
{
    static const QRegularExpression pattern(QStringLiteral("entry ([0-9]{1,19})\\)?$"));
    return pattern;
}

} // namespace

std::pair<qsizetype, qsizetype> entryPlace(const QString& line)
{
    // Only the draft's own words at the very end count: a quoted text may say "entry 7" too.
    const auto match = entryPattern().match(line);
    if (!match.hasMatch())
        return {0, 0};
    return {match.capturedStart(0), match.capturedEnd(1) - match.capturedStart(0)};
}

Seq entryOfLine(const QString& line)
{
    const auto match = entryPattern().match(line);
    return match.hasMatch() ? match.captured(1).toULongLong() : 0;
}

DraftText::DraftText(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_look(new DraftLook(document(), *this))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    setFont(textFont(13));
    setAccessibleName(tr("Postmortem draft"));
    setAccessibleDescription(tr("Plain text. Enter opens the entry that the line rests on."));
    viewport()->setMouseTracking(true);
    document()->setDocumentMargin(10);
}

void DraftText::setDraft(const QString& markdown)
{
    const QString shown = visibleLines(markdown, 4'000'000);
    if (shown == toPlainText())
        return;
    const int scroll = verticalScrollBar()->value();
    const int line = textCursor().blockNumber();
    setPlainText(shown);
    QTextCursor cursor(document()->findBlockByNumber(qMin(line, blockCount() - 1)));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(scroll);
}

Seq DraftText::entryAt(const QPoint& position) const
{
    const QTextCursor cursor = cursorForPosition(position);
    const QString line = cursor.block().text();
    const auto [from, length] = entryPlace(line);
    const int at = cursor.positionInBlock();
    return length && at >= from && at <= from + length ? entryOfLine(line) : 0;
}

void DraftText::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const Seq seq = entryOfLine(textCursor().block().text()))
            emit entryActivated(seq);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void DraftText::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->pos();
    QPlainTextEdit::mousePressEvent(event);
}

void DraftText::mouseReleaseEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton
        || (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        return;
    if (const Seq seq = entryAt(event->pos()))
        emit entryActivated(seq);
}

void DraftText::mouseMoveEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseMoveEvent(event);
    viewport()->setCursor(entryAt(event->pos()) ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void DraftText::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_look->rehighlight();
}

} // namespace quarterdeck
