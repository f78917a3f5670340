// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/attachmentwindow.h"

#include "models/domain/text.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QImageReader>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace quarterdeck {

namespace {

    constexpr int k_pictureMiB = 64;
    constexpr qsizetype k_bytesShown = 4096;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("quarterdeck", text);
    }

    class Picture : public QWidget {
    public:
        explicit Picture(const QImage& image)
            : m_image(image)
        {
            setFixedSize(image.size());
        }

    protected:
        void paintEvent(QPaintEvent*) override { QPainter(this).drawImage(0, 0, m_image); }

    private:
        QImage m_image;
    };

    QImage pictureOf(const QByteArray& bytes)
    {
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        QImageReader::setAllocationLimit(k_pictureMiB);
        // By what it begins with and not by its name: other decoders are never asked.
        for (const char* format : { "png", "jpeg" }) {
            const bool fits = *format == 'p' ? bytes.startsWith("\x89PNG\r\n") : bytes.startsWith("\xff\xd8\xff");
            if (!fits)
                continue;
            QImageReader reader(&buffer, format);
            reader.setAutoDetectImageFormat(false);
            return reader.read();
        }
        return {};
    }

    QString textOf(const QByteArray& bytes)
    {
        if (!bytes.contains('\0'))
            return visibleLines(QString::fromUtf8(bytes));
        return tr("No text. The first bytes:") + QLatin1Char('\n')
            + QString::fromLatin1(bytes.left(k_bytesShown).toHex(' '));
    }

} // namespace

QWidget* showAttachment(const AttachmentInfo& info, const QByteArray& bytes, QWidget* parent)
{
    auto* window = new QWidget(parent, Qt::Window);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setObjectName(QStringLiteral("attachment"));
    window->setWindowTitle(visible(info.name, 200));
    auto* column = new QVBoxLayout(window);
    auto* about = new PlainLabel(tr("%1 · kept by %2 at %3 · SHA-256 %4")
                                     .arg(info.name, personWord(info.by), dayAndClockText(info.at), info.sha256),
        PlainLabel::Role::Dim);
    about->setWraps(true);
    column->addWidget(about);
    if (!info.note.isEmpty()) {
        auto* note = new PlainLabel(info.note);
        note->setWraps(true);
        column->addWidget(note);
    }
    if (const QImage picture = pictureOf(bytes); !picture.isNull()) {
        auto* shown = new Picture(picture);
        shown->setAccessibleName(visible(info.name, 200));
        auto* scroll = new QScrollArea;
        scroll->setWidget(shown);
        scroll->setAlignment(Qt::AlignCenter);
        column->addWidget(scroll, 1);
    } else {
        auto* text = new QPlainTextEdit(textOf(bytes));
        text->setReadOnly(true);
        text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        text->setAccessibleName(visible(info.name, 200));
        column->addWidget(text, 1);
    }
    window->resize(760, 520);
    auto* close = new QShortcut(QKeySequence(Qt::Key_Escape), window);
    QObject::connect(close, &QShortcut::activated, window, &QWidget::close);
    window->show();
    return window;
}

} // namespace quarterdeck
