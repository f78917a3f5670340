// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topologyview.h"

#include "ui/common/button.h"
#include "ui/common/plainlabel.h"
#include "ui/common/words.h"
#include "ui/topology/topologycanvas.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedLayout>
#include <QTimer>

namespace quarterdeck {

namespace {
constexpr int soonMs = 120;
constexpr int rowHeight = 24;
constexpr size_t mostNodes = 200;
}

TopologyView::TopologyView(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_canvas(new TopologyCanvas)
    , m_list(new QListWidget)
    , m_stack(new QStackedLayout)
    , m_soon(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 0, 10, 6);
    column->setSpacing(2);
    m_list->setAccessibleName(tr("Services as a list"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(m_list);
    column->addLayout(m_stack, 1);
    column->addWidget(makeFoot());
    setFocusProxy(m_canvas);
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &TopologyView::refresh);
    connect(m_canvas, &TopologyCanvas::selectionChanged, this, &TopologyView::showSelection);
    connect(m_canvas, &TopologyCanvas::activated, this, &TopologyView::serviceActivated);
    connect(m_list, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { emit serviceActivated(item->data(Qt::UserRole).toString()); });
    connect(&m_desk, &Desk::applied, this, [this](const Delta& delta) {
        if (delta.topology || delta.changes || delta.incidents.contains(m_incident))
            soon();
    });
    connect(&m_desk, &Desk::replaced, this, &TopologyView::soon);
    refresh();
}

QWidget* TopologyView::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_words = new PlainLabel({}, PlainLabel::Role::Dim);
    m_words->setPixels(12);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_words, 1);
    const auto button = [&](const QString& word, const QString& key, auto act) {
        auto* b = new Button(word, key);
        b->setLook(Button::Look::Quiet);
        connect(b, &QPushButton::clicked, this, act);
        row->addWidget(b);
        return b;
    };
    const auto middle = [this] { return QRectF(m_canvas->rect()).center(); };
    button(tr("Zoom in"), QStringLiteral("+"), [=, this] { m_canvas->zoomBy(1.3, middle()); });
    button(tr("Zoom out"), QStringLiteral("−"), [=, this] { m_canvas->zoomBy(1 / 1.3, middle()); });
    button(tr("Whole"), QStringLiteral("0"), [this] { m_canvas->fit(); });
    m_asList = button(tr("As a list"), {}, [this] { showList(m_stack->currentWidget() != m_list); });
    return foot;
}

void TopologyView::setIncident(IncidentId incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_canvas->select(SIZE_MAX);
    refresh();
    m_canvas->fit();
}

void TopologyView::showList(bool list)
{
    if (list)
        fillList();
    m_stack->setCurrentWidget(list ? static_cast<QWidget*>(m_list) : m_canvas);
    setFocusProxy(m_stack->currentWidget());
    m_asList->setWord(list ? tr("As a map") : tr("As a list"));
    m_stack->currentWidget()->setFocus();
}

void TopologyView::soon()
{
    m_dirty = true;
    if (isVisible() && !m_soon->isActive())
        m_soon->start();
}

void TopologyView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty)
        refresh();
}

void TopologyView::refresh()
{
    m_dirty = false;
    const auto& workspace = m_desk.workspace();
    TopologyCanvas::Scene scene;
    const auto* incident = workspace.incident(m_incident);
    if (!incident) {
        scene.empty = tr("No incident is chosen.");
    } else if (workspace.topology().services().empty()) {
        scene.empty = tr("No service map is loaded. What is upstream, what may be hit next and who owns it cannot be "
                         "said; suspects rest on order of onset and on changes alone. A YAML file with services and "
                         "what they depend on is enough.");
    } else {
        const auto facts = serviceFacts(workspace, *incident);
        std::vector<QString> important;
        for (const auto& suspect : incident->suspects)
            important.push_back(suspect.service);
        for (const auto& service : servicesOf(workspace, *incident))
            important.push_back(service);
        auto nodes = visibleServices(workspace.topology(), important, mostNodes, &scene.hidden);
        for (const auto& [name, f] : facts) {
            if (f.hit() && !f.onMap && nodes.size() < mostNodes)
                nodes.push_back({name, {}}); // an alarm on a service without edges is still an alarm
        }
        if (nodes != m_nodes) {
            m_layout = layOut(nodes);
            m_nodes = std::move(nodes);
        }
        scene.layout = m_layout;
        for (const auto& node : scene.layout.nodes) {
            const auto* service = workspace.topology().find(node.name);
            scene.services.push_back(service ? *service : ServiceNode {node.name, {}, false, {}});
            scene.facts.push_back(facts.at(node.name));
        }
    }
    m_canvas->setScene(std::move(scene));
    if (m_stack->currentWidget() == m_list)
        fillList();
    showSelection(m_canvas->selected() == SIZE_MAX ? -1 : static_cast<qsizetype>(m_canvas->selected()));
}

void TopologyView::fillList()
{
    const auto& scene = m_canvas->scene();
    std::vector<size_t> order(scene.layout.nodes.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        const auto key = [&](size_t i) { return scene.facts[i].order ? scene.facts[i].order : INT_MAX; };
        return key(a) < key(b);
    });
    const int row = m_list->currentRow();
    m_list->clear();
    for (const size_t i : order) {
        const auto& name = scene.layout.nodes[i].name;
        auto* item = new QListWidgetItem(sentenceOf(name, scene.facts[i], &scene.services[i]), m_list);
        item->setSizeHint({0, rowHeight});
        item->setData(Qt::UserRole, name);
    }
    if (order.empty())
        new QListWidgetItem(scene.empty, m_list);
    m_list->setCurrentRow(qBound(0, row, m_list->count() - 1));
}

void TopologyView::showSelection(qsizetype node)
{
    const auto& scene = m_canvas->scene();
    if (node < 0 || node >= static_cast<qsizetype>(scene.layout.nodes.size())) {
        int hit = 0;
        int involved = 0;
        for (const auto& facts : scene.facts) {
            hit += facts.hit() ? 1 : 0;
            involved += facts.involved && !facts.hit() ? 1 : 0;
        }
        QString words = scene.empty.isEmpty()
            ? tr("%1 alarmed, ① first · %2 more that they need · → needs")
                  .arg(hit)
                  .arg(involved)
            : QString();
        if (scene.hidden)
            words += tr(" · %n services are not shown", nullptr, static_cast<int>(scene.hidden));
        m_words->setText(words);
    } else {
        const auto i = static_cast<size_t>(node);
        const auto blast = m_canvas->blastRadius();
        const auto felt = std::count(blast.begin(), blast.end(), true);
        m_words->setText(tr("Blast radius: %n services · %1 · Enter shows its alerts", nullptr, static_cast<int>(felt))
                             .arg(sentenceOf(scene.layout.nodes[i].name, scene.facts[i], &scene.services[i])));
    }
    m_canvas->setAccessibleDescription(scene.empty.isEmpty() ? m_words->text() : scene.empty);
}

} // namespace quarterdeck
