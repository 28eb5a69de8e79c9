#pragma once

#include "core/model/ids.h"
#include "core/model/surge.h"

#include <QDialog>
#include <QStringList>

namespace roundsman {

class Navigator;

/// "Why 1.6?": what a surge value was made from, step by step, and the way to its records. Closed by Escape or by a
/// click elsewhere.
class SurgeWhy : public QDialog {
    Q_OBJECT

public:
    SurgeWhy(PartitionNo partition, const SurgeRow& row, Navigator& navigator, QWidget* parent = nullptr);
};

/// The steps in the order they are taken: what, and how much.
QList<std::pair<QString, QString>> surgeSteps(const SurgeRow& row);
/// One sentence: why it is what it is.
QString surgeSentence(const SurgeRow& row);

} // namespace roundsman
