<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ConsoleSettings</name>
    <message>
        <source>An address is needed, or choose another base map.</source>
        <translation>Eine Adresse fehlt; oder eine andere Grundkarte wählen.</translation>
    </message>
    <message>
        <source>%1 is missing in it.</source>
        <translation>Darin fehlt %1.</translation>
    </message>
    <message>
        <source>It begins with https:// or http://.</source>
        <translation>Sie beginnt mit https:// oder http://.</translation>
    </message>
    <message>
        <source>Whoever gives tiles wants to be named: say who it is.</source>
        <translation>Wer Kacheln gibt, will genannt sein: hier steht, wer es ist.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Dark, light, or as the system has it.</source>
        <translation>Dunkel, hell oder wie im System.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the words; takes effect at the next start.</source>
        <translation>Der Wörter; gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Other tiles</source>
        <translation>Andere Kacheln</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>The demo&apos;s city</source>
        <translation>Die Stadt der Vorführung</translation>
    </message>
    <message>
        <source>Base map</source>
        <translation>Grundkarte</translation>
    </message>
    <message>
        <source>What lies under riders and orders.</source>
        <translation>Was unter Fahrern und Bestellungen liegt.</translation>
    </message>
    <message>
        <source>Address of other tiles</source>
        <translation>Adresse anderer Kacheln</translation>
    </message>
    <message>
        <source>With {z}, {x} and {y}, such as https://tiles.example.org/{z}/{x}/{y}.png</source>
        <translation>Mit {z}, {x} und {y}, etwa https://tiles.example.org/{z}/{x}/{y}.png</translation>
    </message>
    <message>
        <source>Attribution of other tiles</source>
        <translation>Urheber anderer Kacheln</translation>
    </message>
    <message>
        <source>Always to be seen on the map.</source>
        <translation>Immer auf der Karte zu sehen.</translation>
    </message>
    <message>
        <source>Group riders</source>
        <translation>Fahrer zusammenfassen</translation>
    </message>
    <message>
        <source>Count riders together when the map is far away.</source>
        <translation>Fahrer gemeinsam zählen, wenn die Karte weit weg ist.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Tell alerts on the desktop</source>
        <translation>Meldungen auf dem Schreibtisch zeigen</translation>
    </message>
    <message>
        <source>Through the system&apos;s tray, also while the window is behind others. A click opens the alert.</source>
        <translation>Über die Leiste des Systems, auch wenn das Fenster hinter anderen liegt. Ein Klick öffnet die Meldung.</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>Welche Meldungen</translation>
    </message>
    <message>
        <source>Less grave ones are in the inbox alone.</source>
        <translation>Weniger schwere stehen nur im Eingang.</translation>
    </message>
    <message>
        <source>Critical ones</source>
        <translation>Kritische</translation>
    </message>
    <message>
        <source>Critical ones and warnings</source>
        <translation>Kritische und Warnungen</translation>
    </message>
    <message>
        <source>At most, in a minute</source>
        <translation>Höchstens je Minute</translation>
    </message>
    <message>
        <source>1 to 60; what is more is told as one number.</source>
        <translation>1 bis 60; was mehr ist, wird als eine Zahl gesagt.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open at the start</source>
        <translation>Beim Start öffnen</translation>
    </message>
    <message>
        <source>When the command line names nothing.</source>
        <translation>Wenn die Befehlszeile nichts nennt.</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>The demo city</source>
        <translation>Die Vorführstadt</translation>
    </message>
    <message>
        <source>A configuration</source>
        <translation>Eine Konfiguration</translation>
    </message>
    <message>
        <source>A data folder</source>
        <translation>Einen Datenordner</translation>
    </message>
    <message>
        <source>Configuration or data folder</source>
        <translation>Konfiguration oder Datenordner</translation>
    </message>
    <message>
        <source>Its whole path.</source>
        <translation>Der ganze Pfad.</translation>
    </message>
    <message>
        <source>It is a whole number from %1 to %2.</source>
        <translation>Es ist eine ganze Zahl von %1 bis %2.</translation>
    </message>
</context>
<context>
    <name>Libraries</name>
    <message>
        <source>window, map, network</source>
        <translation>Fenster, Karte, Netz</translation>
    </message>
    <message>
        <source>charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Kafka</source>
        <translation>Kafka</translation>
    </message>
    <message>
        <source>history, the embedded log</source>
        <translation>Verlauf, das eingebaute Log</translation>
    </message>
    <message>
        <source>cells of the map</source>
        <translation>Zellen der Karte</translation>
    </message>
    <message>
        <source>reading JSON</source>
        <translation>Lesen von JSON</translation>
    </message>
    <message>
        <source>HTTP and WebSocket</source>
        <translation>HTTP und WebSocket</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>learned arrival times</source>
        <translation>gelernte Ankunftszeiten</translation>
    </message>
    <message>
        <source>compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>the configuration</source>
        <translation>die Konfiguration</translation>
    </message>
    <message>
        <source>the command line</source>
        <translation>die Befehlszeile</translation>
    </message>
</context>
<context>
    <name>MapScene</name>
    <message>
        <source>Following %1</source>
        <translation>Folgt %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Surge from 1.1 to 2.0, dark to light</source>
        <translation>Aufschlag von 1,1 bis 2,0, dunkel nach hell</translation>
    </message>
    <message>
        <source>Surge</source>
        <translation>Aufschlag</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>This is the past: %1</source>
        <translation>Das ist vergangen: %1</translation>
    </message>
    <message>
        <source>PAST</source>
        <translation>VERGANGEN</translation>
    </message>
    <message>
        <source>Back to now (F9)</source>
        <translation>Zurück zu jetzt (F9)</translation>
    </message>
    <message>
        <source>Measure a distance</source>
        <translation>Entfernung messen</translation>
    </message>
</context>
<context>
    <name>NowStrip</name>
    <message numerus="yes">
        <source>open</source>
        <translation>
            <numerusform>offen</numerusform>
            <numerusform>offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the kitchen</source>
        <translation>
            <numerusform>in der Küche</numerusform>
            <numerusform>in der Küche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>past ready time</source>
        <translation>
            <numerusform>überfällig</numerusform>
            <numerusform>überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wait for a rider</source>
        <translation>
            <numerusform>wartet auf Fahrer</numerusform>
            <numerusform>warten auf Fahrer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>riders coming</source>
        <translation>
            <numerusform>Fahrer kommt</numerusform>
            <numerusform>Fahrer kommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>riders at the door</source>
        <translation>
            <numerusform>Fahrer an der Tür</numerusform>
            <numerusform>Fahrer an der Tür</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on the way</source>
        <translation>
            <numerusform>unterwegs</numerusform>
            <numerusform>unterwegs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>promises moved</source>
        <translation>
            <numerusform>Zusage verschoben</numerusform>
            <numerusform>Zusagen verschoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>idle riders near</source>
        <translation>
            <numerusform>freier Fahrer nah</numerusform>
            <numerusform>freie Fahrer nah</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PastExport</name>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
</context>
<context>
    <name>PipelinePage</name>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Lag, s</source>
        <translation>Rückstand, s</translation>
    </message>
    <message>
        <source>Records behind</source>
        <translation>Datensätze zurück</translation>
    </message>
    <message>
        <source>Updates/s</source>
        <translation>Meldungen/s</translation>
    </message>
    <message>
        <source>Frames/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Lane time</source>
        <translation>Zeit der Spur</translation>
    </message>
    <message>
        <source>Next offset</source>
        <translation>Nächster Offset</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>QuarantineInbox</name>
    <message>
        <source>failed again</source>
        <translation>scheiterte wieder</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
</context>
<context>
    <name>WindowState</name>
    <message>
        <source>it cannot be opened</source>
        <translation>sie lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>it is far too large</source>
        <translation>sie ist viel zu groß</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>sie ist kein Text</translation>
    </message>
    <message>
        <source>it is no settings file</source>
        <translation>sie ist keine Einstellungsdatei</translation>
    </message>
    <message>
        <source>%1 is no file: what you choose here is not kept.</source>
        <translation>%1 ist keine Datei: was hier gewählt wird, bleibt nicht erhalten.</translation>
    </message>
    <message>
        <source>The settings in %1 cannot be read (%2) and not be set aside: the console has its defaults, and keeps nothing.</source>
        <translation>Die Einstellungen in %1 lassen sich weder lesen (%2) noch beiseitelegen: die Konsole hat ihre Vorgaben und bewahrt nichts auf.</translation>
    </message>
    <message>
        <source>The settings in %1 could not be read (%2). The console started with its defaults; the old file is %3.</source>
        <translation>Die Einstellungen in %1 ließen sich nicht lesen (%2). Die Konsole hat mit ihren Vorgaben begonnen; die alte Datei ist %3.</translation>
    </message>
</context>
<context>
    <name>roundsman</name>
    <message>
        <source>Info</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <source>Late order</source>
        <translation>Späte Bestellung</translation>
    </message>
    <message>
        <source>Order at risk</source>
        <translation>Gefährdete Bestellung</translation>
    </message>
    <message>
        <source>Stuck rider</source>
        <translation>Fahrer steckt fest</translation>
    </message>
    <message>
        <source>Lost rider</source>
        <translation>Fahrer verloren</translation>
    </message>
    <message>
        <source>Slow merchant</source>
        <translation>Langsamer Händler</translation>
    </message>
    <message>
        <source>Surge began</source>
        <translation>Aufschlag begann</translation>
    </message>
    <message>
        <source>Surge ended</source>
        <translation>Aufschlag endete</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Zaun</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>finding a rider</source>
        <translation>Fahrersuche</translation>
    </message>
    <message>
        <source>way to the merchant</source>
        <translation>Weg zum Händler</translation>
    </message>
    <message>
        <source>wait at the merchant</source>
        <translation>Warten beim Händler</translation>
    </message>
    <message>
        <source>way to the customer</source>
        <translation>Weg zum Kunden</translation>
    </message>
    <message>
        <source>hand-over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>preparation</source>
        <translation>Zubereitung</translation>
    </message>
    <message>
        <source>%1: %2 min more than thought</source>
        <translation>%1: %2 min mehr als gedacht</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>Pünktlich</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Gefährdet</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>No promise</source>
        <translation>Ohne Zusage</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 zu spät</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>In Zubereitung</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Zugewiesen</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Abgezogen</translation>
    </message>
    <message>
        <source>Rider at merchant</source>
        <translation>Fahrer beim Händler</translation>
    </message>
    <message>
        <source>Picked up</source>
        <translation>Abgeholt</translation>
    </message>
    <message>
        <source>Rider at customer</source>
        <translation>Fahrer beim Kunden</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Geliefert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>New promise</source>
        <translation>Neue Zusage</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>carries nothing</source>
        <translation>hat nichts</translation>
    </message>
    <message>
        <source>carries %1</source>
        <translation>hat %1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 km/h</source>
        <translation>%1 km/h</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>To merchant</source>
        <translation>Zum Händler</translation>
    </message>
    <message>
        <source>At merchant</source>
        <translation>Beim Händler</translation>
    </message>
    <message>
        <source>To customer</source>
        <translation>Zum Kunden</translation>
    </message>
    <message>
        <source>At customer</source>
        <translation>Beim Kunden</translation>
    </message>
    <message>
        <source>On break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>Frisch</translation>
    </message>
    <message>
        <source>Ageing</source>
        <translation>Älter</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>the phone sends nothing</source>
        <translation>das Telefon sendet nichts</translation>
    </message>
    <message>
        <source>the phone&apos;s network is slow</source>
        <translation>das Netz des Telefons ist langsam</translation>
    </message>
    <message>
        <source>the event log gives nothing</source>
        <translation>das Ereignislog gibt nichts</translation>
    </message>
    <message>
        <source>processing is behind the log</source>
        <translation>die Verarbeitung hängt hinter dem Log</translation>
    </message>
    <message>
        <source>Promises drift</source>
        <translation>Zusagen treffen nicht mehr</translation>
    </message>
    <message>
        <source>An area needs three corners or more.</source>
        <translation>Ein Gebiet braucht mindestens drei Ecken.</translation>
    </message>
    <message>
        <source>The border crosses itself here.</source>
        <translation>Die Grenze kreuzt sich hier selbst.</translation>
    </message>
    <message>
        <source>The circle is too small.</source>
        <translation>Der Kreis ist zu klein.</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>Es braucht einen Namen.</translation>
    </message>
    <message>
        <source>It has more corners than the log takes at once: %1.</source>
        <translation>Es hat mehr Ecken, als das Log auf einmal nimmt: %1.</translation>
    </message>
    <message>
        <source>Fence: tells who comes and goes</source>
        <translation>Zaun: meldet, wer kommt und geht</translation>
    </message>
    <message>
        <source>Zone: figures are counted in it</source>
        <translation>Zone: darin wird gezählt</translation>
    </message>
    <message>
        <source>Border: where the market ends</source>
        <translation>Grenze: wo der Markt endet</translation>
    </message>
    <message>
        <source>%1 corners</source>
        <translation>%1 Ecken</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Notiz</translation>
    </message>
    <message>
        <source>%1 notes</source>
        <translation>%1 Notizen</translation>
    </message>
    <message>
        <source>Taken care of</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>in %1 min</translation>
    </message>
    <message>
        <source>ready for %1</source>
        <translation>fertig seit %1</translation>
    </message>
    <message>
        <source>nobody said</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>%1 min over</source>
        <translation>%1 min drüber</translation>
    </message>
    <message>
        <source>waiting for the log…</source>
        <translation>wartet auf das Log…</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>%1 · at the door</source>
        <translation>%1 · an der Tür</translation>
    </message>
    <message>
        <source>at the door</source>
        <translation>an der Tür</translation>
    </message>
    <message>
        <source>no position yet</source>
        <translation>noch keine Position</translation>
    </message>
    <message>
        <source>waits %1</source>
        <translation>wartet %1</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Ready by</source>
        <translation>Fertig bis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>%1 · ready</source>
        <translation>%1 · fertig</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>For order</source>
        <translation>Für Bestellung</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>nine of ten orders</source>
        <translation>neun von zehn Bestellungen</translation>
    </message>
    <message>
        <source>nine of ten within %1</source>
        <translation>neun von zehn in %1</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Orders placed, whatever became of them</source>
        <translation>Aufgegebene Bestellungen, was immer aus ihnen wurde</translation>
    </message>
    <message>
        <source>%1 delivered</source>
        <translation>%1 geliefert</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>Of delivered orders, by when they were placed</source>
        <translation>Gelieferter Bestellungen, nach dem Zeitpunkt der Bestellung</translation>
    </message>
    <message>
        <source>%1 a basket</source>
        <translation>%1 je Korb</translation>
    </message>
    <message>
        <source>Of the orders that were answered</source>
        <translation>Von den Bestellungen, die beantwortet wurden</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>beantwortet in %1</translation>
    </message>
    <message>
        <source>Lost orders</source>
        <translation>Verlorene Bestellungen</translation>
    </message>
    <message>
        <source>Rejected or cancelled, by whomever</source>
        <translation>Abgelehnt oder storniert, von wem auch immer</translation>
    </message>
    <message>
        <source>none lost</source>
        <translation>keine verloren</translation>
    </message>
    <message>
        <source>Delivered by the first promise</source>
        <translation>Bis zur ersten Zusage geliefert</translation>
    </message>
    <message>
        <source>late ones by %1</source>
        <translation>späte um %1</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>Zubereitung</translation>
    </message>
    <message>
        <source>From accepted to ready, the middle of all orders</source>
        <translation>Von angenommen bis fertig, die Mitte aller Bestellungen</translation>
    </message>
    <message>
        <source>Avoidable wait</source>
        <translation>Vermeidbares Warten</translation>
    </message>
    <message>
        <source>Riders&apos; minutes at the door after the order should have been ready, all together</source>
        <translation>Minuten der Fahrer an der Tür, nachdem die Bestellung hätte fertig sein sollen, alle zusammen</translation>
    </message>
    <message>
        <source>%1 an order</source>
        <translation>%1 je Bestellung</translation>
    </message>
    <message>
        <source>Rider&apos;s wait</source>
        <translation>Warten der Fahrer</translation>
    </message>
    <message>
        <source>From his arrival to the pick-up, the middle</source>
        <translation>Von der Ankunft bis zur Abholung, die Mitte</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>From placed to delivered, the middle</source>
        <translation>Von der Bestellung bis zur Lieferung, die Mitte</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>How long no orders were taken</source>
        <translation>Wie lange keine Bestellungen angenommen wurden</translation>
    </message>
    <message>
        <source>%1 ready late</source>
        <translation>%1 spät fertig</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>%1 points more</source>
        <translation>%1 Punkte mehr</translation>
    </message>
    <message>
        <source>%1 points less</source>
        <translation>%1 Punkte weniger</translation>
    </message>
    <message>
        <source>none before</source>
        <translation>vorher keine</translation>
    </message>
    <message>
        <source>%1 % more</source>
        <translation>%1 % mehr</translation>
    </message>
    <message>
        <source>%1 % less</source>
        <translation>%1 % weniger</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>4 weeks</source>
        <translation>4 Wochen</translation>
    </message>
    <message>
        <source>13 weeks</source>
        <translation>13 Wochen</translation>
    </message>
    <message>
        <source>With the week before</source>
        <translation>Mit der Woche davor</translation>
    </message>
    <message>
        <source>With what was just before</source>
        <translation>Mit dem direkt davor</translation>
    </message>
    <message>
        <source>With four weeks before</source>
        <translation>Mit vier Wochen davor</translation>
    </message>
    <message>
        <source>Compare with nothing</source>
        <translation>Mit nichts vergleichen</translation>
    </message>
    <message>
        <source>By minute</source>
        <translation>Je Minute</translation>
    </message>
    <message>
        <source>By 15 min</source>
        <translation>Je 15 min</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Je Stunde</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Je Tag</translation>
    </message>
    <message>
        <source>By week</source>
        <translation>Je Woche</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>Je Monat</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <translation>%1, %2 bis %3</translation>
    </message>
    <message>
        <source>Today, %1, since %2</source>
        <translation>Heute, %1, seit %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>the week before</source>
        <translation>die Woche davor</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>same sequence</source>
        <translation>gleiche Folgenummer</translation>
    </message>
    <message>
        <source>same source offset</source>
        <translation>gleicher Quell-Offset</translation>
    </message>
    <message>
        <source>same event id</source>
        <translation>gleiche Ereignis-ID</translation>
    </message>
    <message>
        <source>same device time</source>
        <translation>gleiche Gerätezeit</translation>
    </message>
    <message>
        <source>older than last</source>
        <translation>älter als die letzte</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>invalid UTF-8</source>
        <translation>ungültiges UTF-8</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>unknown type</source>
        <translation>unbekannte Art</translation>
    </message>
    <message>
        <source>missing field</source>
        <translation>Feld fehlt</translation>
    </message>
    <message>
        <source>invalid field</source>
        <translation>Feld ungültig</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>keine Position</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>null island</source>
        <translation>Position (0, 0)</translation>
    </message>
    <message>
        <source>projected metres</source>
        <translation>projizierte Meter</translation>
    </message>
    <message>
        <source>clock ahead</source>
        <translation>Uhr geht vor</translation>
    </message>
    <message>
        <source>wrong partition</source>
        <translation>falsche Partition</translation>
    </message>
    <message>
        <source>impossible jump</source>
        <translation>unmöglicher Sprung</translation>
    </message>
    <message>
        <source>low accuracy</source>
        <translation>zu ungenau</translation>
    </message>
    <message>
        <source>unknown market</source>
        <translation>unbekannter Markt</translation>
    </message>
    <message>
        <source>conflicting version</source>
        <translation>andere Fassung</translation>
    </message>
    <message>
        <source>not yours to send</source>
        <translation>steht dem Absender nicht zu</translation>
    </message>
    <message>
        <source>nothing was heard of rider %1 for %2 min</source>
        <translation>von Fahrer %1 seit %2 min nichts gehört</translation>
    </message>
    <message>
        <source>order %1 is %2 min past its promise</source>
        <translation>Bestellung %1 ist %2 min über ihrer Zusage</translation>
    </message>
    <message>
        <source>order %1 is expected %2 min after its promise</source>
        <translation>Bestellung %1 wird %2 min nach ihrer Zusage erwartet</translation>
    </message>
    <message>
        <source>order %1 is not picked up %2 min before its promise</source>
        <translation>Bestellung %1 ist %2 min vor ihrer Zusage nicht abgeholt</translation>
    </message>
    <message>
        <source>rider %1 has an order and has not moved for %2 min</source>
        <translation>Fahrer %1 hat eine Bestellung und bewegt sich seit %2 min nicht</translation>
    </message>
    <message>
        <source>rider %1 entered %2</source>
        <translation>Fahrer %1 ist in %2 hineingefahren</translation>
    </message>
    <message>
        <source>rider %1 stays in %2</source>
        <translation>Fahrer %1 bleibt in %2</translation>
    </message>
    <message>
        <source>rider %1 passed through %2</source>
        <translation>Fahrer %1 ist durch %2 gefahren</translation>
    </message>
    <message>
        <source>%1 orders of %2 are not ready %3 min after the merchant had said</source>
        <translation>%1 Bestellungen von %2 sind %3 min nach der Ansage des Händlers nicht fertig</translation>
    </message>
    <message>
        <source>surge in %1 cells of %2, up to %3</source>
        <translation>Aufschlag in %1 Waben von %2, bis %3</translation>
    </message>
    <message>
        <source>surge in %1 is over</source>
        <translation>der Aufschlag in %1 ist vorbei</translation>
    </message>
    <message>
        <source>%1 of the last %2 orders of %3 were there by the time that nine of ten should keep</source>
        <translation>%1 der letzten %2 Bestellungen von %3 kamen bis zu der Zeit, die neun von zehn halten sollten</translation>
    </message>
    <message>
        <source>%1 documents of the last minute went into quarantine</source>
        <translation>%1 Dokumente der letzten Minute kamen in Quarantäne</translation>
    </message>
    <message>
        <source>%1 of %2 fixes of %3 reached the log over %4 s after they were received</source>
        <translation>%1 von %2 Positionen von %3 kamen über %4 s nach dem Empfang ins Log</translation>
    </message>
    <message>
        <source>too far from the last accepted fix for the time between</source>
        <translation>zu weit von der letzten angenommenen Position für die Zeit dazwischen</translation>
    </message>
    <message>
        <source>the device&apos;s clock is ahead of the receiver&apos;s</source>
        <translation>die Uhr des Geräts geht der des Empfängers vor</translation>
    </message>
    <message>
        <source>a position has latitude and longitude</source>
        <translation>eine Position hat Breite und Länge</translation>
    </message>
    <message>
        <source>exactly (0, 0): a device without a position says so</source>
        <translation>genau (0, 0): so spricht ein Gerät ohne Position</translation>
    </message>
    <message>
        <source>latitude is -90 to 90, longitude -180 to 180</source>
        <translation>Breite ist -90 bis 90, Länge -180 bis 180</translation>
    </message>
    <message>
        <source>accuracy is over the limit that was set</source>
        <translation>ungenauer als die gesetzte Grenze</translation>
    </message>
    <message>
        <source>a document has at most 64 KiB</source>
        <translation>ein Dokument hat höchstens 64 KiB</translation>
    </message>
    <message>
        <source>the document names no market that is known</source>
        <translation>das Dokument nennt keinen bekannten Markt</translation>
    </message>
    <message>
        <source>the market belongs to another partition</source>
        <translation>der Markt gehört zu einer anderen Partition</translation>
    </message>
    <message>
        <source>commands, settings and the like are not taken from foreign topics</source>
        <translation>Befehle, Einstellungen und dergleichen werden aus fremden Topics nicht angenommen</translation>
    </message>
    <message>
        <source>a retry brings no command back; who may give it gives it again</source>
        <translation>eine Wiederholung holt keinen Befehl zurück; wer ihn geben darf, gibt ihn neu</translation>
    </message>
    <message>
        <source>a retry brings back what is of the market that it names</source>
        <translation>eine Wiederholung holt zurück, was aus dem Markt ist, den sie nennt</translation>
    </message>
    <message>
        <source>merchantId: the order is another merchant&apos;s</source>
        <translation>merchantId: die Bestellung ist die eines anderen Händlers</translation>
    </message>
    <message>
        <source>market: the order is of another market</source>
        <translation>market: die Bestellung ist aus einem anderen Markt</translation>
    </message>
    <message>
        <source>unknown type: %1</source>
        <translation>unbekannte Art: %1</translation>
    </message>
    <message>
        <source>no value for this field: %1</source>
        <translation>kein Wert für dieses Feld: %1</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>the learned model</source>
        <translation>dem gelernten Modell</translation>
    </message>
    <message>
        <source>ways between these two places</source>
        <translation>Wegen zwischen diesen beiden Orten</translation>
    </message>
    <message>
        <source>ways from this place</source>
        <translation>Wegen von diesem Ort aus</translation>
    </message>
    <message>
        <source>this merchant</source>
        <translation>diesem Händler</translation>
    </message>
    <message>
        <source>this hour of the day</source>
        <translation>dieser Tageszeit</translation>
    </message>
    <message>
        <source>the whole market</source>
        <translation>dem ganzen Markt</translation>
    </message>
    <message>
        <source>usual times: little is known yet</source>
        <translation>üblichen Zeiten: noch ist wenig bekannt</translation>
    </message>
    <message>
        <source>what had happened already</source>
        <translation>dem, was schon geschehen war</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 Std.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 Std.</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>No position yet</source>
        <translation>Noch keine Position</translation>
    </message>
    <message>
        <source>%1; last: %2</source>
        <translation>%1; zuletzt: %2</translation>
    </message>
    <message>
        <source>%1: the broker refuses us: %2 (check user, password and certificates)</source>
        <translation>%1: der Broker weist uns ab: %2 (prüfen Sie Benutzer, Passwort und Zertifikate)</translation>
    </message>
    <message>
        <source>%1 (check that the broker runs and that the address is right)</source>
        <translation>%1 (läuft der Broker, und stimmt die Adresse?)</translation>
    </message>
    <message>
        <source>%1 (the record may or may not be there; check the broker)</source>
        <translation>%1 (der Datensatz kann da sein oder nicht; prüfen Sie den Broker)</translation>
    </message>
    <message>
        <source>%1 (send smaller records, or raise max.message.bytes of the topic)</source>
        <translation>%1 (senden Sie kleinere Datensätze, oder erhöhen Sie max.message.bytes des Topics)</translation>
    </message>
    <message>
        <source>%1 (create the topic, or check its name)</source>
        <translation>%1 (legen Sie das Topic an, oder prüfen Sie seinen Namen)</translation>
    </message>
    <message>
        <source>%1 (check user, password and the topic&apos;s access rules)</source>
        <translation>%1 (prüfen Sie Benutzer, Passwort und die Zugriffsregeln des Topics)</translation>
    </message>
    <message>
        <source>topic %1 at %2: it was deleted and made anew, so its offsets mean something else; rebuild from the new topic, or restore the old one</source>
        <translation>Topic %1 auf %2: es wurde gelöscht und neu angelegt, seine Offsets bedeuten also etwas anderes; bauen Sie vom neuen Topic neu auf, oder stellen Sie das alte wieder her</translation>
    </message>
    <message>
        <source>topic %1 at %2: it was deleted</source>
        <translation>Topic %1 auf %2: es wurde gelöscht</translation>
    </message>
    <message>
        <source>topic %1 at %2: %3: %4</source>
        <translation>Topic %1 auf %2: %3: %4</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>es antwortet nicht</translation>
    </message>
    <message>
        <source>it does not say who it is</source>
        <translation>es sagt nicht, wer es ist</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>es lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>es lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>its offsets cannot be asked</source>
        <translation>seine Offsets lassen sich nicht erfragen</translation>
    </message>
    <message>
        <source>a record cannot be appended</source>
        <translation>ein Datensatz lässt sich nicht anhängen</translation>
    </message>
    <message>
        <source>a record was not appended</source>
        <translation>ein Datensatz wurde nicht angehängt</translation>
    </message>
    <message>
        <source>%1: %2 (another program or thread holds it; try again, or close the other one)</source>
        <translation>%1: ein anderes Programm oder ein anderer Thread hält sie fest; versuchen Sie es noch einmal, oder schließen Sie das andere</translation>
    </message>
    <message>
        <source>%1: %2 (the disk is full; free some space or move the folder)</source>
        <translation>%1: der Datenträger ist voll; schaffen Sie Platz, oder verlegen Sie den Ordner</translation>
    </message>
    <message>
        <source>%1: %2 (it cannot be written; check the rights of the file and its folder)</source>
        <translation>%1: sie lässt sich nicht schreiben; prüfen Sie die Rechte der Datei und ihres Ordners</translation>
    </message>
    <message>
        <source>%1: %2 (it cannot be opened; check that the folder exists and the rights are enough)</source>
        <translation>%1: sie lässt sich nicht öffnen; gibt es den Ordner, und reichen die Rechte?</translation>
    </message>
    <message>
        <source>%1: %2 (it is damaged or no database; restore a backup or set it aside)</source>
        <translation>%1: sie ist beschädigt oder keine Datenbank; spielen Sie eine Sicherung ein, oder legen Sie sie beiseite</translation>
    </message>
    <message>
        <source>%1: %2 (the device failed; check the disk)</source>
        <translation>%1: das Gerät hat versagt; prüfen Sie den Datenträger</translation>
    </message>
    <message>
        <source>%1: another program (process %2) writes this log; end it, or give this one a folder of its own</source>
        <translation>%1: ein anderes Programm (Prozess %2) schreibt dieses Log; beenden Sie es, oder geben Sie diesem einen eigenen Ordner</translation>
    </message>
    <message>
        <source>%1: the log&apos;s folder cannot be written (%2); check its rights</source>
        <translation>%1: der Ordner des Logs lässt sich nicht schreiben (%2); prüfen Sie seine Rechte</translation>
    </message>
    <message>
        <source>%1: the log&apos;s folder cannot be made (%2); check the path and its rights</source>
        <translation>%1: der Ordner des Logs lässt sich nicht anlegen (%2); prüfen Sie den Pfad und seine Rechte</translation>
    </message>
    <message>
        <source>%1: the records %2 to %3 are damaged; restore the file from a backup, or read on after them</source>
        <translation>%1: die Datensätze %2 bis %3 sind beschädigt; spielen Sie die Datei aus einer Sicherung ein, oder lesen Sie nach ihnen weiter</translation>
    </message>
    <message>
        <source>%1: this log was written by a newer program; use that one, or another folder</source>
        <translation>%1: dieses Log hat ein neueres Programm geschrieben; nehmen Sie jenes, oder einen anderen Ordner</translation>
    </message>
    <message>
        <source>too many records wait for the disk; append again when some are answered</source>
        <translation>zu viele Datensätze warten auf den Datenträger; versuchen Sie es wieder, wenn einige beantwortet sind</translation>
    </message>
    <message>
        <source>the log is closed</source>
        <translation>das Log ist geschlossen</translation>
    </message>
    <message>
        <source>%1: %2; restore a backup, or start once with --on-history-refusal set-aside: the folder is renamed and a new history is built from the log</source>
        <translation>%1: %2; spielen Sie eine Sicherung ein, oder starten Sie einmal mit --on-history-refusal set-aside: der Ordner wird umbenannt und ein neuer Verlauf aus dem Log gebaut</translation>
    </message>
    <message>
        <source>its state cannot be read</source>
        <translation>der Zustand lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>open trails cannot be read</source>
        <translation>offene Spuren lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 is being written by another process: stop that one first, or name another folder</source>
        <translation>%1 wird von einem anderen Prozess geschrieben: halten Sie den erst an, oder nennen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>%1; it is set aside as %2, and a new history begins</source>
        <translation>%1; er ist als %2 beiseitegelegt, und ein neuer Verlauf beginnt</translation>
    </message>
    <message>
        <source>%1; it cannot be set aside: %2</source>
        <translation>%1; er lässt sich nicht beiseitelegen: %2</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>die Rechte reichen nicht</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>the node cannot be asked now: %1</source>
        <translation>der Knoten kann jetzt nicht gefragt werden: %1</translation>
    </message>
    <message>
        <source>this server stops</source>
        <translation>dieser Server hält an</translation>
    </message>
    <message>
        <source>the node is not started</source>
        <translation>der Knoten ist nicht gestartet</translation>
    </message>
    <message>
        <source>the node is starting, or cannot open its log</source>
        <translation>der Knoten startet, oder er kann sein Log nicht öffnen</translation>
    </message>
    <message>
        <source>lanes rebuild their state from the log</source>
        <translation>die Spuren bauen ihren Zustand aus dem Log neu auf</translation>
    </message>
    <message>
        <source>partition %1 is not processed here now</source>
        <translation>Partition %1 wird hier gerade nicht verarbeitet</translation>
    </message>
    <message>
        <source>the lane has just stopped; ask again</source>
        <translation>die Spur hat gerade angehalten; fragen Sie noch einmal</translation>
    </message>
    <message>
        <source>the lane is busy with other questions; ask again</source>
        <translation>die Spur ist mit anderen Fragen beschäftigt; fragen Sie noch einmal</translation>
    </message>
    <message>
        <source>too many questions wait already; ask again</source>
        <translation>zu viele Fragen warten schon; fragen Sie noch einmal</translation>
    </message>
    <message>
        <source>the log is not open</source>
        <translation>das Log ist nicht offen</translation>
    </message>
    <message>
        <source>the log cannot be read</source>
        <translation>das Log lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>the log does not take what is appended</source>
        <translation>das Log nimmt nicht, was angehängt wird</translation>
    </message>
    <message>
        <source>this node keeps no history: start it with a data folder (--data, or data.folder)</source>
        <translation>dieser Knoten führt keinen Verlauf: starten Sie ihn mit einem Datenordner (--data oder data.folder)</translation>
    </message>
    <message>
        <source>record %1 of partition %2 is no longer in the log: its retention is over</source>
        <translation>Datensatz %1 der Partition %2 ist nicht mehr im Log: seine Aufbewahrung ist abgelaufen</translation>
    </message>
    <message>
        <source>record %1 of partition %2 is not there yet</source>
        <translation>Datensatz %1 der Partition %2 ist noch nicht da</translation>
    </message>
    <message>
        <source>this rider has none of your orders now</source>
        <translation>dieser Fahrer hat gerade keine Ihrer Bestellungen</translation>
    </message>
    <message>
        <source>this console is one restaurant&apos;s: records hold what is other people&apos;s too; ask those who run the node</source>
        <translation>diese Konsole gehört einem Restaurant: Datensätze enthalten auch, was anderen gehört; fragen Sie, wer den Knoten betreibt</translation>
    </message>
    <message>
        <source>this console is one restaurant&apos;s: the map of the past is for those who run the node</source>
        <translation>diese Konsole gehört einem Restaurant: die Karte der Vergangenheit ist für die, die den Knoten betreiben</translation>
    </message>
    <message>
        <source>this console is one restaurant&apos;s: it answers questions about its own orders and figures</source>
        <translation>diese Konsole gehört einem Restaurant: sie beantwortet Fragen zu dessen eigenen Bestellungen und Zahlen</translation>
    </message>
    <message>
        <source>History does not know what set %1.</source>
        <translation>Der Verlauf weiß nicht, was %1 gesetzt hat.</translation>
    </message>
    <message>
        <source>%1 · %2 away · %3 · there in %4 min · heard %5 ago</source>
        <translation>%1 · %2 entfernt · %3 · in %4 min da · vor %5 gehört</translation>
    </message>
    <message>
        <source>market: the merchant is of another market</source>
        <translation>market: der Händler gehört zu einem anderen Markt</translation>
    </message>
</context>
<context>
    <name>roundsman::AboutDialog</name>
    <message>
        <source>About Roundsman</source>
        <translation>Über Roundsman</translation>
    </message>
    <message>
        <source>Roundsman</source>
        <translation>Roundsman</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Roundsman %1</source>
        <translation>Roundsman %1</translation>
    </message>
    <message>
        <source>The operations console for delivery and ride fleets. Free software under the GNU General Public License, version 3 or any later one; without any warranty.</source>
        <translation>Die Leitkonsole für Liefer- und Fahrdienste. Freie Software unter der GNU General Public License, Version 3 oder jeder späteren; ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>Bibliotheken und ihre Lizenzen</translation>
    </message>
    <message>
        <source>Roundsman is made with the work of others:</source>
        <translation>Roundsman beruht auf der Arbeit anderer:</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>roundsman::AlertInbox</name>
    <message>
        <source>Acknowledge</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>I take it: others see that (Ctrl+Enter)</source>
        <translation>Ich kümmere mich: andere sehen das (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Snooze 10 min</source>
        <translation>10 min zurückstellen</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>The records that show it</source>
        <translation>Die Datensätze, die es zeigen</translation>
    </message>
    <message>
        <source>Map then</source>
        <translation>Karte zu der Zeit</translation>
    </message>
    <message>
        <source>The fleet as it was when and where it was raised</source>
        <translation>Die Flotte, wie sie war, als und wo die Meldung entstand</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nothing needs you now.</source>
        <translation>Jetzt braucht Sie nichts.</translation>
    </message>
    <message>
        <source>Copy link to that moment</source>
        <translation>Verweis auf diesen Moment kopieren</translation>
    </message>
    <message>
        <source>%1 open, %2 snoozed</source>
        <translation>%1 offen, %2 zurückgestellt</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 offen</translation>
    </message>
    <message>
        <source>Copied: open it with Ctrl+K</source>
        <translation>Kopiert: mit Strg+K öffnen</translation>
    </message>
    <message>
        <source>Snooze an hour</source>
        <translation>1 Stunde zurückstellen</translation>
    </message>
    <message>
        <source>Bring back what is snoozed</source>
        <translation>Zurückgestelltes wieder zeigen</translation>
    </message>
    <message>
        <source>All that is open is snoozed.
The list&apos;s menu brings it back.</source>
        <translation>Alles Offene ist zurückgestellt.
Das Menü der Liste holt es wieder.</translation>
    </message>
    <message>
        <source>%1 is not on the map any more. The evidence shows who it was.</source>
        <translation>%1 ist nicht mehr auf der Karte. Der Beleg zeigt, wer es war.</translation>
    </message>
</context>
<context>
    <name>roundsman::AlertModel</name>
    <message>
        <source>waiting for the log…</source>
        <translation>wartet auf das Log…</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>Übernommen von</translation>
    </message>
</context>
<context>
    <name>roundsman::AlertNotices</name>
    <message>
        <source>Roundsman</source>
        <translation>Roundsman</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message numerus="yes">
        <source>%n more need somebody</source>
        <translation>
            <numerusform>%n weitere braucht jemanden</numerusform>
            <numerusform>%n weitere brauchen jemanden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::AssignDialog</name>
    <message>
        <source>Assign %1</source>
        <translation>%1 zuweisen</translation>
    </message>
    <message>
        <source>Rider for %1: the soonest there come first</source>
        <translation>Fahrer für %1: wer am schnellsten da ist, zuerst</translation>
    </message>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Riders who could take it</source>
        <translation>Fahrer, die übernehmen könnten</translation>
    </message>
    <message>
        <source>↑ ↓ choose    Enter assign    Esc close</source>
        <translation>↑ ↓ wählen    Eingabe zuweisen    Esc schließen</translation>
    </message>
    <message>
        <source>No rider at work here is called that</source>
        <translation>Hier arbeitet kein Fahrer, der so heißt</translation>
    </message>
    <message>
        <source>The order is closed.</source>
        <translation>Die Bestellung ist abgeschlossen.</translation>
    </message>
</context>
<context>
    <name>roundsman::BookmarksDialog</name>
    <message>
        <source>Bookmarks</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Hoch</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>&amp;Runter</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>roundsman::Chips</name>
    <message>
        <source>Show riders: %1</source>
        <translation>Fahrer zeigen: %1</translation>
    </message>
    <message>
        <source>%1k</source>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1
Click to hide or show; Ctrl+click for these only</source>
        <translation>%1
Klick blendet aus oder ein; Strg+Klick zeigt nur diese</translation>
    </message>
</context>
<context>
    <name>roundsman::CommandDesk</name>
    <message>
        <source>That rider belongs to another market: orders are assigned within their own.</source>
        <translation>Dieser Fahrer gehört zu einem anderen Markt: Bestellungen werden im eigenen zugewiesen.</translation>
    </message>
    <message>
        <source>The order is closed already.</source>
        <translation>Die Bestellung ist schon abgeschlossen.</translation>
    </message>
    <message>
        <source>Assign %1 to %2</source>
        <translation>%1 an %2 zuweisen</translation>
    </message>
    <message>
        <source>Take the rider off %1</source>
        <translation>Fahrer von %1 abziehen</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 stornieren</translation>
    </message>
    <message>
        <source>New promise for %1</source>
        <translation>Neue Zusage für %1</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 ist fertig</translation>
    </message>
    <message>
        <source>%1 minutes more for %2</source>
        <translation>%1 Minuten mehr für %2</translation>
    </message>
    <message>
        <source>Acknowledge: %1</source>
        <translation>Übernehmen: %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 pausieren</translation>
    </message>
    <message>
        <source>Retry record %1</source>
        <translation>Datensatz %1 wiederholen</translation>
    </message>
    <message>
        <source>%1 was refused: %2</source>
        <translation>%1 wurde abgelehnt: %2</translation>
    </message>
    <message>
        <source>somebody changed it meanwhile</source>
        <translation>jemand hat es inzwischen geändert</translation>
    </message>
    <message>
        <source>the order is closed</source>
        <translation>die Bestellung ist abgeschlossen</translation>
    </message>
    <message>
        <source>it has a rider already</source>
        <translation>sie hat schon einen Fahrer</translation>
    </message>
    <message>
        <source>it has no rider</source>
        <translation>sie hat keinen Fahrer</translation>
    </message>
    <message>
        <source>nobody knows this order</source>
        <translation>niemand kennt diese Bestellung</translation>
    </message>
    <message>
        <source>nobody knows this merchant</source>
        <translation>niemand kennt diesen Händler</translation>
    </message>
    <message>
        <source>no rider was named</source>
        <translation>kein Fahrer wurde genannt</translation>
    </message>
    <message>
        <source>no time was named</source>
        <translation>keine Zeit wurde genannt</translation>
    </message>
    <message>
        <source>somebody else takes care of it</source>
        <translation>jemand anders kümmert sich darum</translation>
    </message>
    <message>
        <source>nobody takes care of it</source>
        <translation>niemand kümmert sich darum</translation>
    </message>
    <message>
        <source>the note is empty</source>
        <translation>die Notiz ist leer</translation>
    </message>
    <message>
        <source>the text is too long</source>
        <translation>der Text ist zu lang</translation>
    </message>
    <message>
        <source>nothing holds it back any more</source>
        <translation>nichts hält ihn mehr zurück</translation>
    </message>
    <message>
        <source>there are too many limits already</source>
        <translation>es gibt schon zu viele Grenzen</translation>
    </message>
    <message>
        <source>that area is gone</source>
        <translation>dieses Gebiet gibt es nicht mehr</translation>
    </message>
    <message>
        <source>there is no such place</source>
        <translation>diesen Ort gibt es nicht</translation>
    </message>
    <message>
        <source>neither a cap nor a freeze was named</source>
        <translation>weder eine Obergrenze noch ein Einfrieren wurde genannt</translation>
    </message>
    <message>
        <source>a cap is 1.0 or more</source>
        <translation>eine Obergrenze ist mindestens 1,0</translation>
    </message>
    <message>
        <source>no reason was named</source>
        <translation>es wurde kein Grund genannt</translation>
    </message>
    <message>
        <source>no end was named</source>
        <translation>es wurde kein Ende genannt</translation>
    </message>
    <message>
        <source>its end is past already</source>
        <translation>das Ende ist schon vorbei</translation>
    </message>
    <message>
        <source>it would last over seven days</source>
        <translation>es würde länger als sieben Tage dauern</translation>
    </message>
    <message>
        <source>it is ready already</source>
        <translation>sie ist schon fertig</translation>
    </message>
    <message>
        <source>the rider has it already</source>
        <translation>der Fahrer hat sie schon</translation>
    </message>
    <message>
        <source>nobody promised a time that could move</source>
        <translation>es gibt keine Zusage, die sich verschieben ließe</translation>
    </message>
    <message>
        <source>Take care of %1</source>
        <translation>Um %1 kümmern</translation>
    </message>
    <message>
        <source>Take over %1 from %2</source>
        <translation>%1 von %2 übernehmen</translation>
    </message>
    <message>
        <source>Let go of %1</source>
        <translation>%1 abgeben</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>Hold surge back</source>
        <translation>Aufschlag begrenzen</translation>
    </message>
    <message>
        <source>Let surge go on</source>
        <translation>Aufschlag freigeben</translation>
    </message>
    <message>
        <source>Fence %1</source>
        <translation>Gebiet %1</translation>
    </message>
    <message>
        <source>Delete fence %1</source>
        <translation>Gebiet %1 löschen</translation>
    </message>
    <message>
        <source>it is another merchant&apos;s order</source>
        <translation>es ist die Bestellung eines anderen Händlers</translation>
    </message>
    <message>
        <source>%1: the log answered late; it is done</source>
        <translation>%1: das Log hat spät geantwortet; es ist getan</translation>
    </message>
    <message>
        <source>it is an order of another market</source>
        <translation>es ist eine Bestellung aus einem anderen Markt</translation>
    </message>
    <message>
        <source>%1: no answer yet. The log has it, or will: look again before you repeat it</source>
        <translation>%1: noch keine Antwort. Das Log hat es oder bekommt es: sehen Sie nach, bevor Sie es wiederholen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln retried documents were accepted</source>
        <translation>
            <numerusform>%Ln nochmals gesendetes Dokument wurde angenommen</numerusform>
            <numerusform>%Ln nochmals gesendete Dokumente wurden angenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln retried documents were refused. The last: %2</source>
        <translation>
            <numerusform>%1 von %Ln nochmals gesendeten Dokument wurde abgelehnt. Das letzte: %2</numerusform>
            <numerusform>%1 von %Ln nochmals gesendeten Dokumenten wurden abgelehnt. Das letzte: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>it is a merchant of another market</source>
        <translation>es ist ein Händler eines anderen Marktes</translation>
    </message>
</context>
<context>
    <name>roundsman::CornerModel</name>
    <message>
        <source>Latitude</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Länge</translation>
    </message>
</context>
<context>
    <name>roundsman::DensityStrip</name>
    <message>
        <source>Orders promised by quarter of an hour</source>
        <translation>Zugesagte Bestellungen je Viertelstunde</translation>
    </message>
    <message>
        <source>late</source>
        <translation>zu spät</translation>
    </message>
    <message>
        <source>later</source>
        <translation>später</translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders, %1 of them late or at risk</source>
        <translation>
            <numerusform>%Ln Bestellung, davon %1 zu spät oder gefährdet</numerusform>
            <numerusform>%Ln Bestellungen, davon %1 zu spät oder gefährdet</numerusform>
        </translation>
    </message>
    <message>
        <source>No order is promised.</source>
        <translation>Keine Bestellung ist zugesagt.</translation>
    </message>
</context>
<context>
    <name>roundsman::ExportDialog</name>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Export the past</source>
        <translation>Vergangenes exportieren</translation>
    </message>
    <message>
        <source>The moment shown: %1</source>
        <translation>Der gezeigte Augenblick: %1</translation>
    </message>
    <message>
        <source>&amp;Riders, where they were</source>
        <translation>&amp;Fahrer, wo sie waren</translation>
    </message>
    <message>
        <source>&amp;Surge, cell by cell</source>
        <translation>&amp;Zuschlag, Zelle für Zelle</translation>
    </message>
    <message>
        <source>The span chosen: %1 – %2</source>
        <translation>Die gewählte Spanne: %1 – %2</translation>
    </message>
    <message>
        <source>The span chosen: none. Drag with Shift over the ruler to choose one.</source>
        <translation>Die gewählte Spanne: keine. Ziehen Sie mit Umschalt über die Zeitleiste.</translation>
    </message>
    <message>
        <source>Riders, &amp;again and again</source>
        <translation>Fahrer, immer &amp;wieder</translation>
    </message>
    <message>
        <source>Surge, &amp;minute by minute</source>
        <translation>Zuschlag, &amp;Minute für Minute</translation>
    </message>
    <message>
        <source>Every &amp;fix of a rider (select one first)</source>
        <translation>Jede &amp;Position eines Fahrers (erst einen wählen)</translation>
    </message>
    <message>
        <source>Every &amp;fix of %1</source>
        <translation>Jede &amp;Position von %1</translation>
    </message>
    <message>
        <source>every %1 s</source>
        <translation>alle %1 s</translation>
    </message>
    <message>
        <source>every %1 min</source>
        <translation>alle %1 min</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, für Tabellen</translation>
    </message>
    <message>
        <source>GeoJSON, for maps</source>
        <translation>GeoJSON, für Karten</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>How &amp;often</source>
        <translation>Wie &amp;oft</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>Date&amp;i</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>The file is there already and will be replaced.</source>
        <translation>Die Datei gibt es schon; sie wird ersetzt.</translation>
    </message>
</context>
<context>
    <name>roundsman::FenceEditor</name>
    <message>
        <source>New circle</source>
        <translation>Neuer Kreis</translation>
    </message>
    <message>
        <source>New area</source>
        <translation>Neues Gebiet</translation>
    </message>
    <message>
        <source>Corner</source>
        <translation>Ecke</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Mittelpunkt</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Its place does not tell whose it is: choose the market.</source>
        <translation>Der Ort sagt nicht, wem das Gebiet gehört: bitte den Markt wählen.</translation>
    </message>
    <message>
        <source>Move corner</source>
        <translation>Ecke verschieben</translation>
    </message>
    <message>
        <source>Insert corner</source>
        <translation>Ecke einfügen</translation>
    </message>
    <message>
        <source>A circle has a centre and a radius, and no corners.</source>
        <translation>Ein Kreis hat Mittelpunkt und Radius, aber keine Ecken.</translation>
    </message>
    <message>
        <source>An area needs three corners or more.</source>
        <translation>Ein Gebiet braucht mindestens drei Ecken.</translation>
    </message>
    <message>
        <source>Remove corner</source>
        <translation>Ecke entfernen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Verweilen</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
</context>
<context>
    <name>roundsman::FenceModel</name>
    <message>
        <source>%1
%2
Version %3</source>
        <translation>%1
%2
Version %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>roundsman::FenceOverlay</name>
    <message>
        <source>waiting for the log…</source>
        <translation>wartet auf das Log …</translation>
    </message>
</context>
<context>
    <name>roundsman::FencePanel</name>
    <message>
        <source>Draw area</source>
        <translation>Gebiet zeichnen</translation>
    </message>
    <message>
        <source>Click corner by corner; Enter or a double click ends</source>
        <translation>Ecke für Ecke anklicken; Eingabe oder Doppelklick beendet</translation>
    </message>
    <message>
        <source>Draw circle</source>
        <translation>Kreis zeichnen</translation>
    </message>
    <message>
        <source>Click the centre, then the rim</source>
        <translation>Erst den Mittelpunkt anklicken, dann den Rand</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Gebiete</translation>
    </message>
    <message>
        <source>No areas yet.
Draw one on the map.</source>
        <translation>Noch keine Gebiete.
Zeichnen Sie eines auf der Karte.</translation>
    </message>
    <message>
        <source>Whose events and figures it is for. Of a new area its place says it, or you do.</source>
        <translation>Für wessen Ereignisse und Zahlen es gilt. Bei einem neuen Gebiet sagt es der Ort, oder Sie.</translation>
    </message>
    <message>
        <source> m</source>
        <translation> m</translation>
    </message>
    <message>
        <source>So far outside of it begins “left”: no flapping on the border</source>
        <translation>So weit außerhalb gilt erst als „verlassen“: kein Flattern an der Grenze</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Who stays inside for so long is told of</source>
        <translation>Wer so lange darin bleibt, wird gemeldet</translation>
    </message>
    <message>
        <source>Raise alerts</source>
        <translation>Alarme auslösen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Verweilen</translation>
    </message>
    <message>
        <source>Corners</source>
        <translation>Ecken</translation>
    </message>
    <message>
        <source>Insert corner</source>
        <translation>Ecke einfügen</translation>
    </message>
    <message>
        <source>Remove corner</source>
        <translation>Ecke entfernen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Sends it to the log: it holds from there on</source>
        <translation>Schickt es ins Log: von da an gilt es</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Forgets what was not saved (Esc)</source>
        <translation>Vergisst, was nicht gespeichert wurde (Esc)</translation>
    </message>
    <message>
        <source>There is no market yet that an area could belong to.</source>
        <translation>Es gibt noch keinen Markt, zu dem ein Gebiet gehören könnte.</translation>
    </message>
    <message>
        <source>%1 (by its place)</source>
        <translation>%1 (nach dem Ort)</translation>
    </message>
    <message>
        <source>Choose one…</source>
        <translation>Bitte wählen…</translation>
    </message>
    <message>
        <source>by its place</source>
        <translation>nach dem Ort</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>Whoever is inside leaves it, and nothing is counted in it from then on. What was counted stays.</source>
        <translation>Wer darin ist, verlässt es, und es wird nichts mehr darin gezählt. Was gezählt wurde, bleibt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Click the centre, then the rim. By keys: arrows move the map, Space sets.</source>
        <translation>Erst den Mittelpunkt anklicken, dann den Rand. Mit Tasten: Pfeile bewegen die Karte, Leertaste setzt.</translation>
    </message>
    <message>
        <source>Click the corners; Enter or a double click ends, Esc drops it. By keys: arrows move the map, Space sets a corner.</source>
        <translation>Ecken anklicken; Eingabe oder Doppelklick beendet, Esc verwirft. Mit Tasten: Pfeile bewegen die Karte, Leertaste setzt eine Ecke.</translation>
    </message>
    <message>
        <source>Drag corners, or choose one with Tab and move it with the arrows; Insert and Delete add and remove.</source>
        <translation>Ecken ziehen, oder mit Tab eine wählen und mit den Pfeilen bewegen; Einfg und Entf fügen hinzu und entfernen.</translation>
    </message>
    <message>
        <source>Waiting for the log…</source>
        <translation>Wartet auf das Log …</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>What set it as it is, as it lies in the log</source>
        <translation>Was es so gesetzt hat, wie es im Log liegt</translation>
    </message>
</context>
<context>
    <name>roundsman::FixModel</name>
    <message>
        <source>device %1
received %2
log %3
position %4, %5</source>
        <translation>Gerät %1
empfangen %2
Log %3
Position %4, %5</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzug</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
</context>
<context>
    <name>roundsman::HistoryDesk</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Rider at that time</source>
        <translation>Fahrer zu dieser Zeit</translation>
    </message>
    <message>
        <source>Past: a minute &amp;back</source>
        <translation>Vergangenes: eine Minute &amp;zurück</translation>
    </message>
    <message>
        <source>Past: &amp;play and pause</source>
        <translation>Vergangenes: abs&amp;pielen und anhalten</translation>
    </message>
    <message>
        <source>Past: a minute &amp;on</source>
        <translation>Vergangenes: eine Minute &amp;weiter</translation>
    </message>
    <message>
        <source>Past: back to &amp;now</source>
        <translation>Vergangenes: zurück zu &amp;jetzt</translation>
    </message>
    <message>
        <source>Past: &amp;export…</source>
        <translation>Vergangenes: &amp;exportieren…</translation>
    </message>
    <message>
        <source>Past: copy a &amp;link to this moment</source>
        <translation>Vergangenes: &amp;Link zu diesem Augenblick kopieren</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
</context>
<context>
    <name>roundsman::IncomingPanel</name>
    <message>
        <source>Show on map</source>
        <translation>Auf der Karte zeigen</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Bestellung öffnen</translation>
    </message>
    <message>
        <source>Incoming riders</source>
        <translation>Fahrer unterwegs hierher</translation>
    </message>
    <message>
        <source>Nobody is on the way here.
Riders appear when an order is assigned.</source>
        <translation>Niemand ist unterwegs hierher.
Fahrer erscheinen, sobald eine Bestellung vergeben ist.</translation>
    </message>
</context>
<context>
    <name>roundsman::KitchenPanel</name>
    <message>
        <source>Mark ready</source>
        <translation>Fertig melden</translation>
    </message>
    <message>
        <source>+10 minutes</source>
        <translation>+10 Minuten</translation>
    </message>
    <message>
        <source>+10 for all</source>
        <translation>+10 für alle</translation>
    </message>
    <message>
        <source>Every order that is not ready takes ten minutes more</source>
        <translation>Jede Bestellung, die nicht fertig ist, dauert zehn Minuten länger</translation>
    </message>
    <message>
        <source>Orders in the kitchen</source>
        <translation>Bestellungen in der Küche</translation>
    </message>
    <message>
        <source>Nothing to make now.
Orders appear here when they are placed.</source>
        <translation>Jetzt ist nichts zu tun.
Bestellungen erscheinen hier, sobald sie aufgegeben sind.</translation>
    </message>
    <message>
        <source>Ten minutes more</source>
        <translation>Zehn Minuten mehr</translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln Bestellung</numerusform>
            <numerusform>%Ln Bestellungen</numerusform>
        </translation>
    </message>
    <message>
        <source>In the kitchen</source>
        <translation>In der Küche</translation>
    </message>
</context>
<context>
    <name>roundsman::KpiTile</name>
    <message>
        <source>than %1</source>
        <translation>als %1</translation>
    </message>
</context>
<context>
    <name>roundsman::LogPane</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Only lines that contain…</source>
        <translation>Nur Zeilen mit…</translation>
    </message>
    <message>
        <source>Filter log lines</source>
        <translation>Logzeilen filtern</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation>Logzeilen</translation>
    </message>
</context>
<context>
    <name>roundsman::MainWindow</name>
    <message>
        <source>Roundsman</source>
        <translation>Roundsman</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>Restaurant</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Riders</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>No riders yet</source>
        <translation>Noch keine Fahrer</translation>
    </message>
    <message>
        <source>The node is running. Riders appear here with their first position.</source>
        <translation>Der Knoten läuft. Fahrer erscheinen hier mit ihrer ersten Position.</translation>
    </message>
    <message>
        <source>%1 has no position yet.</source>
        <translation>%1 hat noch keine Position.</translation>
    </message>
    <message>
        <source>The node does not run. Riders appear here with their first position.</source>
        <translation>Der Knoten läuft nicht. Fahrer erscheinen hier mit ihrer ersten Position.</translation>
    </message>
</context>
<context>
    <name>roundsman::MapChoices</name>
    <message>
        <source>Other tiles</source>
        <translation>Andere Kacheln</translation>
    </message>
    <message>
        <source>Address of the tiles, with {z}, {x} and {y}:</source>
        <translation>Adresse der Kacheln, mit {z}, {x} und {y}:</translation>
    </message>
</context>
<context>
    <name>roundsman::MapTools</name>
    <message>
        <source>&amp;Measure a distance</source>
        <translation>Entfernung &amp;messen</translation>
    </message>
    <message>
        <source>Take back the &amp;last point</source>
        <translation>&amp;Letzten Punkt zurücknehmen</translation>
    </message>
    <message>
        <source>%1 along the way</source>
        <translation>%1 entlang des Wegs</translation>
    </message>
    <message>
        <source>Fit &amp;selection</source>
        <translation>&amp;Auswahl einpassen</translation>
    </message>
    <message>
        <source>The selected rider with his order, from pick-up to drop-off</source>
        <translation>Der gewählte Fahrer mit seiner Bestellung, von der Abholung bis zum Ziel</translation>
    </message>
    <message>
        <source>Fit &amp;market</source>
        <translation>&amp;Markt einpassen</translation>
    </message>
    <message>
        <source>There is nothing to fit yet.</source>
        <translation>Es gibt noch nichts einzupassen.</translation>
    </message>
    <message>
        <source>Select a rider first: on the map, in the list, or by Ctrl+K.</source>
        <translation>Wählen Sie erst einen Fahrer: auf der Karte, in der Liste oder mit Strg+K.</translation>
    </message>
    <message>
        <source>Fit market %1</source>
        <translation>Markt %1 einpassen</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Full screen. Esc or F11 brings menus and bars back.</source>
        <translation>Vollbild. Esc oder F11 bringt Menüs und Leisten zurück.</translation>
    </message>
    <message>
        <source>&amp;Bookmark this view…</source>
        <translation>&amp;Lesezeichen für diese Ansicht…</translation>
    </message>
    <message>
        <source>B&amp;ookmarks</source>
        <translation>Lesez&amp;eichen</translation>
    </message>
    <message>
        <source>Man&amp;age bookmarks…</source>
        <translation>Lesezeichen &amp;verwalten…</translation>
    </message>
    <message>
        <source>Bookmark: %1</source>
        <translation>Lesezeichen: %1</translation>
    </message>
    <message>
        <source>There are %1 bookmarks already: remove one first.</source>
        <translation>Es gibt schon %1 Lesezeichen: entfernen Sie erst eines.</translation>
    </message>
    <message>
        <source>Kept as “%1”: Alt+%2 comes back to it.</source>
        <translation>Gemerkt als „%1“: Alt+%2 kommt darauf zurück.</translation>
    </message>
    <message>
        <source>Kept as “%1”.</source>
        <translation>Gemerkt als „%1“.</translation>
    </message>
    <message>
        <source>Bookmark this view</source>
        <translation>Lesezeichen für diese Ansicht</translation>
    </message>
    <message>
        <source>Name of the place:</source>
        <translation>Name des Orts:</translation>
    </message>
    <message>
        <source>Place %1</source>
        <translation>Ort %1</translation>
    </message>
    <message>
        <source>&amp;What is in the middle of the map?</source>
        <translation>&amp;Was ist in der Mitte der Karte?</translation>
    </message>
    <message>
        <source>Click points on the map; or arrows move it under the cross, Space sets a point. Backspace takes one back, Esc ends.</source>
        <translation>Klicken Sie Punkte auf der Karte; oder Pfeile bewegen sie unter dem Kreuz, die Leertaste setzt einen Punkt. Rücktaste nimmt einen zurück, Esc beendet.</translation>
    </message>
</context>
<context>
    <name>roundsman::MapView</name>
    <message>
        <source>Map of riders</source>
        <translation>Karte der Fahrer</translation>
    </message>
</context>
<context>
    <name>roundsman::MeasureItem</name>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
</context>
<context>
    <name>roundsman::MerchantPage</name>
    <message>
        <source>takes orders</source>
        <translation>nimmt Bestellungen an</translation>
    </message>
    <message>
        <source>intake paused</source>
        <translation>Annahme pausiert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>No restaurant yet</source>
        <translation>Noch kein Restaurant</translation>
    </message>
    <message>
        <source>Restaurants appear here with their first document: merchant.upserted, or an order</source>
        <translation>Restaurants erscheinen hier mit ihrem ersten Dokument: merchant.upserted oder einer Bestellung</translation>
    </message>
    <message>
        <source>No restaurant is called %1 here (yet): see that the id is right</source>
        <translation>Hier heißt (noch) kein Restaurant %1: bitte die Kennung prüfen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>it is %1 there</source>
        <translation>dort ist es %1</translation>
    </message>
    <message>
        <source>waiting for the log…</source>
        <translation>wartet auf das Log…</translation>
    </message>
    <message>
        <source>complete through %1</source>
        <translation>vollständig bis %1</translation>
    </message>
    <message>
        <source>read just now</source>
        <translation>gerade gelesen</translation>
    </message>
    <message>
        <source>read %1 ago</source>
        <translation>vor %1 gelesen</translation>
    </message>
    <message>
        <source>Figures up to that time can change only by documents that come late</source>
        <translation>Zahlen bis dahin ändern sich nur noch durch verspätete Dokumente</translation>
    </message>
    <message>
        <source>before: only partly measured</source>
        <translation>davor: nur teilweise gemessen</translation>
    </message>
    <message>
        <source>nothing to compare with yet</source>
        <translation>noch nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>none %1</source>
        <translation>keine %1</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>Verglichen mit %1</translation>
    </message>
    <message>
        <source>Compared with %1, of which only what is after %2 was measured</source>
        <translation>Verglichen mit %1, wovon nur gemessen ist, was nach %2 war</translation>
    </message>
    <message>
        <source>Measuring since %1</source>
        <translation>Gemessen seit %1</translation>
    </message>
    <message>
        <source>Only what was paid in %1</source>
        <translation>Nur was in %1 bezahlt wurde</translation>
    </message>
    <message>
        <source>Choose a restaurant above, or wait for the first order.</source>
        <translation>Oben ein Restaurant wählen oder auf die erste Bestellung warten.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest…</translation>
    </message>
    <message>
        <source>Nothing is measured yet: figures come with the first order, a minute after it was placed.</source>
        <translation>Noch ist nichts gemessen: Zahlen kommen mit der ersten Bestellung, eine Minute nach ihr.</translation>
    </message>
    <message>
        <source>Nothing of this in the period. Measuring since %1, %2: choose a later period, or another figure.</source>
        <translation>Davon gibt es nichts im Zeitraum. Gemessen wird seit %1, %2: einen späteren Zeitraum oder eine andere Zahl wählen.</translation>
    </message>
    <message>
        <source>there is nothing to export yet</source>
        <translation>es gibt noch nichts zu exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>Restaurant</translation>
    </message>
    <message>
        <source>Intake</source>
        <translation>Annahme</translation>
    </message>
    <message>
        <source>&amp;Pause intake</source>
        <translation>Annahme &amp;pausieren</translation>
    </message>
    <message>
        <source>&amp;Resume intake</source>
        <translation>Annahme &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Look at: %1</source>
        <translation>Ansehen: %1</translation>
    </message>
    <message>
        <source>The one before (Alt+Left)</source>
        <translation>Zeitraum davor (Alt+Links)</translation>
    </message>
    <message>
        <source>The one after (Alt+Right)</source>
        <translation>Zeitraum danach (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Age of the figures</source>
        <translation>Alter der Zahlen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Length of a bucket</source>
        <translation>Länge eines Abschnitts</translation>
    </message>
    <message>
        <source>Closer (+, or the wheel)</source>
        <translation>Näher (+ oder Mausrad)</translation>
    </message>
    <message>
        <source>Farther (−)</source>
        <translation>Weiter weg (−)</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>The whole period (0, or a double click)</source>
        <translation>Der ganze Zeitraum (0 oder Doppelklick)</translation>
    </message>
    <message>
        <source>Export as picture, page or table</source>
        <translation>Als Bild, Seite oder Tabelle exportieren</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Bild (PNG)…</translation>
    </message>
    <message>
        <source>Page (PDF)…</source>
        <translation>Seite (PDF)…</translation>
    </message>
    <message>
        <source>Pause or resume intake</source>
        <translation>Annahme pausieren oder fortsetzen</translation>
    </message>
    <message>
        <source>The period before</source>
        <translation>Der Zeitraum davor</translation>
    </message>
    <message>
        <source>The period after</source>
        <translation>Der Zeitraum danach</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>No new orders until it is resumed; customers see that (Ctrl+Shift+P)</source>
        <translation>Keine neuen Bestellungen, bis zur Fortsetzung; Kunden sehen das (Strg+Umschalt+P)</translation>
    </message>
    <message>
        <source>Takes orders again (Ctrl+Shift+P)</source>
        <translation>Nimmt wieder Bestellungen an (Strg+Umschalt+P)</translation>
    </message>
</context>
<context>
    <name>roundsman::MerchantPicker</name>
    <message>
        <source>Restaurant</source>
        <translation>Restaurant</translation>
    </message>
    <message>
        <source>Choose a restaurant: type a part of its name</source>
        <translation>Ein Restaurant wählen: einen Teil des Namens tippen</translation>
    </message>
    <message>
        <source>Find a restaurant</source>
        <translation>Restaurant suchen</translation>
    </message>
</context>
<context>
    <name>roundsman::MetricChart</name>
    <message>
        <source>may still change</source>
        <translation>kann sich noch ändern</translation>
    </message>
    <message>
        <source>nothing measured</source>
        <translation>nichts gemessen</translation>
    </message>
    <message>
        <source>nine of ten: %1</source>
        <translation>neun von zehn: %1</translation>
    </message>
    <message>
        <source>dotted: %1</source>
        <translation>gepunktet: %1</translation>
    </message>
    <message>
        <source>grey: %1</source>
        <translation>grau: %1</translation>
    </message>
</context>
<context>
    <name>roundsman::NodeSettingsPage</name>
    <message>
        <source>The node reads these from its configuration file and its command line; they are changed there. What changes results is no configuration: it travels through the log.</source>
        <translation>Der Knoten liest dies aus seiner Konfiguration und seiner Befehlszeile; dort wird es geändert. Was Ergebnisse ändert, ist keine Konfiguration: es geht durch das Log.</translation>
    </message>
    <message>
        <source>The node&apos;s settings</source>
        <translation>Einstellungen des Knotens</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Kommt aus</translation>
    </message>
    <message>
        <source>What the keys mean</source>
        <translation>Was die Schlüssel bedeuten</translation>
    </message>
</context>
<context>
    <name>roundsman::NoticeBar</name>
    <message>
        <source>The picture is from %1, %2 ago.</source>
        <translation>Das Bild ist von %1, vor %2.</translation>
    </message>
    <message>
        <source>The node does not run: %1 It is tried again by itself.</source>
        <translation>Der Knoten läuft nicht: %1 Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>The event log stands still: %1 It goes on by itself when that is mended; until then nothing new is taken.</source>
        <translation>Das Ereignislog steht still: %1 Es geht von selbst weiter, sobald das behoben ist; bis dahin wird nichts Neues angenommen.</translation>
    </message>
    <message>
        <source>Partition %1 stands still: %2</source>
        <translation>Partition %1 steht still: %2</translation>
    </message>
    <message>
        <source>History takes no rows: %1 What is shown goes on; what happens now is written later.</source>
        <translation>Der Verlauf nimmt keine Zeilen: %1 Die Anzeige geht weiter; was jetzt geschieht, wird später geschrieben.</translation>
    </message>
    <message>
        <source>Catching up with the log. %1</source>
        <translation>Holt das Log ein. %1</translation>
    </message>
    <message>
        <source>Nothing new comes from the node. %1</source>
        <translation>Vom Knoten kommt nichts Neues. %1</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>What the node says of itself</source>
        <translation>Was der Knoten von sich sagt</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
    <message>
        <source>History takes no rows: %1 The lanes wait for it. Nothing is lost. %2</source>
        <translation>Der Verlauf nimmt keine Zeilen: %1 Die Spuren warten auf ihn. Nichts geht verloren. %2</translation>
    </message>
    <message numerus="yes">
        <source>(and %Ln more)</source>
        <translation>
            <numerusform>(und %Ln weitere)</numerusform>
            <numerusform>(und %Ln weitere)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::NowStrip</name>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>%1 (up to +%2 min)</source>
        <translation>%1 (bis +%2 min)</translation>
    </message>
</context>
<context>
    <name>roundsman::OrderBoard</name>
    <message>
        <source>Filter by order, merchant or rider</source>
        <translation>Nach Bestellung, Händler oder Fahrer filtern</translation>
    </message>
    <message>
        <source>Filter orders</source>
        <translation>Bestellungen filtern</translation>
    </message>
    <message>
        <source>Only orders that are late or will be</source>
        <translation>Nur Bestellungen, die zu spät sind oder werden</translation>
    </message>
    <message>
        <source>Only orders that nobody has</source>
        <translation>Nur Bestellungen, die niemand hat</translation>
    </message>
    <message>
        <source>Only orders that you take care of</source>
        <translation>Nur Bestellungen, um die Sie sich kümmern</translation>
    </message>
    <message>
        <source>Enter opens an order, Ctrl+Enter assigns it; or drag a rider onto it</source>
        <translation>Eingabe öffnet eine Bestellung, Strg+Eingabe weist sie zu; oder Fahrer darauf ziehen</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Bestellungen</translation>
    </message>
    <message>
        <source>&amp;Open order</source>
        <translation>Bestellung ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Assign…</source>
        <translation>&amp;Zuweisen…</translation>
    </message>
    <message>
        <source>&amp;Take the rider off</source>
        <translation>Fahrer &amp;abziehen</translation>
    </message>
    <message>
        <source>Take &amp;care of it</source>
        <translation>Darum &amp;kümmern</translation>
    </message>
    <message>
        <source>&amp;Let go of it</source>
        <translation>Ab&amp;geben</translation>
    </message>
    <message>
        <source>Write a &amp;note…</source>
        <translation>&amp;Notiz schreiben …</translation>
    </message>
    <message>
        <source>Show &amp;rider on map</source>
        <translation>Fahrer auf der &amp;Karte zeigen</translation>
    </message>
    <message>
        <source>Late %1 · at risk %2</source>
        <translation>Zu spät %1 · gefährdet %2</translation>
    </message>
    <message>
        <source>Nobody has %1</source>
        <translation>Ohne Fahrer %1</translation>
    </message>
    <message>
        <source>Mine %1</source>
        <translation>Meine %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln offen</numerusform>
            <numerusform>%Ln offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln open</source>
        <translation>
            <numerusform>%1 von %Ln offen</numerusform>
            <numerusform>%1 von %Ln offen</numerusform>
        </translation>
    </message>
    <message>
        <source>No open orders.
They appear when they are placed.</source>
        <translation>Keine offenen Bestellungen.
Sie erscheinen, wenn sie aufgegeben werden.</translation>
    </message>
    <message>
        <source>No order matches.
Clear the filter to see all.</source>
        <translation>Keine Bestellung passt.
Ohne Filter sehen Sie alle.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
</context>
<context>
    <name>roundsman::OrderFinder</name>
    <message>
        <source>Find an order</source>
        <translation>Bestellung finden</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Order, merchant or rider</source>
        <translation>Bestellung, Händler oder Fahrer</translation>
    </message>
    <message>
        <source>Find orders</source>
        <translation>Bestellungen finden</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>No orders yet.
They appear when they are placed.</source>
        <translation>Noch keine Bestellungen.
Sie erscheinen, wenn sie aufgegeben werden.</translation>
    </message>
    <message>
        <source>The newest %1</source>
        <translation>Die neuesten %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln Bestellung</numerusform>
            <numerusform>%Ln Bestellungen</numerusform>
        </translation>
    </message>
    <message>
        <source>None of the newest %1 orders is called that.
A part of its id, its merchant or its rider will do.
Enter opens an older one by its whole id.</source>
        <translation>Keine der neuesten %1 Bestellungen heißt so.
Ein Teil ihrer Nummer, des Händlers oder des Fahrers genügt.
Eingabe öffnet eine ältere mit ihrer ganzen Nummer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the newest %1 orders</source>
        <translation>
            <numerusform>%Ln der neuesten %1 Bestellungen</numerusform>
            <numerusform>%Ln der neuesten %1 Bestellungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows orders of all times again</source>
        <translation>Zeigt wieder Bestellungen aller Zeiten</translation>
    </message>
    <message>
        <source>No order was placed then.</source>
        <translation>In dieser Zeit wurde keine Bestellung aufgegeben.</translation>
    </message>
</context>
<context>
    <name>roundsman::OrderFixes</name>
    <message>
        <source>after a jump: anchored anew</source>
        <translation>nach einem Sprung: neu verankert</translation>
    </message>
    <message>
        <source>in no trail and not in quarantine</source>
        <translation>in keiner Spur und nicht in Quarantäne</translation>
    </message>
    <message>
        <source>In the log</source>
        <translation>Im Log</translation>
    </message>
    <message>
        <source>Raw: time</source>
        <translation>Roh: Zeit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Raw: position</source>
        <translation>Roh: Position</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>Admitted: time</source>
        <translation>Angenommen: Zeit</translation>
    </message>
    <message>
        <source>Admitted: position</source>
        <translation>Angenommen: Position</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Only what was not accepted</source>
        <translation>Nur was nicht angenommen wurde</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Fixes, raw and admitted</source>
        <translation>Positionen, roh und angenommen</translation>
    </message>
    <message>
        <source>Nobody has had the order yet.</source>
        <translation>Die Bestellung hatte noch niemand.</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>Das Log wird gelesen…</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>not judged yet</source>
        <translation>noch nicht beurteilt</translation>
    </message>
    <message>
        <source>%1 sent nothing in the order&apos;s time that the log still has.</source>
        <translation>%1 hat in der Zeit der Bestellung nichts gesendet, was das Log noch hat.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Not all of the log was looked at.</source>
        <translation>Nicht das ganze Log wurde durchgesehen.</translation>
    </message>
    <message>
        <source>Read up to %1.</source>
        <translation>Gelesen bis %1.</translation>
    </message>
    <message>
        <source>The quarantine holds more of that time than was asked for: some may be told as duplicates.</source>
        <translation>Die Quarantäne hat aus dieser Zeit mehr, als gefragt wurde: manches kann hier als Dublette stehen.</translation>
    </message>
</context>
<context>
    <name>roundsman::OrderKeeping</name>
    <message>
        <source>Take over %1?</source>
        <translation>%1 übernehmen?</translation>
    </message>
    <message>
        <source>%1 takes care of %2 since %3.</source>
        <translation>%1 kümmert sich seit %3 um %2.</translation>
    </message>
    <message>
        <source>If you take it over, both of you see it.</source>
        <translation>Wenn Sie übernehmen, sehen es beide.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>Everybody who opens the order reads it:</source>
        <translation>Alle, die die Bestellung öffnen, lesen sie:</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Write a note for whoever opens it next</source>
        <translation>Eine Notiz für die Nächsten schreiben</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Others see that you have it</source>
        <translation>Andere sehen, dass Sie sich kümmern</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>%1 takes care of it since %2</source>
        <translation>%1 kümmert sich seit %2 darum</translation>
    </message>
    <message>
        <source>You take care of it since %1</source>
        <translation>Sie kümmern sich seit %1 darum</translation>
    </message>
    <message>
        <source>Nobody takes care of it</source>
        <translation>Niemand kümmert sich darum</translation>
    </message>
    <message>
        <source>Take over…</source>
        <translation>Übernehmen …</translation>
    </message>
    <message>
        <source>Take care of it</source>
        <translation>Darum kümmern</translation>
    </message>
</context>
<context>
    <name>roundsman::OrderMap</name>
    <message>
        <source>Map of what happened</source>
        <translation>Karte des Geschehens</translation>
    </message>
    <message>
        <source>%1: click to open the record</source>
        <translation>%1: Klick öffnet den Datensatz</translation>
    </message>
    <message>
        <source>Nobody has had the order yet.</source>
        <translation>Die Bestellung hatte noch niemand.</translation>
    </message>
    <message>
        <source>Reading the trail…</source>
        <translation>Die Spur wird gelesen …</translation>
    </message>
    <message>
        <source>No position of that time is in the history.</source>
        <translation>Aus dieser Zeit steht keine Position in der Geschichte.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln positions · blue: to the merchant · green: with the order · dotted: nothing heard</source>
        <translation>
            <numerusform>%Ln Position · blau: zum Händler · grün: mit der Bestellung · gepunktet: nichts gehört</numerusform>
            <numerusform>%Ln Positionen · blau: zum Händler · grün: mit der Bestellung · gepunktet: nichts gehört</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::OrderModel</name>
    <message>
        <source>waiting for the log…</source>
        <translation>wartet auf das Log…</translation>
    </message>
    <message>
        <source>– nobody –</source>
        <translation>– niemand –</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>%1 takes care of it since %2</source>
        <translation>%1 kümmert sich seit %2 darum</translation>
    </message>
    <message>
        <source>Last note: %1</source>
        <translation>Letzte Notiz: %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>Ankunft</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>Likely, and nine times in ten by</source>
        <translation>Wahrscheinlich, und in neun von zehn Fällen bis</translation>
    </message>
    <message>
        <source>Who takes care of it</source>
        <translation>Wer sich darum kümmert</translation>
    </message>
</context>
<context>
    <name>roundsman::OrderPage</name>
    <message>
        <source>ready by %1</source>
        <translation>fertig bis %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>In the log after</source>
        <translation>Im Log nach</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Said at</source>
        <translation>Gesagt um</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Nine of ten by</source>
        <translation>Neun von zehn bis</translation>
    </message>
    <message>
        <source>Moved by</source>
        <translation>Verschoben um</translation>
    </message>
    <message>
        <source>Known from</source>
        <translation>Bekannt aus</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauerte</translation>
    </message>
    <message>
        <source>Was thought</source>
        <translation>Gedacht</translation>
    </message>
    <message>
        <source>More or less</source>
        <translation>Mehr oder weniger</translation>
    </message>
    <message>
        <source>No order chosen.
Choose one on the left, on the map, or on the board.</source>
        <translation>Keine Bestellung gewählt.
Wählen Sie links, auf der Karte oder auf der Tafel.</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Auf der Karte zeigen</translation>
    </message>
    <message>
        <source>Map at that time</source>
        <translation>Karte zu dieser Zeit</translation>
    </message>
    <message>
        <source>The fleet as it was at the chosen row of the timeline</source>
        <translation>Die Flotte, wie sie bei der gewählten Zeile des Verlaufs war</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Why late</source>
        <translation>Warum zu spät</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Promised first</source>
        <translation>Zuerst zugesagt</translation>
    </message>
    <message>
        <source>Promised now</source>
        <translation>Jetzt zugesagt</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Copied: open it with Ctrl+K</source>
        <translation>Kopiert: mit Strg+K öffnen</translation>
    </message>
    <message>
        <source>Fixes, raw and admitted</source>
        <translation>Positionen, roh und angenommen</translation>
    </message>
    <message>
        <source>History has not heard of it yet: it is written a second after it happens.</source>
        <translation>Der Verlauf kennt sie noch nicht: er wird eine Sekunde danach geschrieben.</translation>
    </message>
    <message>
        <source>placed %1</source>
        <translation>aufgegeben %1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Not late.</source>
        <translation>Nicht zu spät.</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 zu spät</translation>
    </message>
    <message>
        <source>“%1” took %2 more than was thought</source>
        <translation>„%1“ dauerte %2 länger als gedacht</translation>
    </message>
    <message>
        <source>Stretches</source>
        <translation>Strecken</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Zusagen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>not late</source>
        <translation>nicht verspätet</translation>
    </message>
    <message>
        <source>%1 by the first promise, %2 by the newest</source>
        <translation>%1 nach der ersten Zusage, %2 nach der neuesten</translation>
    </message>
    <message>
        <source>%1 is not among the riders of now.</source>
        <translation>%1 ist nicht unter den Fahrern von jetzt.</translation>
    </message>
</context>
<context>
    <name>roundsman::PastPanel</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>PAST</source>
        <translation>VERGANGEN</translation>
    </message>
    <message>
        <source>NOW</source>
        <translation>JETZT</translation>
    </message>
    <message>
        <source>Chosen: %1 – %2</source>
        <translation>Gewählt: %1 – %2</translation>
    </message>
    <message>
        <source>Drag with Shift to choose a span</source>
        <translation>Mit Umschalt ziehen wählt eine Spanne</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>writing…</source>
        <translation>wird geschrieben…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows in %1</source>
        <translation>
            <numerusform>%Ln Zeile in %1</numerusform>
            <numerusform>%Ln Zeilen in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No file was written: %1</source>
        <translation>Keine Datei geschrieben: %1</translation>
    </message>
    <message>
        <source>A minute back</source>
        <translation>Eine Minute zurück</translation>
    </message>
    <message>
        <source>A minute back (F6)</source>
        <translation>Eine Minute zurück (F6)</translation>
    </message>
    <message>
        <source>Play and pause (F7)</source>
        <translation>Abspielen und anhalten (F7)</translation>
    </message>
    <message>
        <source>A minute on</source>
        <translation>Eine Minute weiter</translation>
    </message>
    <message>
        <source>A minute on (F8)</source>
        <translation>Eine Minute weiter (F8)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Gezeigte Zeit</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>Zu einer Zeit</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Go to that time</source>
        <translation>Zu dieser Zeit</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Zurück zu jetzt</translation>
    </message>
    <message>
        <source>Back to now (F9)</source>
        <translation>Zurück zu jetzt (F9)</translation>
    </message>
    <message>
        <source>Hours on the ruler</source>
        <translation>Stunden auf der Zeitleiste</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 6 hours</source>
        <translation>Letzte 6 Stunden</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Earlier hours</source>
        <translation>Frühere Stunden</translation>
    </message>
    <message>
        <source>Earlier (Shift and wheel on the ruler)</source>
        <translation>Früher (Umschalt und Rad auf der Zeitleiste)</translation>
    </message>
    <message>
        <source>Later hours</source>
        <translation>Spätere Stunden</translation>
    </message>
    <message>
        <source>Later (Shift and wheel on the ruler)</source>
        <translation>Später (Umschalt und Rad auf der Zeitleiste)</translation>
    </message>
    <message>
        <source>Chosen span</source>
        <translation>Gewählte Spanne</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>How much is written</source>
        <translation>Wie viel geschrieben ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Den Export abbrechen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>A link to this moment and place; paste it into Search (Ctrl+K) to come back</source>
        <translation>Ein Link zu diesem Augenblick und Ort; in die Suche (Strg+K) eingefügt führt er zurück</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
</context>
<context>
    <name>roundsman::PastRider</name>
    <message>
        <source>%1°</source>
        <translation>%1°</translation>
    </message>
    <message>
        <source>Select a rider on the map
to see how he was at that time.</source>
        <translation>Wählen Sie einen Fahrer auf der Karte,
um zu sehen, wie es zu dieser Zeit um ihn stand.</translation>
    </message>
    <message>
        <source>At the time shown</source>
        <translation>Zur gezeigten Zeit</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Last fix</source>
        <translation>Letzte Position</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Where is he now?</source>
        <translation>Wo ist er jetzt?</translation>
    </message>
    <message>
        <source>not heard of at that time</source>
        <translation>zu dieser Zeit nichts gehört</translation>
    </message>
</context>
<context>
    <name>roundsman::PastRuler</name>
    <message>
        <source>Past hours</source>
        <translation>Vergangene Stunden</translation>
    </message>
    <message>
        <source>Arrows move by ten seconds, with Shift by a minute, Page Up and Page Down by a quarter of an hour. Space plays, End goes back to now, [ and ] choose a span.</source>
        <translation>Pfeile gehen zehn Sekunden weit, mit Umschalt eine Minute, Bild auf und Bild ab eine Viertelstunde. Leertaste spielt ab, Ende geht zurück zu jetzt, [ und ] wählen eine Spanne.</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>a gap: nothing was recorded</source>
        <translation>eine Lücke: nichts aufgezeichnet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln Dokument</numerusform>
            <numerusform>%Ln Dokumente</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::PipelinePage</name>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>A second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>not known before the first day&apos;s trails</source>
        <translation>unbekannt, solange es keine Spuren eines Tages gibt</translation>
    </message>
    <message>
        <source>over ten years, at %1 of trails a day</source>
        <translation>über zehn Jahren, bei %1 Spuren am Tag</translation>
    </message>
    <message>
        <source>less than two days, at %1 of trails a day</source>
        <translation>weniger als zwei Tagen, bei %1 Spuren am Tag</translation>
    </message>
    <message>
        <source>%1 days, at %2 of trails a day</source>
        <translation>%1 Tagen, bei %2 Spuren am Tag</translation>
    </message>
    <message>
        <source>caught up</source>
        <translation>auf dem Stand</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>holt auf</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Urteile</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Updates/s</source>
        <translation>Meldungen/s</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>Letzter Commit</translation>
    </message>
    <message>
        <source>Commit took</source>
        <translation>Commit dauerte</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>Festgeschrieben</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Abbild</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Full in</source>
        <translation>Voll in</translation>
    </message>
    <message>
        <source>By what trails took on the newest whole day, as “roundsman doctor --history” says</source>
        <translation>Nach dem, was die Spuren am letzten ganzen Tag brauchten, wie „roundsman doctor --history“ es sagt</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>Kafka</source>
        <translation>Kafka</translation>
    </message>
    <message>
        <source>embedded</source>
        <translation>eingebettet</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>no history is kept</source>
        <translation>kein Verlauf wird geführt</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 documents in %2 commits</source>
        <translation>%1 Dokumente in %2 Commits</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Oldest, s</source>
        <translation>Älteste, s</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Angekommen</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>all arrived</source>
        <translation>alles angekommen</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>What leaves this node: topics and webhooks; a row waits until it has arrived</source>
        <translation>Was diesen Knoten verlässt: Topics und Webhooks; eine Zeile wartet, bis sie angekommen ist</translation>
    </message>
</context>
<context>
    <name>roundsman::PromiseChart</name>
    <message>
        <source>Promises over time</source>
        <translation>Zusagen im Lauf der Zeit</translation>
    </message>
    <message>
        <source>No promise was made yet.</source>
        <translation>Noch wurde nichts zugesagt.</translation>
    </message>
    <message>
        <source>First said %1, last %2</source>
        <translation>Zuerst %1 gesagt, zuletzt %2</translation>
    </message>
    <message>
        <source>promised</source>
        <translation>zugesagt</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>angekommen</translation>
    </message>
    <message>
        <source>said %1</source>
        <translation>gesagt %1</translation>
    </message>
    <message>
        <source>Said at %1: likely %2, nine of ten by %3</source>
        <translation>Gesagt um %1: wahrscheinlich %2, neun von zehn bis %3</translation>
    </message>
</context>
<context>
    <name>roundsman::QuarantineInbox</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>Alle Gründe</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>As it lies in the log</source>
        <translation>Wie er im Log liegt</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>The document&apos;s bytes</source>
        <translation>Die Bytes des Dokuments</translation>
    </message>
    <message>
        <source>Choose a document: it can be mended here and sent again.</source>
        <translation>Wählen Sie ein Dokument: hier lässt es sich berichtigen und erneut senden.</translation>
    </message>
    <message>
        <source>All reasons (%1)</source>
        <translation>Alle Gründe (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The newest %1</source>
        <translation>Die neuesten %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln Dokument</numerusform>
            <numerusform>%Ln Dokumente</numerusform>
        </translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Nothing is held back.
Documents that cannot be believed wait here, with the reason.</source>
        <translation>Nichts wird zurückgehalten.
Dokumente, denen nicht zu glauben ist, warten hier mit dem Grund.</translation>
    </message>
    <message>
        <source>Nothing is held back for this reason:
%1</source>
        <translation>Aus diesem Grund wird nichts zurückgehalten:
%1</translation>
    </message>
    <message>
        <source>Retried</source>
        <translation>Nochmals gesendet</translation>
    </message>
    <message>
        <source>Sends the bytes beside the list again, as they are now; several documents as they came</source>
        <translation>Sendet die Bytes neben der Liste nochmals, wie sie jetzt sind; mehrere Dokumente, wie sie kamen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents: each is sent again as it came.</source>
        <translation>
            <numerusform>%Ln Dokument: es wird gesendet, wie es kam.</numerusform>
            <numerusform>%Ln Dokumente: jedes wird nochmals gesendet, wie es kam.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::RecordBrowser</name>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Log time</source>
        <translation>Logzeit</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Only records that contain…</source>
        <translation>Nur Datensätze mit…</translation>
    </message>
    <message>
        <source>Only records that contain</source>
        <translation>Nur Datensätze mit</translation>
    </message>
    <message>
        <source>Newest as they come</source>
        <translation>Neueste laufend</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Älter</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>Neuer</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>Partition %1: %2</source>
        <translation>Partition %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>Kept: %1 to %2 · looked at %Ln records</source>
        <translation>
            <numerusform>Vorhanden: %1 bis %2 · %Ln Datensatz angesehen</numerusform>
            <numerusform>Vorhanden: %1 bis %2 · %Ln Datensätze angesehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing older that the log still has matches.</source>
        <translation>Nichts Älteres, was das Log noch hat, passt.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing in the %Ln records before: “Older” looks further back than offset %1.</source>
        <translation>
            <numerusform>Nichts in dem %Ln Datensatz davor: „Älter“ sucht weiter zurück als Offset %1.</numerusform>
            <numerusform>Nichts in den %Ln Datensätzen davor: „Älter“ sucht weiter zurück als Offset %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records went by unseen</source>
        <translation>
            <numerusform>%Ln Datensatz zog ungesehen vorbei</numerusform>
            <numerusform>%Ln Datensätze zogen ungesehen vorbei</numerusform>
        </translation>
    </message>
    <message>
        <source>Partition %1 is not processed here.</source>
        <translation>Partition %1 wird hier nicht verarbeitet.</translation>
    </message>
</context>
<context>
    <name>roundsman::RecordView</name>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>How the record is shown</source>
        <translation>Wie der Datensatz gezeigt wird</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The record&apos;s value, byte for byte; as text, what is shown of it</source>
        <translation>Der Wert des Datensatzes, Byte für Byte; als Text das, was davon gezeigt wird</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>The record&apos;s bytes</source>
        <translation>Die Bytes des Datensatzes</translation>
    </message>
    <message>
        <source>Choose a record: its headers and documents are shown here.</source>
        <translation>Wählen Sie einen Datensatz: seine Kopfzeilen und Dokumente stehen dann hier.</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>Offset %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln Byte</numerusform>
            <numerusform>%Ln Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln bytes more</source>
        <translation>
            <numerusform>… und %Ln weiteres Byte</numerusform>
            <numerusform>… und %Ln weitere Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied: open it with Ctrl+K</source>
        <translation>Kopiert: mit Strg+K öffnen</translation>
    </message>
</context>
<context>
    <name>roundsman::RemoteTiles</name>
    <message>
        <source>answers %1</source>
        <translation>antwortet %1</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>Base map unavailable: %1 %2</source>
        <translation>Karte nicht verfügbar: %1 %2</translation>
    </message>
</context>
<context>
    <name>roundsman::RiderInspector</name>
    <message>
        <source>No rider selected.
Click one on the map or in the list,
or press Ctrl+K to find one by name.</source>
        <translation>Kein Fahrer gewählt.
Klicken Sie einen auf der Karte oder in der Liste an,
oder finden Sie ihn mit Strg+K.</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Auf der Karte zeigen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last fix</source>
        <translation>Letzte Position</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>Uhren</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Device skew</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Last fixes</source>
        <translation>Letzte Positionen</translation>
    </message>
    <message>
        <source>Following</source>
        <translation>Folgt</translation>
    </message>
    <message>
        <source>heading %1°</source>
        <translation>Richtung %1°</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 zu spät</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>lane %1</source>
        <translation>Spur %1</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Bestellung öffnen</translation>
    </message>
    <message>
        <source>Open record</source>
        <translation>Datensatz öffnen</translation>
    </message>
</context>
<context>
    <name>roundsman::RiderList</name>
    <message>
        <source>Filter by rider or order</source>
        <translation>Nach Fahrer oder Bestellung filtern</translation>
    </message>
    <message>
        <source>Filter riders</source>
        <translation>Fahrer filtern</translation>
    </message>
    <message>
        <source>Riders</source>
        <translation>Fahrer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln riders</source>
        <translation>
            <numerusform>%Ln Fahrer</numerusform>
            <numerusform>%Ln Fahrer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln riders</source>
        <translation>
            <numerusform>%1 von %Ln Fahrer</numerusform>
            <numerusform>%1 von %Ln Fahrern</numerusform>
        </translation>
    </message>
    <message>
        <source>No riders yet.
They appear with their first position.</source>
        <translation>Noch keine Fahrer.
Sie erscheinen mit ihrer ersten Position.</translation>
    </message>
    <message>
        <source>No rider matches.
Clear the filter to see everybody.</source>
        <translation>Kein Fahrer passt.
Ohne Filter sehen Sie alle.</translation>
    </message>
</context>
<context>
    <name>roundsman::RiderModel</name>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Open orders that the rider has now</source>
        <translation>Offene Bestellungen, die der Fahrer jetzt hat</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Speed, in kilometres an hour</source>
        <translation>Geschwindigkeit in Kilometern pro Stunde</translation>
    </message>
    <message>
        <source>How long ago the log took his last position</source>
        <translation>Wie lange es her ist, dass das Log die letzte Position nahm</translation>
    </message>
    <message>
        <source>km/h</source>
        <translation>km/h</translation>
    </message>
</context>
<context>
    <name>roundsman::RiderPopup</name>
    <message numerus="yes">
        <source>%Ln riders here</source>
        <translation>
            <numerusform>%Ln Fahrer hier</numerusform>
            <numerusform>%Ln Fahrer hier</numerusform>
        </translation>
    </message>
    <message>
        <source>Riders here</source>
        <translation>Fahrer hier</translation>
    </message>
</context>
<context>
    <name>roundsman::SearchDialog</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Rider, order, merchant, street or command</source>
        <translation>Fahrer, Bestellung, Händler, Straße oder Befehl</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>↑ ↓ choose    Enter go there    Esc close</source>
        <translation>↑ ↓ wählen    Eingabe hingehen    Esc schließen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Nothing is called “%1”</source>
        <translation>Nichts heißt „%1“</translation>
    </message>
    <message>
        <source>Rider · %1</source>
        <translation>Fahrer · %1</translation>
    </message>
    <message>
        <source>Order · %1</source>
        <translation>Bestellung · %1</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>District</source>
        <translation>Stadtteil</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Partition %1, offset %2</source>
        <translation>Partition %1, Offset %2</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
</context>
<context>
    <name>roundsman::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>This console</source>
        <translation>Diese Konsole</translation>
    </message>
    <message>
        <source>Node (read only)</source>
        <translation>Knoten (nur lesen)</translation>
    </message>
    <message>
        <source>No setting of this console is called that.</source>
        <translation>Keine Einstellung dieser Konsole heißt so.</translation>
    </message>
</context>
<context>
    <name>roundsman::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter shortcuts</source>
        <translation>Tastenkürzel filtern</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
</context>
<context>
    <name>roundsman::StartPage</name>
    <message>
        <source>Roundsman</source>
        <translation>Roundsman</translation>
    </message>
    <message>
        <source>Welcome to Roundsman</source>
        <translation>Willkommen bei Roundsman</translation>
    </message>
    <message>
        <source>The console for delivery and ride fleets: where every rider is, which orders are late and why, and the record that each picture was made from.</source>
        <translation>Die Konsole für Liefer- und Fahrdienste: wo jeder Fahrer ist, welche Bestellungen zu spät sind und warum, und der Datensatz, aus dem jedes Bild entstand.</translation>
    </message>
    <message>
        <source>Do the same at every start (the settings can change it back)</source>
        <translation>Bei jedem Start dasselbe tun (die Einstellungen können das zurücknehmen)</translation>
    </message>
    <message>
        <source>Try the demo city</source>
        <translation>Die Vorführstadt ausprobieren</translation>
    </message>
    <message>
        <source>A made-up city at dinner time, with riders, restaurants and customers. It runs on this computer alone, needs no network, and leaves nothing behind.</source>
        <translation>Eine erfundene Stadt zur Abendessenszeit, mit Fahrern, Restaurants und Kunden. Sie läuft nur auf diesem Rechner, braucht kein Netz und lässt nichts zurück.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Vorführung öffnen</translation>
    </message>
    <message>
        <source>Connect to a Kafka, or open a configuration</source>
        <translation>Mit einem Kafka verbinden oder eine Konfiguration öffnen</translation>
    </message>
    <message>
        <source>The node inside this window reads the topic of all events. A configuration can say more: TLS, credentials, other topics, where files are kept.</source>
        <translation>Der Knoten in diesem Fenster liest das Topic aller Ereignisse. Eine Konfiguration kann mehr sagen: TLS, Zugangsdaten, andere Topics, wo Dateien liegen.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>TOML (*.toml)</source>
        <translation>TOML (*.toml)</translation>
    </message>
    <message>
        <source>Open a data folder</source>
        <translation>Einen Datenordner öffnen</translation>
    </message>
    <message>
        <source>What a node kept: its log and its history. No other node may be using it.</source>
        <translation>Was ein Knoten aufbewahrt hat: sein Log und seinen Verlauf. Kein anderer Knoten darf ihn benutzen.</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
</context>
<context>
    <name>roundsman::StatusLine</name>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Riders by age</source>
        <translation>Fahrer nach Alter</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Log lag</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>frames/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Kafka</source>
        <translation>Kafka</translation>
    </message>
    <message>
        <source>Embedded log</source>
        <translation>Eingebettetes Log</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>updates/s</source>
        <translation>Meldungen/s</translation>
    </message>
    <message>
        <source>log lag</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>Node does not run</source>
        <translation>Knoten läuft nicht</translation>
    </message>
    <message>
        <source>Log stands still</source>
        <translation>Log steht still</translation>
    </message>
    <message>
        <source>Partition %1 stands still</source>
        <translation>Partition %1 steht still</translation>
    </message>
    <message>
        <source>History takes no rows</source>
        <translation>Verlauf nimmt keine Zeilen</translation>
    </message>
</context>
<context>
    <name>roundsman::SurgeLimitDialog</name>
    <message>
        <source>Cell %1</source>
        <translation>Zelle %1</translation>
    </message>
    <message>
        <source>All of %1</source>
        <translation>Ganz %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>Not above</source>
        <translation>Nicht über</translation>
    </message>
    <message>
        <source>Leave every value as it is now</source>
        <translation>Alle Werte lassen, wie sie jetzt sind</translation>
    </message>
    <message>
        <source>Hold surge back</source>
        <translation>Aufschlag begrenzen</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>Höchster Wert</translation>
    </message>
    <message>
        <source>Why, in a few words: everybody sees it</source>
        <translation>Warum, in wenigen Worten: alle sehen es</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 Stunden</translation>
    </message>
    <message>
        <source>&amp;Where</source>
        <translation>&amp;Wo</translation>
    </message>
    <message>
        <source>&amp;Cap</source>
        <translation>&amp;Obergrenze</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>&amp;Einfrieren</translation>
    </message>
    <message>
        <source>For the next</source>
        <translation>Für die nächsten</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>Begrenzen</translation>
    </message>
    <message>
        <source>Choose a cap, a freeze, or both.</source>
        <translation>Wählen Sie eine Obergrenze, ein Einfrieren oder beides.</translation>
    </message>
    <message>
        <source>Say why: it is shown beside every value it holds back.</source>
        <translation>Sagen Sie, warum: Es steht neben jedem Wert, der begrenzt wird.</translation>
    </message>
    <message>
        <source>Now: %1 until %2, by %3.</source>
        <translation>Jetzt: %1 bis %2, von %3.</translation>
    </message>
    <message>
        <source>It ends by itself, and can be let go before.</source>
        <translation>Es endet von selbst und kann vorher freigegeben werden.</translation>
    </message>
    <message>
        <source>Choose where</source>
        <translation>Ort wählen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Choose where: a market, or an area of it.</source>
        <translation>Ort wählen: einen Markt oder ein Gebiet darin.</translation>
    </message>
</context>
<context>
    <name>roundsman::SurgeLimitModel</name>
    <message>
        <source>%1: %2 until %3, by %4: %5</source>
        <translation>%1: %2 bis %3, von %4: %5</translation>
    </message>
    <message>
        <source>waiting for the log…</source>
        <translation>wartet auf das Log …</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Ends in</source>
        <translation>Endet in</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>roundsman::SurgeLimits</name>
    <message>
        <source>Hold surge back…</source>
        <translation>Aufschlag begrenzen …</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Ends the limit now</source>
        <translation>Beendet die Grenze jetzt</translation>
    </message>
    <message>
        <source>Limits of surge</source>
        <translation>Grenzen des Aufschlags</translation>
    </message>
    <message>
        <source>Surge is held back nowhere.
A click on the map&apos;s hexes says why it is what it is.</source>
        <translation>Der Aufschlag ist nirgends begrenzt.
Ein Klick auf die Waben der Karte sagt, woher er kommt.</translation>
    </message>
    <message>
        <source>Surge limits</source>
        <translation>Aufschlagsgrenzen</translation>
    </message>
    <message>
        <source>Open record</source>
        <translation>Datensatz öffnen</translation>
    </message>
</context>
<context>
    <name>roundsman::SurgeWhy</name>
    <message>
        <source>Too little is asked for around here to build a figure on: it goes to 1.0.</source>
        <translation>Hier wird zu wenig gefragt, um eine Zahl darauf zu bauen: es geht auf 1,0.</translation>
    </message>
    <message>
        <source>The market was not heard of lately: no data is not demand, so it goes to 1.0.</source>
        <translation>Vom Markt kam zuletzt nichts: keine Daten sind keine Nachfrage, es geht auf 1,0.</translation>
    </message>
    <message>
        <source>Riders were here and none is heard now: silence is not scarcity, so it goes to 1.0.</source>
        <translation>Fahrer waren hier, keiner meldet sich: Stille ist kein Mangel, es geht auf 1,0.</translation>
    </message>
    <message>
        <source>%1 orders and customers for each idle rider around here.</source>
        <translation>%1 Bestellungen und Kunden auf jeden freien Fahrer ringsum.</translation>
    </message>
    <message>
        <source>In this cell</source>
        <translation>In dieser Zelle</translation>
    </message>
    <message>
        <source>%1 open orders, %2 customers looking, %3 idle riders</source>
        <translation>%1 offene Bestellungen, %2 suchende Kunden, %3 freie Fahrer</translation>
    </message>
    <message>
        <source>With neighbours</source>
        <translation>Mit Nachbarn</translation>
    </message>
    <message>
        <source>demand %1, supply %2</source>
        <translation>Nachfrage %1, Angebot %2</translation>
    </message>
    <message>
        <source>Riders heard</source>
        <translation>Fahrer gehört</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Curve says</source>
        <translation>Kurve sagt</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>Geglättet</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1, vorher %2</translation>
    </message>
    <message>
        <source>Slowed and capped</source>
        <translation>Gebremst und begrenzt</translation>
    </message>
    <message>
        <source>Applies</source>
        <translation>Gilt</translation>
    </message>
    <message>
        <source>%1, shown as %2</source>
        <translation>%1, gezeigt als %2</translation>
    </message>
    <message>
        <source>1.0: off</source>
        <translation>1,0: aus</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1 by %2 until %3: %4</source>
        <translation>%1 von %2 bis %3: %4</translation>
    </message>
    <message>
        <source>Capped at %1</source>
        <translation>Begrenzt auf %1</translation>
    </message>
    <message>
        <source>Frozen at %1</source>
        <translation>Eingefroren bei %1</translation>
    </message>
    <message>
        <source>Why %1?</source>
        <translation>Warum %1?</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>Schritt für Schritt</translation>
    </message>
    <message>
        <source>Cell %1, minute of %2</source>
        <translation>Zelle %1, Minute %2</translation>
    </message>
    <message>
        <source>Records it was made from</source>
        <translation>Datensätze, aus denen es entstand</translation>
    </message>
    <message>
        <source>Change the limit…</source>
        <translation>Grenze ändern …</translation>
    </message>
    <message>
        <source>Hold it back…</source>
        <translation>Begrenzen …</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>First record</source>
        <translation>Erster Datensatz</translation>
    </message>
    <message>
        <source>Last record</source>
        <translation>Letzter Datensatz</translation>
    </message>
</context>
<context>
    <name>roundsman::TileService</name>
    <message>
        <source>Demo city, generated: no real place</source>
        <translation>Demostadt, erzeugt: kein wirklicher Ort</translation>
    </message>
    <message>
        <source>© OpenStreetMap contributors</source>
        <translation>© OpenStreetMap-Mitwirkende</translation>
    </message>
    <message>
        <source>Tiles: %1</source>
        <translation>Kacheln: %1</translation>
    </message>
</context>
<context>
    <name>roundsman::WaitsPanel</name>
    <message>
        <source>%1, not counted</source>
        <translation>%1, nicht gezählt</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Could be saved</source>
        <translation>Vermeidbar</translation>
    </message>
    <message>
        <source>At the door</source>
        <translation>An der Tür</translation>
    </message>
    <message>
        <source>Ready promised</source>
        <translation>Fertig zugesagt</translation>
    </message>
    <message>
        <source>Picked up</source>
        <translation>Abgeholt</translation>
    </message>
    <message>
        <source>Rider</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Bestellung öffnen</translation>
    </message>
    <message>
        <source>Fix at the door</source>
        <translation>Fix an der Tür</translation>
    </message>
    <message>
        <source>The record that shows the rider at the door</source>
        <translation>Der Datensatz, der den Fahrer an der Tür zeigt</translation>
    </message>
    <message>
        <source>Pick-up</source>
        <translation>Abholung</translation>
    </message>
    <message>
        <source>The record that says when it was picked up</source>
        <translation>Der Datensatz, der sagt, wann abgeholt wurde</translation>
    </message>
    <message>
        <source>Avoidable wait of the period</source>
        <translation>Vermeidbares Warten des Zeitraums</translation>
    </message>
    <message>
        <source>Avoidable waits</source>
        <translation>Vermeidbares Warten</translation>
    </message>
    <message>
        <source>No rider waited longer than he had to in this period.</source>
        <translation>In diesem Zeitraum hat kein Fahrer länger gewartet als nötig.</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln pick-ups</source>
        <translation>
            <numerusform>%1 bei %Ln Abholung</numerusform>
            <numerusform>%1 bei %Ln Abholungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Avoidable wait</source>
        <translation>Vermeidbares Warten</translation>
    </message>
    <message>
        <source>%1, newest only</source>
        <translation>%1, nur die neuesten</translation>
    </message>
    <message>
        <source>%1. There were more late pick-ups than are proved at once: choose a shorter period for the older ones.</source>
        <translation>%1. Es gab mehr späte Abholungen, als auf einmal belegt werden: für die älteren einen kürzeren Zeitraum wählen.</translation>
    </message>
</context>
<context>
    <name>roundsman::WindowActions</name>
    <message>
        <source>&amp;Search…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>&amp;Filter riders</source>
        <translation>Fahrer &amp;filtern</translation>
    </message>
    <message>
        <source>Fit &amp;fleet</source>
        <translation>&amp;Flotte einpassen</translation>
    </message>
    <message>
        <source>Show the whole fleet</source>
        <translation>Zeigt die ganze Flotte</translation>
    </message>
    <message>
        <source>F&amp;ollow rider</source>
        <translation>Fahrer f&amp;olgen</translation>
    </message>
    <message>
        <source>Show &amp;rider on map</source>
        <translation>Fahrer auf der &amp;Karte zeigen</translation>
    </message>
    <message>
        <source>&amp;Clear selection</source>
        <translation>&amp;Auswahl aufheben</translation>
    </message>
    <message>
        <source>&amp;Group riders</source>
        <translation>Fahrer &amp;gruppieren</translation>
    </message>
    <message>
        <source>Count riders together when the map is far away</source>
        <translation>Zählt Fahrer zusammen, wenn die Karte weit weg ist</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;About Roundsman</source>
        <translation>Ü&amp;ber Roundsman</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Copy &amp;versions for support</source>
        <translation>&amp;Versionen für den Support kopieren</translation>
    </message>
    <message>
        <source>&amp;Open something else…</source>
        <translation>Etwas anderes ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>The page of the first start: the demo, a configuration, a data folder</source>
        <translation>Die Seite des ersten Starts: Vorführung, Konfiguration, Datenordner</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Theme: as the &amp;system</source>
        <translation>Farben: wie das &amp;System</translation>
    </message>
    <message>
        <source>Theme: &amp;dark</source>
        <translation>Farben: &amp;dunkel</translation>
    </message>
    <message>
        <source>Theme: &amp;light</source>
        <translation>Farben: &amp;hell</translation>
    </message>
    <message>
        <source>Layer: &amp;surge</source>
        <translation>Ebene: &amp;Aufschlag</translation>
    </message>
    <message>
        <source>Layer: order &amp;lines</source>
        <translation>Ebene: Bestell&amp;linien</translation>
    </message>
    <message>
        <source>Layer: &amp;drop-offs</source>
        <translation>Ebene: &amp;Ziele</translation>
    </message>
    <message>
        <source>Layer: &amp;merchants</source>
        <translation>Ebene: &amp;Händler</translation>
    </message>
    <message>
        <source>Layer: &amp;fences</source>
        <translation>Ebene: &amp;Zäune</translation>
    </message>
    <message>
        <source>Base map: demo &amp;city</source>
        <translation>Karte: Demo&amp;stadt</translation>
    </message>
    <message>
        <source>Base map: &amp;OpenStreetMap</source>
        <translation>Karte: &amp;OpenStreetMap</translation>
    </message>
    <message>
        <source>Base map: other &amp;tiles…</source>
        <translation>Karte: andere &amp;Kacheln…</translation>
    </message>
    <message>
        <source>Base map: &amp;none</source>
        <translation>Karte: k&amp;eine</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>roundsman::WindowDialogs</name>
    <message>
        <source>The versions are in the clipboard.</source>
        <translation>Die Versionen sind in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>roundsman::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>&amp;Karte</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>&amp;Rider</source>
        <translation>&amp;Fahrer</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Bereiche</translation>
    </message>
    <message>
        <source>&amp;Workspace</source>
        <translation>Arbeits&amp;platz</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Base map</source>
        <translation>Grundkarte</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsplatz %1</translation>
    </message>
    <message>
        <source>Search    Ctrl+K</source>
        <translation>Suchen    Strg+K</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>roundsman::Workspaces</name>
    <message>
        <source>Detach %1</source>
        <translation>%1 lösen</translation>
    </message>
    <message>
        <source>A window of its own, and back</source>
        <translation>Ein eigenes Fenster, und zurück</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>Close; View brings it back</source>
        <translation>Schließen; Ansicht holt es zurück</translation>
    </message>
</context>
<context>
    <name>roundsman::ZoneSwitch</name>
    <message>
        <source>&amp;Times</source>
        <translation>&amp;Zeiten</translation>
    </message>
    <message>
        <source>Clock and time zone</source>
        <translation>Uhr und Zeitzone</translation>
    </message>
    <message>
        <source>Times: this &amp;computer&apos;s</source>
        <translation>Zeiten: dieses &amp;Rechners</translation>
    </message>
    <message>
        <source>Times: &amp;UTC</source>
        <translation>Zeiten: &amp;UTC</translation>
    </message>
    <message>
        <source>local</source>
        <translation>lokal</translation>
    </message>
    <message>
        <source>All times are told in this zone. Click to change it.</source>
        <translation>Alle Zeiten stehen in dieser Zone. Klicken, um sie zu wechseln.</translation>
    </message>
    <message>
        <source>Times: of market %1, %2</source>
        <translation>Zeiten: des Markts %1, %2</translation>
    </message>
</context>
</TS>
