#pragma once

#include "core/api/console_api.h"
#include "ui/models/rider_ref.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace roundsman {

class Facts;
class MapView;
class Navigator;
struct Tones;

/// The selected rider as he was at the moment that the map shows. GUI thread.
class PastRider : public QWidget {
    Q_OBJECT

public:
    PastRider(MapView& map, Navigator& navigator, QWidget* parent = nullptr);

    void setTones(const Tones& tones);
    [[nodiscard]] QLabel* name() const { return m_name; }
    void refresh();

private:
    QWidget* buildRider();

    MapView& m_map;
    Navigator& m_navigator;
    const Tones* m_tones;
    QTimer m_timer;
    QStackedLayout* m_pages;
    QLabel* m_mark = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_under = nullptr;
    QPushButton* m_now = nullptr;
    Facts* m_facts = nullptr;
};

} // namespace roundsman
