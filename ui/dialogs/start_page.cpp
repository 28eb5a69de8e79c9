#include "ui/dialogs/start_page.h"

#include "ui/window/window_state.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace roundsman {

namespace {

/// Enter goes the field's own way, and not the page's default one too.
class WayField : public QLineEdit {
protected:
    void keyPressEvent(QKeyEvent* event) override {
        QLineEdit::keyPressEvent(event);
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            event->accept();
        }
    }
};

} // namespace

StartPage::StartPage(StartChecks checks, WindowState& state, QWidget* parent)
    : QDialog(parent), m_checks(std::move(checks)), m_state(state), m_trouble(new QLabel) {
    setObjectName(QStringLiteral("start"));
    setWindowTitle(tr("Roundsman"));
    setMinimumWidth(620);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    auto* title = new QLabel(tr("Welcome to Roundsman"));
    title->setProperty("role", QStringLiteral("title"));
    auto* words = new QLabel(tr("The console for delivery and ride fleets: where every rider is, which orders are late "
                                "and why, and the record that each picture was made from."));
    words->setWordWrap(true);
    m_trouble->setProperty("role", QStringLiteral("bad"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    column->addWidget(title);
    column->addWidget(words);
    column->addWidget(m_trouble);
    addDemo(*column);
    addKafka(*column);
    addData(*column);
    m_always = new QCheckBox(tr("Do the same at every start (the settings can change it back)"));
    column->addWidget(m_always);
    m_demo->setFocus();
}

QVBoxLayout* StartPage::addWay(QVBoxLayout& column, const QString& title, const QString& words) {
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto* way = new QVBoxLayout(card);
    way->setContentsMargins(16, 12, 16, 14);
    way->setSpacing(8);
    auto* heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto* text = new QLabel(words);
    text->setWordWrap(true);
    text->setProperty("role", QStringLiteral("muted"));
    way->addWidget(heading);
    way->addWidget(text);
    column.addWidget(card);
    return way;
}

void StartPage::addDemo(QVBoxLayout& column) {
    QVBoxLayout* way = addWay(column, tr("Try the demo city"),
                              tr("A made-up city at dinner time, with riders, restaurants and customers. It runs on "
                                 "this computer alone, needs no network, and leaves nothing behind."));
    m_demo = new QPushButton(tr("Open the demo"));
    m_demo->setDefault(true);
    connect(m_demo, &QPushButton::clicked, this, [this] { finish(StartChoice::Kind::demo, {}); });
    way->addWidget(m_demo, 0, Qt::AlignLeft);
}

void StartPage::addKafka(QVBoxLayout& column) {
    QVBoxLayout* way = addWay(column, tr("Connect to a Kafka, or open a configuration"),
                              tr("The node inside this window reads the topic of all events. A configuration can say "
                                 "more: TLS, credentials, other topics, where files are kept."));
    m_kafka = new QPushButton(tr("Connect"));
    m_brokers = addField(*way, tr("Brokers"), QStringLiteral("localhost:9092"), m_kafka, nullptr);
    m_topic = addField(*way, tr("Topic"), QStringLiteral("fleet-events"), nullptr, nullptr);
    m_topic->setText(QStringLiteral("fleet-events"));
    m_kafkaMissing = addMissing(*way);
    m_configuration = new QPushButton(tr("Open"));
    auto* browse = new QPushButton(tr("Browse…"));
    m_file = addField(*way, tr("Configuration"), QStringLiteral("roundsman.toml"), m_configuration, browse);
    m_fileMissing = addMissing(*way);
    connect(m_topic, &QLineEdit::returnPressed, m_kafka, &QPushButton::click);
    connect(m_kafka, &QPushButton::clicked, this, &StartPage::connectToKafka);
    connect(m_configuration, &QPushButton::clicked, this, &StartPage::openConfiguration);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString file =
            QFileDialog::getOpenFileName(this, tr("Configuration"), m_file->text(), tr("TOML (*.toml)"));
        m_file->setText(file.isEmpty() ? m_file->text() : file);
    });
}

void StartPage::addData(QVBoxLayout& column) {
    QVBoxLayout* way = addWay(column, tr("Open a data folder"),
                              tr("What a node kept: its log and its history. No other node may be using it."));
    m_data = new QPushButton(tr("Open"));
    auto* browse = new QPushButton(tr("Browse…"));
    m_folder = addField(*way, tr("Data folder"), QStringLiteral("/var/lib/roundsman"), m_data, browse);
    m_dataMissing = addMissing(*way);
    connect(m_data, &QPushButton::clicked, this, &StartPage::openData);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Data folder"), m_folder->text());
        m_folder->setText(folder.isEmpty() ? m_folder->text() : folder);
    });
}

QLineEdit* StartPage::addField(QVBoxLayout& way, const QString& name, const QString& example, QPushButton* go,
                               QPushButton* browse) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(name);
    label->setMinimumWidth(96);
    auto* field = new WayField;
    field->setPlaceholderText(example);
    field->setAccessibleName(name);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    for (QPushButton* button : {browse, go}) {
        if (button) {
            button->setAutoDefault(false);
            button->setAccessibleName(button->text() + u' ' + name);
            row->addWidget(button);
        }
    }
    if (go) {
        connect(field, &QLineEdit::returnPressed, go, &QPushButton::click);
    }
    way.addLayout(row);
    return field;
}

QLabel* StartPage::addMissing(QVBoxLayout& way) {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("bad"));
    label->setWordWrap(true);
    label->hide();
    way.addWidget(label);
    return label;
}

void StartPage::say(const QString& trouble) {
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
}

QString StartPage::missing(const QLineEdit* field) const {
    return (field == m_brokers ? m_kafkaMissing : field == m_file ? m_fileMissing : m_dataMissing)->text();
}

namespace {

/// True: nothing is missing.
bool sayMissing(QLabel& label, const std::string& sentence) {
    label.setText(QString::fromStdString(sentence));
    label.setVisible(!sentence.empty());
    return sentence.empty();
}

} // namespace

void StartPage::connectToKafka() {
    const auto written =
        m_checks.write(m_brokers->text().trimmed().toStdString(), m_topic->text().trimmed().toStdString());
    if (sayMissing(*m_kafkaMissing, written ? std::string() : written.error())) {
        finish(StartChoice::Kind::configuration, QString::fromStdString(*written));
    }
}

void StartPage::openConfiguration() {
    const QString file = m_file->text().trimmed();
    if (sayMissing(*m_fileMissing, m_checks.configuration(file.toStdString()))) {
        finish(StartChoice::Kind::configuration, file);
    }
}

void StartPage::openData() {
    const QString folder = m_folder->text().trimmed();
    if (sayMissing(*m_dataMissing, m_checks.data(folder.toStdString()))) {
        finish(StartChoice::Kind::data, folder);
    }
}

namespace {

QString wordOf(StartChoice::Kind kind) {
    switch (kind) {
    case StartChoice::Kind::configuration:
        return QStringLiteral("config");
    case StartChoice::Kind::data:
        return QStringLiteral("data");
    case StartChoice::Kind::demo:
        break;
    }
    return QStringLiteral("demo");
}

} // namespace

void StartPage::finish(StartChoice::Kind kind, const QString& path) {
    m_choice = StartChoice{.kind = kind, .path = path.toStdString()};
    if (m_always->isChecked()) {
        m_state.setValue(QStringLiteral("start/kind"), wordOf(kind));
        m_state.setValue(QStringLiteral("start/path"), path);
    }
    accept();
}

std::optional<StartChoice> StartPage::remembered(const WindowState& state) {
    const QString word = state.value(QStringLiteral("start/kind"), {}).toString();
    const QString path = state.value(QStringLiteral("start/path"), {}).toString();
    if (word == QStringLiteral("demo")) {
        return StartChoice{};
    }
    if (word == QStringLiteral("config") && QFileInfo(path).isFile()) {
        return StartChoice{.kind = StartChoice::Kind::configuration, .path = path.toStdString()};
    }
    if (word == QStringLiteral("data") && QFileInfo(path).isDir()) {
        return StartChoice{.kind = StartChoice::Kind::data, .path = path.toStdString()};
    }
    return std::nullopt;
}

} // namespace roundsman
