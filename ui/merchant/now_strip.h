#pragma once

#include "ui/merchant/kitchen_rows.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace roundsman {

struct Tones;

/// How busy the restaurant is at this moment, in a line of small figures. GUI thread.
class NowStrip : public QWidget {
    Q_OBJECT

public:
    explicit NowStrip(QWidget* parent = nullptr);

    void showLoad(const MerchantLoad& load, const Tones& tones);
    void showNothing();
    /// Who sees his own riders alone cannot know how many others are idle.
    void leaveOutIdle();
    [[nodiscard]] QString valueOf(int figure) const;

private:
    struct Figure {
        QLabel* value;
        QLabel* name;
    };
    void set(std::size_t figure, const QString& value, const QColor& colour);

    std::vector<Figure> m_figures;
};

} // namespace roundsman
