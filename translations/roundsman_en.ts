<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>NowStrip</name>
    <message numerus="yes">
        <source>open</source>
        <translation>
            <numerusform>open</numerusform>
            <numerusform>open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the kitchen</source>
        <translation>
            <numerusform>in the kitchen</numerusform>
            <numerusform>in the kitchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>past ready time</source>
        <translation>
            <numerusform>past ready time</numerusform>
            <numerusform>past ready time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wait for a rider</source>
        <translation>
            <numerusform>waits for a rider</numerusform>
            <numerusform>wait for a rider</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>riders coming</source>
        <translation>
            <numerusform>rider coming</numerusform>
            <numerusform>riders coming</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>riders at the door</source>
        <translation>
            <numerusform>rider at the door</numerusform>
            <numerusform>riders at the door</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on the way</source>
        <translation>
            <numerusform>on the way</numerusform>
            <numerusform>on the way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>promises moved</source>
        <translation>
            <numerusform>promise moved</numerusform>
            <numerusform>promises moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>idle riders near</source>
        <translation>
            <numerusform>idle rider near</numerusform>
            <numerusform>idle riders near</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::AlertNotices</name>
    <message numerus="yes">
        <source>%n more need somebody</source>
        <translation>
            <numerusform>%n more needs somebody</numerusform>
            <numerusform>%n more need somebody</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::CommandDesk</name>
    <message numerus="yes">
        <source>%Ln retried documents were accepted</source>
        <translation>
            <numerusform>%Ln retried document was accepted</numerusform>
            <numerusform>%Ln retried documents were accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln retried documents were refused. The last: %2</source>
        <translation>
            <numerusform>%1 of %Ln retried document was refused. The last: %2</numerusform>
            <numerusform>%1 of %Ln retried documents were refused. The last: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::DensityStrip</name>
    <message numerus="yes">
        <source>%Ln orders, %1 of them late or at risk</source>
        <translation>
            <numerusform>%Ln order, %1 of them late or at risk</numerusform>
            <numerusform>%Ln orders, %1 of them late or at risk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::KitchenPanel</name>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::NoticeBar</name>
    <message numerus="yes">
        <source>(and %Ln more)</source>
        <translation>
            <numerusform>(and %Ln more)</numerusform>
            <numerusform>(and %Ln more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::OrderBoard</name>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln open</source>
        <translation>
            <numerusform>%1 of %Ln open</numerusform>
            <numerusform>%1 of %Ln open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::OrderFinder</name>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the newest %1 orders</source>
        <translation>
            <numerusform>%Ln of the newest %1 orders</numerusform>
            <numerusform>%Ln of the newest %1 orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::OrderMap</name>
    <message numerus="yes">
        <source>%Ln positions · blue: to the merchant · green: with the order · dotted: nothing heard</source>
        <translation>
            <numerusform>%Ln position · blue: to the merchant · green: with the order · dotted: nothing heard</numerusform>
            <numerusform>%Ln positions · blue: to the merchant · green: with the order · dotted: nothing heard</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::PastPanel</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows in %1</source>
        <translation>
            <numerusform>%Ln row in %1</numerusform>
            <numerusform>%Ln rows in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::PastRuler</name>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::QuarantineInbox</name>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents: each is sent again as it came.</source>
        <translation>
            <numerusform>%Ln document: it is sent again as it came.</numerusform>
            <numerusform>%Ln documents: each is sent again as it came.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::RecordBrowser</name>
    <message numerus="yes">
        <source>Kept: %1 to %2 · looked at %Ln records</source>
        <translation>
            <numerusform>Kept: %1 to %2 · looked at %Ln record</numerusform>
            <numerusform>Kept: %1 to %2 · looked at %Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing in the %Ln records before: “Older” looks further back than offset %1.</source>
        <translation>
            <numerusform>Nothing in the %Ln record before: “Older” looks further back than offset %1.</numerusform>
            <numerusform>Nothing in the %Ln records before: “Older” looks further back than offset %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records went by unseen</source>
        <translation>
            <numerusform>%Ln record went by unseen</numerusform>
            <numerusform>%Ln records went by unseen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::RecordView</name>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln bytes more</source>
        <translation>
            <numerusform>… and %Ln byte more</numerusform>
            <numerusform>… and %Ln bytes more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::RiderList</name>
    <message numerus="yes">
        <source>%Ln riders</source>
        <translation>
            <numerusform>%Ln rider</numerusform>
            <numerusform>%Ln riders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln riders</source>
        <translation>
            <numerusform>%1 of %Ln rider</numerusform>
            <numerusform>%1 of %Ln riders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::RiderPopup</name>
    <message numerus="yes">
        <source>%Ln riders here</source>
        <translation>
            <numerusform>%Ln rider here</numerusform>
            <numerusform>%Ln riders here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roundsman::WaitsPanel</name>
    <message numerus="yes">
        <source>%1 in %Ln pick-ups</source>
        <translation>
            <numerusform>%1 in %Ln pick-up</numerusform>
            <numerusform>%1 in %Ln pick-ups</numerusform>
        </translation>
    </message>
</context>
</TS>
