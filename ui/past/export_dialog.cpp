#include "ui/past/export_dialog.h"

#include "ui/support/shown_time.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace roundsman {

namespace {

QString suffixOf(RowFormat format) {
    return format == RowFormat::csv ? QStringLiteral(".csv") : QStringLiteral(".geojson");
}

QString wordOf(ExportWish::What what) {
    switch (what) {
    case ExportWish::What::moment:
    case ExportWish::What::riders:
        return QStringLiteral("riders");
    case ExportWish::What::trail:
        return QStringLiteral("trail");
    case ExportWish::What::surge:
    case ExportWish::What::surgeMoment:
        break;
    }
    return QStringLiteral("surge");
}

} // namespace

ExportDialog::ExportDialog(const Offer& offer, const QString& folder, QWidget* parent)
    : QDialog(parent),
      m_offer(offer),
      m_folder(folder),
      m_what(new QButtonGroup(this)),
      m_every(new QComboBox),
      m_format(new QComboBox),
      m_path(new QLineEdit),
      m_problem(new QLabel),
      m_start(new QPushButton(tr("Write"))) {
    setObjectName(QStringLiteral("export"));
    setWindowTitle(tr("Export the past"));
    setMinimumWidth(520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(8);
    const auto heading = [column](const QString& words) {
        auto* label = new QLabel(words.toUpper());
        label->setProperty("role", QStringLiteral("section"));
        column->addWidget(label);
    };
    heading(tr("The moment shown: %1").arg(momentText(offer.moment)));
    addChoice(*column, ExportWish::What::moment, tr("&Riders, where they were"), true);
    addChoice(*column, ExportWish::What::surgeMoment, tr("&Surge, cell by cell"), true);
    column->addSpacing(6);
    heading(offer.span
                ? tr("The span chosen: %1 – %2").arg(momentText(offer.span->first), momentText(offer.span->second))
                : tr("The span chosen: none. Drag with Shift over the ruler to choose one."));
    addChoice(*column, ExportWish::What::riders, tr("Riders, &again and again"), offer.span.has_value());
    addChoice(*column, ExportWish::What::surge, tr("Surge, &minute by minute"), offer.span.has_value());
    addChoice(*column, ExportWish::What::trail,
              offer.rider.isEmpty() ? tr("Every &fix of a rider (select one first)")
                                    : tr("Every &fix of %1").arg(offer.rider),
              offer.span.has_value() && !offer.rider.isEmpty());
    column->addSpacing(6);
    addPath(*column);
    (offer.span ? choice(offer.rider.isEmpty() ? ExportWish::What::riders : ExportWish::What::trail)
                : choice(ExportWish::What::moment))
        ->setChecked(true);
    connect(m_what, &QButtonGroup::idToggled, this, &ExportDialog::suggestName);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::suggestName);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::check);
    connect(m_start, &QPushButton::clicked, this, &QDialog::accept);
    suggestName();
}

void ExportDialog::addChoice(QVBoxLayout& column, ExportWish::What what, const QString& words, bool possible) {
    auto* button = new QRadioButton(words);
    button->setEnabled(possible);
    m_what->addButton(button, static_cast<int>(what));
    column.addWidget(button);
}

void ExportDialog::addPath(QVBoxLayout& column) {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    for (const int seconds : {10, 60, 300, 900}) {
        m_every->addItem(seconds < 60 ? tr("every %1 s").arg(seconds) : tr("every %1 min").arg(seconds / 60), seconds);
    }
    m_every->setCurrentIndex(1);
    m_every->setAccessibleName(tr("How often"));
    m_format->addItem(tr("CSV, for spreadsheets"), static_cast<int>(RowFormat::csv));
    m_format->addItem(tr("GeoJSON, for maps"), static_cast<int>(RowFormat::geoJson));
    m_format->setAccessibleName(tr("Format"));
    m_path->setAccessibleName(tr("File"));
    auto* where = new QHBoxLayout;
    auto* browse = new QPushButton(tr("&Browse…"));
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    browse->setAutoDefault(false);
    where->addWidget(m_path, 1);
    where->addWidget(browse);
    form->addRow(tr("How &often"), m_every);
    form->addRow(tr("F&ormat"), m_format);
    auto* file = new QLabel(tr("F&ile"));
    file->setBuddy(m_path); // a row of several has no key of its own
    form->addRow(file, where);
    column.addLayout(form);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", QStringLiteral("muted"));
    column.addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_start->setDefault(true);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_start);
    column.addLayout(buttons);
}

QRadioButton* ExportDialog::choice(ExportWish::What what) const {
    return qobject_cast<QRadioButton*>(m_what->button(static_cast<int>(what)));
}

ExportWish ExportDialog::wish() const {
    ExportWish wish;
    wish.what = static_cast<ExportWish::What>(m_what->checkedId());
    wish.format = static_cast<RowFormat>(m_format->currentData().toInt());
    const bool single = wish.what == ExportWish::What::moment || wish.what == ExportWish::What::surgeMoment;
    wish.from = single || !m_offer.span ? m_offer.moment : m_offer.span->first;
    wish.to = single || !m_offer.span ? m_offer.moment : m_offer.span->second;
    wish.every = std::chrono::seconds{m_every->currentData().toInt()};
    wish.rider = m_offer.rider;
    wish.path = m_path->text().trimmed();
    return wish;
}

/// A name that says what is in the file; left alone once somebody wrote one.
void ExportDialog::suggestName() {
    const ExportWish now = wish();
    m_every->setEnabled(now.what == ExportWish::What::riders);
    if (m_path->text() != m_suggested) {
        check();
        return;
    }
    const QString when =
        QDateTime::fromMSecsSinceEpoch(millisOf(now.from), shownZone()).toString(QStringLiteral("yyyyMMdd-HHmmss"));
    m_suggested =
        QDir(m_folder).filePath(QStringLiteral("roundsman-%1-%2%3").arg(wordOf(now.what), when, suffixOf(now.format)));
    m_path->setText(m_suggested);
    check();
}

void ExportDialog::browse() {
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export the past"), m_path->text());
    if (!chosen.isEmpty()) {
        m_path->setText(chosen);
    }
}

void ExportDialog::check() {
    const QFileInfo file(m_path->text().trimmed());
    const bool hasFolder = !m_path->text().trimmed().isEmpty() && file.dir().exists() && !file.isDir();
    m_start->setEnabled(hasFolder);
    m_problem->setText(!hasFolder      ? tr("There is no such folder.")
                       : file.exists() ? tr("The file is there already and will be replaced.")
                                       : QString());
}

} // namespace roundsman
