// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/poststate.h"

#include <QByteArray>

class QWidget;

namespace quarterdeck {

/// Shows what was kept in a window of its own, beside the clock and not over it. Only PNG and JPEG are decoded as
/// pictures, within 64 MiB; all else is shown as text, or as bytes.
QWidget* showAttachment(const AttachmentInfo& info, const QByteArray& bytes, QWidget* parent);

} // namespace quarterdeck
