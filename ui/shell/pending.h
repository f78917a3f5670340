// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Stands in until both folders are there; goes away with them.
#include "ui/common/desk.h"

#include <QWidget>
#if __has_include("ui/review/reviewpage.h")
#include "ui/review/reviewpage.h"
#else
namespace quarterdeck {
class ReviewPage : public QWidget {
public:
    explicit ReviewPage(Desk&, QWidget* parent = nullptr)
        : QWidget(parent)
    {
    }

    void setIncident(IncidentId) { }
};
}
#endif
#if __has_include("ui/runbooks/actionsview.h")
#include "ui/runbooks/actionsview.h"
#else
namespace quarterdeck {
class ActionsView : public QWidget {
public:
    explicit ActionsView(Desk&, QWidget* parent = nullptr)
        : QWidget(parent)
    {
    }

    void setIncident(IncidentId) { }
};
}
#endif
