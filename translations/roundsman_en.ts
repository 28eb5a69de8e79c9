<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AlertNotices</name>
    <message numerus="yes">
        <source>%n more need somebody</source>
        <translation>
            <numerusform>%n more needs somebody</numerusform>
            <numerusform>%n more need somebody</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DensityStrip</name>
    <message numerus="yes">
        <source>%Ln orders, %1 of them late or at risk</source>
        <translation>
            <numerusform>%Ln order, %1 of them late or at risk</numerusform>
            <numerusform>%Ln orders, %1 of them late or at risk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KitchenPanel</name>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderBoard</name>
    <message numerus="yes">
        <source>%1 of %Ln open orders · Enter opens, Ctrl+Enter assigns, or drag a rider here</source>
        <translation>
            <numerusform>%1 of %Ln open order · Enter opens, Ctrl+Enter assigns, or drag a rider here</numerusform>
            <numerusform>%1 of %Ln open orders · Enter opens, Ctrl+Enter assigns, or drag a rider here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderFinder</name>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PastPanel</name>
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
    <name>PastRuler</name>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuarantineInbox</name>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordBrowser</name>
    <message numerus="yes">
        <source>Kept: %1 to %2 · looked at %Ln records</source>
        <translation>
            <numerusform>Kept: %1 to %2 · looked at %Ln record</numerusform>
            <numerusform>Kept: %1 to %2 · looked at %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RiderList</name>
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
    <name>RiderPopup</name>
    <message numerus="yes">
        <source>%Ln riders here</source>
        <translation>
            <numerusform>%Ln rider here</numerusform>
            <numerusform>%Ln riders here</numerusform>
        </translation>
    </message>
</context>
</TS>
