// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/layouts.h"

#include <QSettings>

namespace quarterdeck {

namespace {

    QString keyOf(int slot, const char* what)
    {
        return QStringLiteral("layouts/%1/%2").arg(QString::number(slot), QLatin1String(what));
    }

} // namespace

void saveLayout(int slot, const Layout& layout)
{
    QSettings settings;
    settings.setValue(keyOf(slot, "perspective"), layout.perspective);
    settings.setValue(keyOf(slot, "page"), layout.page);
    settings.setValue(keyOf(slot, "middle"), layout.middle);
    settings.setValue(keyOf(slot, "columns"), layout.columns);
}

std::optional<Layout> savedLayout(int slot)
{
    const QSettings settings;
    if (!settings.contains(keyOf(slot, "perspective")))
        return std::nullopt;
    return Layout { settings.value(keyOf(slot, "perspective")).toInt(), settings.value(keyOf(slot, "page")).toInt(),
        settings.value(keyOf(slot, "middle")).toByteArray(), settings.value(keyOf(slot, "columns")).toByteArray() };
}

} // namespace quarterdeck
