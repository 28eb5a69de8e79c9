#pragma once

#include "core/model/ids.h"
#include "core/model/surge.h"

#include <QDialog>
#include <QStringList>

#include <vector>

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;

/// "Why 1.6?": what a surge value was made from, step by step, and the way to its records. Closed by Escape or by a
/// click elsewhere.
class SurgeWhy : public QDialog {
    Q_OBJECT

public:
    SurgeWhy(PartitionNo partition, const SurgeRow& row, FrameFeed& feed, CommandDesk& commands, Navigator& navigator,
             QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
};

/// The steps in the order they are taken: what, and how much.
QList<std::pair<QString, QString>> surgeSteps(const SurgeRow& row);
/// What people had to do with a value, a line each: the caps and freezes that held it, with their reasons as far as
/// they still stand.
QStringList surgeLimitLines(const SurgeRow& row, const std::vector<SurgeLimit>& standing);
/// One sentence: why it is what it is.
QString surgeSentence(const SurgeRow& row);

} // namespace roundsman
