<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AlertInbox</name>
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
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nothing needs you now.</source>
        <translation>Jetzt braucht Sie nichts.</translation>
    </message>
    <message>
        <source>%1 open, %2 snoozed</source>
        <translation>%1 offen, %2 zurückgestellt</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 offen</translation>
    </message>
</context>
<context>
    <name>AlertModel</name>
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
    <name>AssignDialog</name>
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
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Show riders: %1</source>
        <translation>Fahrer zeigen: %1</translation>
    </message>
    <message>
        <source>Click to hide or show; Ctrl+click for these only</source>
        <translation>Klick blendet aus und ein; Strg+Klick zeigt nur diese</translation>
    </message>
</context>
<context>
    <name>CommandDesk</name>
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
        <source>no answer yet: the log took it, or will; look again before you repeat it</source>
        <translation>noch keine Antwort: das Log hat es oder bekommt es; sehen Sie nach, bevor Sie es wiederholen</translation>
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
</context>
<context>
    <name>DensityStrip</name>
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
    <message>
        <source>%1 orders, %2 of them late or at risk</source>
        <translation>%1 Bestellungen, davon %2 zu spät oder gefährdet</translation>
    </message>
</context>
<context>
    <name>FixModel</name>
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
    <name>LogPane</name>
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
    <name>MainWindow</name>
    <message>
        <source>Roundsman</source>
        <translation>Roundsman</translation>
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
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
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
        <source>&amp;Rider</source>
        <translation>&amp;Fahrer</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Workspace</source>
        <translation>Arbeits&amp;platz</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsplatz %1</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Search    Ctrl+K</source>
        <translation>Suchen    Strg+K</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Base map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
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
        <source>Other tiles</source>
        <translation>Andere Kacheln</translation>
    </message>
    <message>
        <source>Address of the tiles, with {z}, {x} and {y}:</source>
        <translation>Adresse der Kacheln, mit {z}, {x} und {y}:</translation>
    </message>
    <message>
        <source>About Roundsman</source>
        <translation>Über Roundsman</translation>
    </message>
    <message>
        <source>&lt;b&gt;Roundsman %1&lt;/b&gt;&lt;br&gt;The operations console for delivery and ride fleets.&lt;br&gt;GPL-3.0-or-later</source>
        <translation>&lt;b&gt;Roundsman %1&lt;/b&gt;&lt;br&gt;Die Leitstelle für Liefer- und Fahrdienste.&lt;br&gt;GPL-3.0-or-later</translation>
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
        <source>Back to live</source>
        <translation>Zurück zu jetzt</translation>
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
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of riders</source>
        <translation>Karte der Fahrer</translation>
    </message>
</context>
<context>
    <name>OrderBoard</name>
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
        <source>%1 of %2 open orders · Enter opens, Ctrl+Enter assigns, or drag a rider here</source>
        <translation>%1 von %2 offenen Bestellungen · Eingabe öffnet, Strg+Eingabe weist zu, oder Fahrer herziehen</translation>
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
    <name>OrderFinder</name>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Aufgegeben</translation>
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
        <source>The newest %1</source>
        <translation>Die neuesten %1</translation>
    </message>
    <message>
        <source>%1 orders</source>
        <translation>%1 Bestellungen</translation>
    </message>
    <message>
        <source>Find an order</source>
        <translation>Bestellung finden</translation>
    </message>
</context>
<context>
    <name>OrderModel</name>
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
</context>
<context>
    <name>OrderPage</name>
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
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>What was promised</source>
        <translation>Was zugesagt war</translation>
    </message>
    <message>
        <source>Copied: open it with Ctrl+K</source>
        <translation>Kopiert: mit Strg+K öffnen</translation>
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
        <source>Snapshot</source>
        <translation>Abbild</translation>
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
</context>
<context>
    <name>QuarantineInbox</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
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
        <source>Sends the bytes below again, as they are now</source>
        <translation>Sendet die Bytes unten noch einmal, so wie sie jetzt sind</translation>
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
        <source>All reasons (%1)</source>
        <translation>Alle Gründe (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing is held back.</source>
        <translation>Nichts wird zurückgehalten.</translation>
    </message>
    <message>
        <source>The newest %1</source>
        <translation>Die neuesten %1</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 Dokumente</translation>
    </message>
</context>
<context>
    <name>RecordBrowser</name>
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
        <source>The record&apos;s bytes</source>
        <translation>Die Bytes des Datensatzes</translation>
    </message>
    <message>
        <source>Copy bytes</source>
        <translation>Bytes kopieren</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>Partition %1: %2</source>
        <translation>Partition %1: %2</translation>
    </message>
    <message>
        <source>Kept: %1 to %2 · looked at %3 records</source>
        <translation>Vorhanden: %1 bis %2 · %3 Datensätze angesehen</translation>
    </message>
</context>
<context>
    <name>RemoteTiles</name>
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
    <name>RiderInspector</name>
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
</context>
<context>
    <name>RiderList</name>
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
    <message>
        <source>No rider matches.
Clear the filter to see everybody.</source>
        <translation>Kein Fahrer passt.
Ohne Filter sehen Sie alle.</translation>
    </message>
    <message>
        <source>%1 riders</source>
        <translation>%1 Fahrer</translation>
    </message>
    <message>
        <source>%1 of %2 riders</source>
        <translation>%1 von %2 Fahrern</translation>
    </message>
    <message>
        <source>No riders yet.
They appear with their first position.</source>
        <translation>Noch keine Fahrer.
Sie erscheinen mit ihrer ersten Position.</translation>
    </message>
</context>
<context>
    <name>RiderModel</name>
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
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
</context>
<context>
    <name>RiderPopup</name>
    <message numerus="yes">
        <source>%n riders here</source>
        <translation>
            <numerusform>%n Fahrer hier</numerusform>
            <numerusform>%n Fahrer hier</numerusform>
        </translation>
    </message>
    <message>
        <source>Riders here</source>
        <translation>Fahrer hier</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
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
</context>
<context>
    <name>StatusLine</name>
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
</context>
<context>
    <name>SurgeWhy</name>
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
</context>
<context>
    <name>TileService</name>
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
    <name>WindowActions</name>
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
    <name>Workspaces</name>
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
        <source>%1 · %2 away · %3 · there in %4 min</source>
        <translation>%1 · %2 entfernt · %3 · in %4 min da</translation>
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
        <source>Merchant</source>
        <translation>Händler</translation>
    </message>
    <message>
        <source>Figures of one restaurant, by hour, day and week.</source>
        <translation>Zahlen eines Restaurants, je Stunde, Tag und Woche.</translation>
    </message>
    <message>
        <source>Promises drift</source>
        <translation>Zusagen treffen nicht mehr</translation>
    </message>
</context>
</TS>
