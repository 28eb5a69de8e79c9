#pragma once

#include <QScrollArea>

namespace roundsman {

/// Lets a panel be smaller than all of its controls together: it scrolls then, and nothing of it is cut off. Without
/// it the window could not be made lower than its tallest panels stacked, shown or not. GUI thread.
class PanelScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit PanelScroll(QWidget* content, QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;
};

} // namespace roundsman
