#pragma once

#include "ui/map/map_camera.h"

#include <QColor>
#include <QObject>
#include <QPointF>
#include <QString>
#include <QStringList>

namespace roundsman {

struct Tones;

/// What the map's QML shows apart from riders: ground, base map, hover card, words at the edges. GUI thread.
class MapScene : public QObject {
    Q_OBJECT
    Q_PROPERTY(roundsman::MapCamera* camera READ camera CONSTANT)
    Q_PROPERTY(QString tileHost MEMBER m_tileHost NOTIFY baseMapChanged)
    Q_PROPERTY(QString tileCache MEMBER m_tileCache NOTIFY baseMapChanged)
    Q_PROPERTY(QString attribution MEMBER m_attribution NOTIFY baseMapChanged)
    Q_PROPERTY(bool mapReady MEMBER m_mapReady NOTIFY mapReadyChanged)
    Q_PROPERTY(QString trouble MEMBER m_trouble NOTIFY troubleChanged)
    Q_PROPERTY(QString emptyTitle MEMBER m_emptyTitle NOTIFY emptyChanged)
    Q_PROPERTY(QString emptyText MEMBER m_emptyText NOTIFY emptyChanged)
    Q_PROPERTY(bool cardShown MEMBER m_cardShown NOTIFY cardChanged)
    Q_PROPERTY(QPointF cardPlace MEMBER m_cardPlace NOTIFY cardChanged)
    Q_PROPERTY(QString cardTitle MEMBER m_cardTitle NOTIFY cardChanged)
    Q_PROPERTY(QString cardText MEMBER m_cardText NOTIFY cardChanged)
    Q_PROPERTY(bool surgeLegend MEMBER m_surgeLegend NOTIFY surgeLegendChanged)
    Q_PROPERTY(QStringList surgeColours MEMBER m_surgeColours CONSTANT)
    Q_PROPERTY(QString past MEMBER m_past NOTIFY pastChanged)
    Q_PROPERTY(bool cross MEMBER m_cross NOTIFY crossChanged)
    Q_PROPERTY(QString following MEMBER m_following NOTIFY followingChanged)
    Q_PROPERTY(QColor ground MEMBER m_ground NOTIFY tonesChanged)
    Q_PROPERTY(QColor surface MEMBER m_surface NOTIFY tonesChanged)
    Q_PROPERTY(QColor line MEMBER m_line NOTIFY tonesChanged)
    Q_PROPERTY(QColor text MEMBER m_text NOTIFY tonesChanged)
    Q_PROPERTY(QColor muted MEMBER m_muted NOTIFY tonesChanged)
    Q_PROPERTY(QColor accent MEMBER m_accent NOTIFY tonesChanged)
    Q_PROPERTY(QColor warning MEMBER m_warning NOTIFY tonesChanged)

public:
    explicit MapScene(QObject* parent = nullptr);

    [[nodiscard]] MapCamera* camera() { return &m_camera; }
    [[nodiscard]] bool mapReady() const { return m_mapReady; }
    [[nodiscard]] QString trouble() const { return m_trouble; }
    [[nodiscard]] QString tileHost() const { return m_tileHost; }
    [[nodiscard]] QString attribution() const { return m_attribution; }
    [[nodiscard]] QString cardTitle() const { return m_cardShown ? m_cardTitle : QString(); }
    [[nodiscard]] QString cardText() const { return m_cardShown ? m_cardText : QString(); }

    void setTones(const Tones& tones);
    /// An empty host: no base map.
    void setBaseMap(const QString& tileHost, const QString& tileCache, const QString& attribution);
    void setTrouble(const QString& sentence);
    void setEmpty(const QString& title, const QString& text);
    void showCard(QPointF place, const QString& title, const QString& text);
    void hideCard();
    void setFollowing(const QString& name);
    /// Keys move the map under a cross in its middle: what they choose is there.
    void setCross(bool on);
    [[nodiscard]] bool cross() const { return m_cross; }
    void setSurgeLegend(bool on);
    /// What is shown is not now: "Sat 12:05". Empty: it is.
    void setPast(const QString& when);

    Q_INVOKABLE void askToStopFollowing() { Q_EMIT stopFollowingAsked(); }
    Q_INVOKABLE void askToFit() { Q_EMIT fitAsked(); }
    Q_INVOKABLE void askToMeasure() { Q_EMIT measureAsked(); }
    Q_INVOKABLE void askForLive() { Q_EMIT liveAsked(); }

Q_SIGNALS:
    void baseMapChanged();
    void mapReadyChanged();
    void troubleChanged();
    void emptyChanged();
    void cardChanged();
    void followingChanged();
    void crossChanged();
    void surgeLegendChanged();
    void pastChanged();
    void liveAsked();
    void measureAsked();
    void tonesChanged();
    void stopFollowingAsked();
    void fitAsked();

private:
    MapCamera m_camera;
    QString m_tileHost;
    QString m_tileCache;
    QString m_attribution;
    bool m_mapReady = false;
    QString m_trouble;
    QString m_emptyTitle;
    QString m_emptyText;
    bool m_cardShown = false;
    QPointF m_cardPlace;
    QString m_cardTitle;
    QString m_cardText;
    QString m_following;
    bool m_cross = false;
    bool m_surgeLegend = false;
    QStringList m_surgeColours;
    QString m_past;
    QColor m_ground;
    QColor m_surface;
    QColor m_line;
    QColor m_text;
    QColor m_muted;
    QColor m_accent;
    QColor m_warning;
};

} // namespace roundsman
