<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>quarterdeck::AlertsPage</name>
    <message numerus="yes">
        <source>%n critical, not acknowledged:</source>
        <translation>
            <numerusform>%n critical, not acknowledged:</numerusform>
            <numerusform>%n critical, not acknowledged:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::ChecklistPage</name>
    <message numerus="yes">
        <source>%n silences match</source>
        <translation>
            <numerusform>%n silence matches</numerusform>
            <numerusform>%n silences match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n alerts are suppressed</source>
        <translation>
            <numerusform>, %n alert is suppressed</numerusform>
            <numerusform>, %n alerts are suppressed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not verified: </source>
        <translation>
            <numerusform>%n not verified: </numerusform>
            <numerusform>%n not verified: </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n without an owner</source>
        <translation>
            <numerusform>, %n without an owner</numerusform>
            <numerusform>, %n without an owner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n present</source>
        <translation>
            <numerusform>%n present</numerusform>
            <numerusform>%n present</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n awaited</source>
        <translation>
            <numerusform>, %n awaited</numerusform>
            <numerusform>, %n awaited</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::ClockStrip</name>
    <message numerus="yes">
        <source>Silence %1 ends, %n alerts return</source>
        <translation>
            <numerusform>Silence %1 ends, %n alert returns</numerusform>
            <numerusform>Silence %1 ends, %n alerts return</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::ConnectPage</name>
    <message numerus="yes">
        <source>It answers: %1, %n signal(s), its clock %2 s off ours.</source>
        <translation>
            <numerusform>It answers: %1, %n signal, its clock %2 s off ours.</numerusform>
            <numerusform>It answers: %1, %n signals, its clock %2 s off ours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::ContextPanel</name>
    <message numerus="yes">
        <source>%n more are not shown.</source>
        <translation>
            <numerusform>%n more is not shown.</numerusform>
            <numerusform>%n more are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::IncidentActions</name>
    <message numerus="yes">
        <source>Suppress %n alerts</source>
        <translation>
            <numerusform>Suppress %n alert</numerusform>
            <numerusform>Suppress %n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n alerts to</source>
        <translation>
            <numerusform>Move %n alert to</numerusform>
            <numerusform>Move %n alerts to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split %n alerts off</source>
        <translation>
            <numerusform>Split %n alert off</numerusform>
            <numerusform>Split %n alerts off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alerts belong to it.</source>
        <translation>
            <numerusform>%n alert belongs to it.</numerusform>
            <numerusform>%n alerts belong to it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::IncidentHeader</name>
    <message numerus="yes">
        <source> with %n open parts</source>
        <translation>
            <numerusform> with %n open part</numerusform>
            <numerusform> with %n open parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::LogDelegate</name>
    <message numerus="yes">
        <source>%1 (and %n more lines)</source>
        <translation>
            <numerusform>%1 (and %n more line)</numerusform>
            <numerusform>%1 (and %n more lines)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::PollStrip</name>
    <message numerus="yes">
        <source>%n without objection</source>
        <translation>
            <numerusform>%n without objection</numerusform>
            <numerusform>%n without objection</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::QualityPage</name>
    <message numerus="yes">
        <source>%n request(s). They are read by themselves once their connector is right.</source>
        <translation>
            <numerusform>%n request. It is read by itself once its connector is right.</numerusform>
            <numerusform>%n requests. They are read by themselves once their connector is right.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::SituationPanel</name>
    <message numerus="yes">
        <source> · %n services</source>
        <translation>
            <numerusform> · %n service</numerusform>
            <numerusform> · %n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer report(s)</source>
        <translation>
            <numerusform>%n customer report</numerusform>
            <numerusform>%n customer reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::SituationWords</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n groups fire</source>
        <translation>
            <numerusform>%n group fires</numerusform>
            <numerusform>%n groups fire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n only flap</source>
        <translation>
            <numerusform>; %n only flaps</numerusform>
            <numerusform>; %n only flap</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::TimelineCanvas</name>
    <message numerus="yes">
        <source>and %n more here</source>
        <translation>
            <numerusform>and %n more here</numerusform>
            <numerusform>and %n more here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::TopologyView</name>
    <message numerus="yes">
        <source> · %n services are not shown</source>
        <translation>
            <numerusform> · %n service is not shown</numerusform>
            <numerusform> · %n services are not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Blast radius: %n services · %1 · Enter shows its alerts</source>
        <translation>
            <numerusform>Blast radius: %n service · %1 · Enter shows its alerts</numerusform>
            <numerusform>Blast radius: %n services · %1 · Enter shows its alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::TrialPage</name>
    <message numerus="yes">
        <source>✓ %n signal(s), nothing wrong</source>
        <translation>
            <numerusform>✓ %n signal, nothing wrong</numerusform>
            <numerusform>✓ %n signals, nothing wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✕ %n thing(s) wrong</source>
        <translation>
            <numerusform>✕ %n thing wrong</numerusform>
            <numerusform>✕ %n things wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::TrustStrip</name>
    <message numerus="yes">
        <source>+ %n more</source>
        <translation>
            <numerusform>+ %n more</numerusform>
            <numerusform>+ %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n waiting to send</source>
        <translation>
            <numerusform>; %n waiting to send</numerusform>
            <numerusform>; %n waiting to send</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::UpdatesPage</name>
    <message numerus="yes">
        <source>%n posted; the last %1 by %2.</source>
        <translation>
            <numerusform>%n posted; the last %1 by %2.</numerusform>
            <numerusform>%n posted; the last %1 by %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alerts fired</source>
        <translation>
            <numerusform>%n alert fired</numerusform>
            <numerusform>%n alerts fired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cleared</source>
        <translation>
            <numerusform>%n cleared</numerusform>
            <numerusform>%n cleared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines in the log</source>
        <translation>
            <numerusform>%n line in the log</numerusform>
            <numerusform>%n lines in the log</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::WallView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
