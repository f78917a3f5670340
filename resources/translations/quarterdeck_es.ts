<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>QObject</name>
    <message>
        <source>this machine</source>
        <translation>esta máquina</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>hace %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck</name>
    <message>
        <source>No text. The first bytes:</source>
        <translation>No es texto. Los primeros bytes:</translation>
    </message>
    <message>
        <source>%1 · kept by %2 at %3 · SHA-256 %4</source>
        <translation>%1 · lo guardó %2 a las %3 · SHA-256 %4</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>crítica</translation>
    </message>
    <message>
        <source>high</source>
        <translation>alta</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>media</translation>
    </message>
    <message>
        <source>low</source>
        <translation>baja</translation>
    </message>
    <message>
        <source>info</source>
        <translation>info</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconocida</translation>
    </message>
    <message>
        <source>Triage</source>
        <translation>Triaje</translation>
    </message>
    <message>
        <source>Investigating</source>
        <translation>Investigando</translation>
    </message>
    <message>
        <source>Fixing</source>
        <translation>Reparando</translation>
    </message>
    <message>
        <source>Monitoring</source>
        <translation>Observación</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>Descartado</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Fusionado</translation>
    </message>
    <message>
        <source>unproven</source>
        <translation>sin probar</translation>
    </message>
    <message>
        <source>live</source>
        <translation>en vivo</translation>
    </message>
    <message>
        <source>late</source>
        <translation>atrasada</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdida</translation>
    </message>
    <message>
        <source>firing, flapping</source>
        <translation>activa, oscilante</translation>
    </message>
    <message>
        <source>firing</source>
        <translation>activa</translation>
    </message>
    <message>
        <source>cleared %1</source>
        <translation>despejada %1</translation>
    </message>
    <message>
        <source>unknown since %1</source>
        <translation>incierta desde %1</translation>
    </message>
    <message>
        <source>, suppressed</source>
        <translation>, suprimida</translation>
    </message>
    <message>
        <source>, acknowledged</source>
        <translation>, reconocida</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>decisión</translation>
    </message>
    <message>
        <source>to-do</source>
        <translation>pendiente</translation>
    </message>
    <message>
        <source>hypothesis</source>
        <translation>hipótesis</translation>
    </message>
    <message>
        <source>status</source>
        <translation>estado</translation>
    </message>
    <message>
        <source>report</source>
        <translation>reporte</translation>
    </message>
    <message>
        <source>Deputy</source>
        <translation>Adjunto</translation>
    </message>
    <message>
        <source>Scribe</source>
        <translation>Escriba</translation>
    </message>
    <message>
        <source>Internal liaison</source>
        <translation>Enlace interno</translation>
    </message>
    <message>
        <source>Customer liaison</source>
        <translation>Enlace con clientes</translation>
    </message>
    <message>
        <source>Operations lead</source>
        <translation>Jefe de operaciones</translation>
    </message>
    <message>
        <source>Expert for %1</source>
        <translation>Experto en %1</translation>
    </message>
    <message>
        <source>to-do: %1</source>
        <translation>pendiente: %1</translation>
    </message>
    <message>
        <source>task → %1: %2</source>
        <translation>tarea → %1: %2</translation>
    </message>
    <message>
        <source>declares SEV-%1: %2</source>
        <translation>declara SEV-%1: %2</translation>
    </message>
    <message>
        <source>takes command: CLAIMED, NOT CONFIRMED</source>
        <translation>toma el mando: RECLAMADO, SIN CONFIRMAR</translation>
    </message>
    <message>
        <source>assumes command: CLAIMED, NOT CONFIRMED</source>
        <translation>asume el mando: RECLAMADO, SIN CONFIRMAR</translation>
    </message>
    <message>
        <source>sets SEV-%1</source>
        <translation>pone SEV-%1</translation>
    </message>
    <message>
        <source>sets the phase to %1</source>
        <translation>pasa a la fase %1</translation>
    </message>
    <message>
        <source>impact: %1</source>
        <translation>impacto: %1</translation>
    </message>
    <message>
        <source>clears %1</source>
        <translation>deja libre: %1</translation>
    </message>
    <message>
        <source>assigns %1: %2</source>
        <translation>asigna %1: %2</translation>
    </message>
    <message>
        <source>renames it: %1</source>
        <translation>le da otro nombre: %1</translation>
    </message>
    <message>
        <source>Written down. It waits to be sent until the server is reachable again.</source>
        <translation>Anotado. Se enviará cuando el servidor vuelva a estar al alcance.</translation>
    </message>
    <message>
        <source>The server refused it (%1).</source>
        <translation>El servidor lo rechazó (%1).</translation>
    </message>
    <message>
        <source>growing</source>
        <translation>creciendo</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>bajando</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>estable</translation>
    </message>
    <message>
        <source>SITUATION  %1, %2, %3 since %4.</source>
        <translation>SITUACIÓN  %1, %2, %3 desde las %4.</translation>
    </message>
    <message>
        <source>IMPACT  %1</source>
        <translation>IMPACTO  %1</translation>
    </message>
    <message>
        <source>not stated yet</source>
        <translation>aún sin indicar</translation>
    </message>
    <message>
        <source>NOW  %1 firing, %2; %3 services; first %4</source>
        <translation>AHORA  %1 activas, %2; %3 servicios; primera %4</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <translation>%1  %2: %3</translation>
    </message>
    <message>
        <source>CONFIRMED</source>
        <translation>CONFIRMADA</translation>
    </message>
    <message>
        <source>SUSPECT</source>
        <translation>SOSPECHA</translation>
    </message>
    <message>
        <source>ACTION  %1 %2</source>
        <translation>ACCIÓN  %1 %2</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>OPEN  %1 %2</source>
        <translation>ABIERTO  %1 %2</translation>
    </message>
    <message>
        <source>(nobody)</source>
        <translation>(nadie)</translation>
    </message>
    <message>
        <source>DECIDED  %1 %2</source>
        <translation>DECIDIDO  %1 %2</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>terminada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>sin respuesta a tiempo</translation>
    </message>
    <message>
        <source>unknown – a person must find out</source>
        <translation>se ignora – alguien debe averiguarlo</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>rehearsed, nothing was executed</source>
        <translation>ensayada, no se ejecutó nada</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3</source>
        <translation>Paso %1 de %2 · %3</translation>
    </message>
    <message>
        <source>where</source>
        <translation>dónde</translation>
    </message>
    <message>
        <source>how</source>
        <translation>cómo</translation>
    </message>
    <message>
        <source>one HTTP request</source>
        <translation>una petición HTTP</translation>
    </message>
    <message>
        <source>one program, no shell</source>
        <translation>un programa, sin shell</translation>
    </message>
    <message>
        <source>, at most %1</source>
        <translation>, como máximo %1</translation>
    </message>
    <message>
        <source>, may be repeated</source>
        <translation>, puede repetirse</translation>
    </message>
    <message>
        <source>, not to be repeated blindly</source>
        <translation>, no debe repetirse a ciegas</translation>
    </message>
    <message>
        <source>executor</source>
        <translation>ejecutor</translation>
    </message>
    <message>
        <source>program</source>
        <translation>programa</translation>
    </message>
    <message>
        <source>argument</source>
        <translation>argumento</translation>
    </message>
    <message>
        <source>method</source>
        <translation>método</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>body</source>
        <translation>cuerpo</translation>
    </message>
    <message>
        <source>Post-check: none. Whether it helped, a person must find out.</source>
        <translation>Comprobación: ninguna. Si ayudó, debe averiguarlo una persona.</translation>
    </message>
    <message>
        <source>Post-check: for at most %1, until the alert clears from a live source</source>
        <translation>Comprobación: durante %1 como máximo, hasta que la alerta se despeje en una fuente en vivo</translation>
    </message>
    <message>
        <source>; no probe, so it can end inconclusive at best.</source>
        <translation>; sin sonda, así que como mucho queda sin conclusión.</translation>
    </message>
    <message>
        <source> and the probe holds.</source>
        <translation> y la sonda se cumpla.</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>sonda</translation>
    </message>
    <message>
        <source>until</source>
        <translation>hasta</translation>
    </message>
    <message>
        <source>planned, nothing runs yet</source>
        <translation>prevista, aún no corre nada</translation>
    </message>
    <message>
        <source>about to start</source>
        <translation>a punto de empezar</translation>
    </message>
    <message>
        <source>will not run</source>
        <translation>no se ejecutará</translation>
    </message>
    <message>
        <source>running, step %1 of %2, %3</source>
        <translation>en marcha, paso %1 de %2, %3</translation>
    </message>
    <message>
        <source>post-check %1 of %2</source>
        <translation>comprobación %1 de %2</translation>
    </message>
    <message>
        <source>✓ verified</source>
        <translation>✓ verificada</translation>
    </message>
    <message>
        <source>✕ not verified</source>
        <translation>✕ no verificada</translation>
    </message>
    <message>
        <source>? inconclusive</source>
        <translation>? sin conclusión</translation>
    </message>
    <message>
        <source>%1 prepared %2</source>
        <translation>%1 preparó a las %2</translation>
    </message>
    <message>
        <source>%1 started %2</source>
        <translation>%1 inició a las %2</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>terminó %1</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>comprobada %1</translation>
    </message>
    <message>
        <source>Step %1 of %2, started %3</source>
        <translation>Paso %1 de %2, iniciado %3</translation>
    </message>
    <message>
        <source>, %1 %2, exit %3</source>
        <translation>, %1 %2, salida %3</translation>
    </message>
    <message>
        <source>low risk</source>
        <translation>riesgo bajo</translation>
    </message>
    <message>
        <source>medium risk</source>
        <translation>riesgo medio</translation>
    </message>
    <message>
        <source>high risk</source>
        <translation>riesgo alto</translation>
    </message>
    <message>
        <source>risk not stated</source>
        <translation>riesgo sin indicar</translation>
    </message>
    <message>
        <source>can be undone</source>
        <translation>se puede deshacer</translation>
    </message>
    <message>
        <source>cannot be undone</source>
        <translation>no se puede deshacer</translation>
    </message>
    <message>
        <source>A task wants somebody: a @who 5m text. For a note, begin with n.</source>
        <translation>Una tarea necesita a alguien: a @quién 5m texto. Para una nota, empieza con n.</translation>
    </message>
    <message>
        <source>There is nothing to write yet.</source>
        <translation>Aún no hay nada que anotar.</translation>
    </message>
    <message>
        <source>Say who is paged: p @team, and how, if you like.</source>
        <translation>Di a quién se avisa: p @equipo, y cómo, si quieres.</translation>
    </message>
    <message>
        <source>That time has not come yet.</source>
        <translation>Esa hora aún no ha llegado.</translation>
    </message>
    <message>
        <source>Write what happened behind it.</source>
        <translation>Escribe detrás lo que pasó.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Cambios</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Gente</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
    <message>
        <source>Comms</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>post-check</source>
        <translation>comprobación</translation>
    </message>
    <message>
        <source>first: %1</source>
        <translation>primera: %1</translation>
    </message>
    <message>
        <source>decision: %1</source>
        <translation>decisión: %1</translation>
    </message>
    <message>
        <source>hypothesis: %1</source>
        <translation>hipótesis: %1</translation>
    </message>
    <message>
        <source>report: %1</source>
        <translation>reporte: %1</translation>
    </message>
    <message>
        <source>%1: unknown</source>
        <translation>%1: se ignora</translation>
    </message>
    <message>
        <source>rehearsal: %1</source>
        <translation>ensayo: %1</translation>
    </message>
    <message>
        <source>draft exported</source>
        <translation>borrador exportado</translation>
    </message>
    <message>
        <source>change, on a service that is not involved: %1</source>
        <translation>cambio en un servicio no afectado: %1</translation>
    </message>
    <message>
        <source>change: %1</source>
        <translation>cambio: %1</translation>
    </message>
    <message>
        <source>post-check of “%1”: %2</source>
        <translation>comprobación de «%1»: %2</translation>
    </message>
    <message>
        <source>watching</source>
        <translation>en comprobación</translation>
    </message>
    <message>
        <source>%1, prepared, has not run</source>
        <translation>%1, preparada, no se ha ejecutado</translation>
    </message>
    <message>
        <source>%1 – a person must find out what it did</source>
        <translation>%1 – alguien debe averiguar qué hizo</translation>
    </message>
    <message>
        <source>%1 until now</source>
        <translation>%1 hasta ahora</translation>
    </message>
    <message>
        <source> (recorded %1)</source>
        <translation> (anotado %1)</translation>
    </message>
    <message>
        <source>%1 · %2 · entry %3</source>
        <translation>%1 · %2 · entrada %3</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 inciertas</translation>
    </message>
    <message>
        <source>%1 cleared</source>
        <translation>%1 despejadas</translation>
    </message>
    <message>
        <source>not alarmed</source>
        <translation>sin alarma</translation>
    </message>
    <message>
        <source>no alerts</source>
        <translation>sin alertas</translation>
    </message>
    <message>
        <source>no service named</source>
        <translation>servicio sin nombre</translation>
    </message>
    <message>
        <source>alarmed as number %1, %2</source>
        <translation>alarmado en el lugar %1, %2</translation>
    </message>
    <message>
        <source>confirmed suspect</source>
        <translation>sospecha confirmada</translation>
    </message>
    <message>
        <source>suspect %1</source>
        <translation>sospecha %1</translation>
    </message>
    <message>
        <source>%1 changes, the last %2</source>
        <translation>%1 cambios, el último %2</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>responsable %1</translation>
    </message>
    <message>
        <source>customers see it</source>
        <translation>lo ven los clientes</translation>
    </message>
    <message>
        <source>not on the map</source>
        <translation>no está en el mapa</translation>
    </message>
    <message>
        <source>Incident Commander</source>
        <translation>Comandante del incidente</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nunca usado</translation>
    </message>
    <message>
        <source>last used %1, %2</source>
        <translation>último uso %1, %2</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 más</translation>
    </message>
    <message>
        <source>Should clear, %1 of %2 did: %3</source>
        <translation>Deberían despejarse, ya %1 de %2: %3</translation>
    </message>
    <message>
        <source>New since %1: none</source>
        <translation>Nuevas desde las %1: ninguna</translation>
    </message>
    <message>
        <source>New since %1, %2: %3</source>
        <translation>Nuevas desde las %1, %2: %3</translation>
    </message>
    <message>
        <source>Back since %1, %2: %3</source>
        <translation>De vuelta desde las %1, %2: %3</translation>
    </message>
    <message>
        <source>What would run is not what was shown. Prepare it again.</source>
        <translation>Lo que se ejecutaría no es lo que se mostró. Prepáralo de nuevo.</translation>
    </message>
    <message>
        <source>A run is prepared by the server only.</source>
        <translation>Solo el servidor prepara una ejecución.</translation>
    </message>
    <message>
        <source>The incident of this action is not open.</source>
        <translation>El incidente de esta acción no está abierto.</translation>
    </message>
    <message>
        <source>You hold command already.</source>
        <translation>Ya tienes el mando.</translation>
    </message>
    <message>
        <source>No command was offered to you.</source>
        <translation>Nadie te ha ofrecido el mando.</translation>
    </message>
    <message>
        <source>You have offered command to nobody.</source>
        <translation>No has ofrecido el mando a nadie.</translation>
    </message>
    <message>
        <source>Nobody holds command: take it.</source>
        <translation>Nadie tiene el mando: tómalo.</translation>
    </message>
    <message>
        <source>You hold command yourself.</source>
        <translation>El mando lo tienes tú.</translation>
    </message>
    <message>
        <source>Nobody has asked.</source>
        <translation>Nadie ha preguntado.</translation>
    </message>
    <message>
        <source>An incident is no duplicate of itself.</source>
        <translation>Un incidente no es duplicado de sí mismo.</translation>
    </message>
    <message>
        <source>An incident cannot be merged into itself.</source>
        <translation>Un incidente no se puede fusionar consigo mismo.</translation>
    </message>
    <message>
        <source>Select the alerts that shall become an incident of their own.</source>
        <translation>Selecciona las alertas que formarán un incidente propio.</translation>
    </message>
    <message>
        <source>None of them is in an incident.</source>
        <translation>Ninguna de ellas está en un incidente.</translation>
    </message>
    <message>
        <source>Lowering the severity needs a reason.</source>
        <translation>Bajar la severidad requiere un motivo.</translation>
    </message>
    <message>
        <source>It is in that phase already.</source>
        <translation>Ya está en esa fase.</translation>
    </message>
    <message>
        <source>That is not a phase one sets; dismiss, merge or undo.</source>
        <translation>Esa fase no se elige; descarta, fusiona o deshaz.</translation>
    </message>
    <message>
        <source>That was decided already.</source>
        <translation>Eso ya se decidió.</translation>
    </message>
    <message>
        <source>A time box is between nothing and 24 hours.</source>
        <translation>Un plazo va de nada a 24 horas.</translation>
    </message>
    <message>
        <source>The next update is between now and 24 hours away.</source>
        <translation>El próximo comunicado va de ahora a dentro de 24 horas.</translation>
    </message>
    <message>
        <source>None was promised.</source>
        <translation>No se había prometido ninguno.</translation>
    </message>
    <message>
        <source>It can be snoozed for up to an hour.</source>
        <translation>Se puede aplazar hasta una hora.</translation>
    </message>
    <message>
        <source>That is not on the clock any more.</source>
        <translation>Eso ya no está en el reloj.</translation>
    </message>
    <message>
        <source>There is no draft of a public update.</source>
        <translation>No hay borrador de comunicado público.</translation>
    </message>
    <message>
        <source>Somebody is present, missing or gone.</source>
        <translation>Alguien está presente, no contesta o se fue.</translation>
    </message>
    <message>
        <source>These are its members already.</source>
        <translation>Esos ya son sus miembros.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ActionsView</name>
    <message>
        <source>Run exactly this</source>
        <translation>Ejecutar exactamente esto</translation>
    </message>
    <message>
        <source>Waits for somebody who may start it</source>
        <translation>Espera a alguien que pueda iniciarla</translation>
    </message>
    <message>
        <source>No runbook is loaded</source>
        <translation>Ningún runbook cargado</translation>
    </message>
    <message>
        <source>A runbook is a YAML file of steps with a post-check. The server reads them from its folder of runbooks.</source>
        <translation>Un runbook es un archivo YAML de pasos con una comprobación. El servidor los lee de su carpeta de runbooks.</translation>
    </message>
    <message>
        <source>Without the server nothing can be prepared or started: an action never waits in a queue.</source>
        <translation>Sin el servidor no se puede preparar ni iniciar nada: una acción nunca espera en una cola.</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>versión %1</translation>
    </message>
    <message>
        <source>Prepare shows exactly what would run, where, and with which values. Nothing runs yet.</source>
        <translation>Preparar muestra exactamente qué se ejecutaría, dónde y con qué valores. Aún no corre nada.</translation>
    </message>
    <message>
        <source>nowhere: a rehearsal</source>
        <translation>en ningún sitio: un ensayo</translation>
    </message>
    <message>
        <source>on the server, %1</source>
        <translation>en el servidor, %1</translation>
    </message>
    <message>
        <source>what was run</source>
        <translation>qué se ejecutó</translation>
    </message>
    <message>
        <source>To clear</source>
        <translation>Despejar</translation>
    </message>
    <message>
        <source>Alert to clear</source>
        <translation>Alerta por despejar</translation>
    </message>
    <message>
        <source>The alert that the action is meant to clear</source>
        <translation>La alerta que la acción debe despejar</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>Runbooks</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Ejecuciones</translation>
    </message>
    <message>
        <source>Runs of this incident</source>
        <translation>Ejecuciones de este incidente</translation>
    </message>
    <message>
        <source>REHEARSAL: nothing is executed</source>
        <translation>ENSAYO: no se ejecuta nada</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Preparar</translation>
    </message>
    <message>
        <source>Shows exactly what would run. Nothing runs yet.</source>
        <translation>Muestra exactamente qué se ejecutaría. Aún no corre nada.</translation>
    </message>
    <message>
        <source>Exactly what will run, and its output</source>
        <translation>Qué se ejecutará exactamente, y su salida</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>No ejecutar</translation>
    </message>
    <message>
        <source>No alert fires here</source>
        <translation>Aquí no hay alertas activas</translation>
    </message>
    <message>
        <source>Runs: none yet</source>
        <translation>Ejecuciones: ninguna aún</translation>
    </message>
    <message>
        <source>a person decided against it</source>
        <translation>una persona decidió que no</translation>
    </message>
</context>
<context>
    <name>quarterdeck::AlertDelegate</name>
    <message>
        <source>Severity</source>
        <translation>Severidad</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Oída</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Edad</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Recurso</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alerta</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Incidente</translation>
    </message>
    <message>
        <source>%1× in %2</source>
        <translation>%1× en %2</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source> (pinned)</source>
        <translation> (fijada)</translation>
    </message>
    <message>
        <source>– background</source>
        <translation>– fondo</translation>
    </message>
    <message>
        <source>new since the action</source>
        <translation>nueva desde la acción</translation>
    </message>
</context>
<context>
    <name>quarterdeck::AlertDetail</name>
    <message>
        <source>Details of the alert</source>
        <translation>Detalles de la alerta</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Reconocer</translation>
    </message>
    <message>
        <source>Suppress…</source>
        <translation>Suprimir…</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Mover…</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Separar…</translation>
    </message>
    <message>
        <source>No alert is selected.</source>
        <translation>No hay alerta elegida.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>Service %1 · resource %2 · environment %3
</source>
        <translation>Servicio %1 · recurso %2 · entorno %3
</translation>
    </message>
    <message>
        <source>Source %1
</source>
        <translation>Fuente %1
</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Por qué está aquí</translation>
    </message>
    <message>
        <source>It belongs to no incident.</source>
        <translation>No pertenece a ningún incidente.</translation>
    </message>
    <message>
        <source>A person put it here.</source>
        <translation>Una persona la puso aquí.</translation>
    </message>
    <message>
        <source>Linked to %1</source>
        <translation>Vinculada a %1</translation>
    </message>
    <message>
        <source>It is the first of its group.</source>
        <translation>Es la primera de su grupo.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>Anotaciones</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>How often: %1</source>
        <translation>Con qué frecuencia: %1</translation>
    </message>
    <message>
        <source>Folded as background%1; F shows what is folded</source>
        <translation>Plegada como fondo%1; F muestra lo plegado</translation>
    </message>
    <message>
        <source>Heard %1×, occurrences: %2, first %3, last %4
</source>
        <translation>Oída %1×, apariciones: %2, primera %3, última %4
</translation>
    </message>
</context>
<context>
    <name>quarterdeck::AlertsPage</name>
    <message>
        <source>This incident</source>
        <translation>Este incidente</translation>
    </message>
    <message>
        <source>All alerts</source>
        <translation>Todas las alertas</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>Filter of the alerts</source>
        <translation>Filtro de las alertas</translation>
    </message>
    <message>
        <source>Filter: words, service:cart, sev&gt;=high, status:firing   Ctrl F</source>
        <translation>Filtro: palabras, service:cart, sev&gt;=high, status:firing   Ctrl F</translation>
    </message>
    <message>
        <source>✕ at %1: %2</source>
        <translation>✕ en %1: %2</translation>
    </message>
    <message>
        <source>No alert matches the filter.</source>
        <translation>Ninguna alerta pasa el filtro.</translation>
    </message>
    <message>
        <source>No critical alert is unacknowledged.</source>
        <translation>Ninguna alerta crítica está sin reconocer.</translation>
    </message>
    <message numerus="yes">
        <source>%n critical, not acknowledged:</source>
        <translation>
            <numerusform>%n crítica, sin reconocer:</numerusform>
            <numerusform>%n críticas, sin reconocer:</numerusform>
        </translation>
    </message>
    <message>
        <source>+%1 · %2 critical</source>
        <translation>+%1 · %2 críticas</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::BacktestPane</name>
    <message>
        <source>Test them</source>
        <translation>Probarlas</translation>
    </message>
    <message>
        <source>Changed parameters and policies, as in policies.yaml</source>
        <translation>Parámetros y políticas cambiados, como en policies.yaml</translation>
    </message>
    <message>
        <source>What the back-test found</source>
        <translation>Lo que halló la prueba retrospectiva</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Back-test · other rules over the same alerts, without what people did; nothing is changed by it</source>
        <translation>Prueba retrospectiva · otras reglas sobre las mismas alertas, sin lo que hicieron las personas; no cambia nada</translation>
    </message>
    <message>
        <source>Not run yet.</source>
        <translation>Aún no se ha hecho.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 de %2 entradas</translation>
    </message>
    <message>
        <source>Cancelled: nothing was found out.</source>
        <translation>Cancelada: no se averiguó nada.</translation>
    </message>
    <message>
        <source>Incidents made</source>
        <translation>Incidentes creados</translation>
    </message>
    <message>
        <source>accepted by policy</source>
        <translation>aceptados por política</translation>
    </message>
    <message>
        <source>Folded as background</source>
        <translation>Plegadas como fondo</translation>
    </message>
    <message>
        <source>In no incident else</source>
        <translation>Sin incidente, aparte de eso</translation>
    </message>
    <message>
        <source>Merges proposed</source>
        <translation>Fusiones propuestas</translation>
    </message>
    <message>
        <source>Second alert joins after</source>
        <translation>La segunda alerta se une tras</translation>
    </message>
    <message>
        <source>Alerts moved</source>
        <translation>Alertas movidas</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Movidas</translation>
    </message>
    <message>
        <source>  and %1 more</source>
        <translation>  y %1 más</translation>
    </message>
    <message>
        <source>Done at %1.</source>
        <translation>Hecho a las %1.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::BoardPage</name>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>It is closed; reopen it first.</source>
        <translation>Está cerrado; reábrelo antes.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ChecklistPage</name>
    <message>
        <source>Checklists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>No checklist is loaded. Files in the folder checklists beside the journal are.</source>
        <translation>Ninguna lista cargada. Se cargan los archivos de la carpeta checklists junto al diario.</translation>
    </message>
    <message>
        <source>Tick or untick</source>
        <translation>Marcar o desmarcar</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Omitir…</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Omitirlo</translation>
    </message>
    <message>
        <source>It is not done, and that is known.</source>
        <translation>No se hace, y se sabe.</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>nobody outside is hit</source>
        <translation>no afecta a nadie de fuera</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Omitir</translation>
    </message>
    <message>
        <source>Say why it is left out.</source>
        <translation>Di por qué se omite.</translation>
    </message>
    <message>
        <source>It is ticked.</source>
        <translation>Está marcado.</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 of %4 done</source>
        <translation>%1 · %2 · %3 de %4 hechos</translation>
    </message>
    <message>
        <source>left out by %1 %2: %3</source>
        <translation>lo omitió %1 %2: %3</translation>
    </message>
    <message>
        <source>Choose an item of a checklist first (8).</source>
        <translation>Elige antes un punto de una lista (8).</translation>
    </message>
    <message>
        <source>the last one %1</source>
        <translation>el último, %1</translation>
    </message>
    <message>
        <source>none was posted</source>
        <translation>no se publicó ninguno</translation>
    </message>
    <message numerus="yes">
        <source>%n silences match</source>
        <translation>
            <numerusform>%n silencio coincide</numerusform>
            <numerusform>%n silencios coinciden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n alerts are suppressed</source>
        <translation>
            <numerusform>, %n alerta suprimida</numerusform>
            <numerusform>, %n alertas suprimidas</numerusform>
        </translation>
    </message>
    <message>
        <source>none here</source>
        <translation>ninguna aquí</translation>
    </message>
    <message numerus="yes">
        <source>%n not verified: </source>
        <translation>
            <numerusform>%n no verificada: </numerusform>
            <numerusform>%n no verificadas: </numerusform>
        </translation>
    </message>
    <message>
        <source>all are</source>
        <translation>todas lo están</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n abierto</numerusform>
            <numerusform>%n abiertos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n without an owner</source>
        <translation>
            <numerusform>, %n sin responsable</numerusform>
            <numerusform>, %n sin responsable</numerusform>
        </translation>
    </message>
    <message>
        <source>none is open</source>
        <translation>ninguno abierto</translation>
    </message>
    <message numerus="yes">
        <source>%n present</source>
        <translation>
            <numerusform>%n presente</numerusform>
            <numerusform>%n presentes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n awaited</source>
        <translation>
            <numerusform>, %n por llegar</numerusform>
            <numerusform>, %n por llegar</numerusform>
        </translation>
    </message>
    <message>
        <source>no open task names it</source>
        <translation>ninguna tarea abierta lo nombra</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>nadie aún</translation>
    </message>
    <message>
        <source>, due %1</source>
        <translation>, vence %1</translation>
    </message>
    <message>
        <source>, no due time</source>
        <translation>, sin plazo</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ClockStrip</name>
    <message>
        <source>Age</source>
        <translation>Edad</translation>
    </message>
    <message>
        <source>Call-out</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>Public update</source>
        <translation>Comunicado público</translation>
    </message>
    <message>
        <source>Internal update</source>
        <translation>Comunicado interno</translation>
    </message>
    <message>
        <source>Objections to: %1</source>
        <translation>Objeciones a: %1</translation>
    </message>
    <message>
        <source>Post-check %1</source>
        <translation>Comprobación %1</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>Llamada %1</translation>
    </message>
    <message>
        <source>%1 PIN %2</source>
        <translation>%1 PIN %2</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Duró</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>vencido</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>aplazado</translation>
    </message>
    <message numerus="yes">
        <source>Silence %1 ends, %n alerts return</source>
        <translation>
            <numerusform>El silencio %1 termina, vuelve %n alerta</numerusform>
            <numerusform>El silencio %1 termina, vuelven %n alertas</numerusform>
        </translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation>+ %1 más</translation>
    </message>
    <message>
        <source>No clock runs.</source>
        <translation>No corre ningún reloj.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::CloseQuestion</name>
    <message>
        <source>Keep listening</source>
        <translation>Seguir a la escucha</translation>
    </message>
    <message>
        <source>Should the server on this machine keep listening for alerts while the window is closed?</source>
        <translation>¿El servidor de esta máquina debe seguir a la escucha de alertas con la ventana cerrada?</translation>
    </message>
    <message>
        <source>Stop it too</source>
        <translation>Pararlo también</translation>
    </message>
    <message>
        <source>Don&apos;t close</source>
        <translation>No cerrar</translation>
    </message>
</context>
<context>
    <name>quarterdeck::CommandPalette</name>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>Filter the alerts by “%1”</source>
        <translation>Filtrar las alertas por «%1»</translation>
    </message>
    <message>
        <source>Search or do anything</source>
        <translation>Buscar o hacer algo</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Lo que se puede hacer</translation>
    </message>
</context>
<context>
    <name>quarterdeck::CommandStrip</name>
    <message>
        <source>Command of %1: CLAIMED, NOT CONFIRMED. It is sent once the server is reachable.</source>
        <translation>Mando de %1: RECLAMADO, SIN CONFIRMAR. Se enviará cuando el servidor esté al alcance.</translation>
    </message>
    <message>
        <source>%1 offers you command. Read the briefing, then accept and read it back.</source>
        <translation>%1 te ofrece el mando. Lee el informe, acéptalo y repítelo.</translation>
    </message>
    <message>
        <source>Accept command…</source>
        <translation>Aceptar el mando…</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Declinar</translation>
    </message>
    <message>
        <source>You offered command to %1, %2. You hold it until it is accepted.</source>
        <translation>Ofreciste el mando a %1, %2. Lo tienes hasta que lo acepte.</translation>
    </message>
    <message>
        <source>Withdraw the offer</source>
        <translation>Retirar la oferta</translation>
    </message>
    <message>
        <source>%1 offers command to %2.</source>
        <translation>%1 ofrece el mando a %2.</translation>
    </message>
    <message>
        <source>%1 asks whether you still hold command. %2 left to answer.</source>
        <translation>%1 pregunta si sigues al mando. Quedan %2 para contestar.</translation>
    </message>
    <message>
        <source>I am in command</source>
        <translation>Estoy al mando</translation>
    </message>
    <message>
        <source>%1 was asked to answer; command can be assumed in %2.</source>
        <translation>Se pidió a %1 que conteste; el mando se puede asumir en %2.</translation>
    </message>
    <message>
        <source>%1 has not answered for %2.</source>
        <translation>%1 no contesta desde hace %2.</translation>
    </message>
    <message>
        <source>Assume command…</source>
        <translation>Asumir el mando…</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ConnectPage</name>
    <message>
        <source>Copy the configuration</source>
        <translation>Copiar la configuración</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>Copy a Watchdog rule</source>
        <translation>Copiar una regla Watchdog</translation>
    </message>
    <message>
        <source>Find a system: Ctrl F</source>
        <translation>Buscar un sistema: Ctrl F</translation>
    </message>
    <message>
        <source>Find a system</source>
        <translation>Buscar un sistema</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Sistemas</translation>
    </message>
    <message>
        <source>Name of the source</source>
        <translation>Nombre de la fuente</translation>
    </message>
    <message>
        <source>This server&apos;s address as the system sees it</source>
        <translation>Dirección de este servidor como la ve el sistema</translation>
    </message>
    <message>
        <source>What is configured at the system</source>
        <translation>Lo que se configura en el sistema</translation>
    </message>
    <message>
        <source>Services that its alerts name</source>
        <translation>Servicios que nombran sus alertas</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>En el mapa</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Dueño</translation>
    </message>
    <message>
        <source>Our address, as it sees us</source>
        <translation>Nuestra dirección, como la ve</translation>
    </message>
    <message>
        <source>What its alerts become</source>
        <translation>En qué se convierten sus alertas</translation>
    </message>
    <message>
        <source>The server&apos;s sources.yaml needs this as well: %1</source>
        <translation>El sources.yaml del servidor también necesita esto: %1</translation>
    </message>
    <message>
        <source>The server does not know its tokens in clear: put a sender&apos;s token where the words in capitals stand.</source>
        <translation>El servidor no conoce sus tokens en claro: pon el token de un emisor donde están las palabras en mayúsculas.</translation>
    </message>
    <message>
        <source>Copied, with the token in it: paste it at the system and nowhere else.</source>
        <translation>Copiado, con el token dentro: pégalo en el sistema y en ningún otro lugar.</translation>
    </message>
    <message>
        <source>Copied: a rule for Prometheus and its relatives that always fires, so that silence means a broken feed.</source>
        <translation>Copiada: una regla para Prometheus y afines que siempre está activa, de modo que el silencio significa una fuente rota.</translation>
    </message>
    <message>
        <source>This system sends to us. Let it send a test now; what is heard shows above within a second.</source>
        <translation>Este sistema nos envía. Haz que envíe una prueba ahora; lo que se oiga se verá arriba en un segundo.</translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation>Preguntando a %1 …</translation>
    </message>
    <message>
        <source>It cannot be asked: %1</source>
        <translation>No se le puede preguntar: %1</translation>
    </message>
    <message numerus="yes">
        <source>It answers: %1, %n signal(s), its clock %2 s off ours.</source>
        <translation>
            <numerusform>Responde: %1, %n señal, su reloj a %2 s del nuestro.</numerusform>
            <numerusform>Responde: %1, %n señales, su reloj a %2 s del nuestro.</numerusform>
        </translation>
    </message>
    <message>
        <source>no version given</source>
        <translation>sin versión indicada</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>versión %1</translation>
    </message>
    <message>
        <source>“%1”: the server says nothing, last heard %2</source>
        <translation>«%1»: el servidor no dice nada, última vez %2</translation>
    </message>
    <message>
        <source>“%1”: nothing heard yet</source>
        <translation>«%1»: aún no se ha oído nada</translation>
    </message>
    <message>
        <source>“%1”: heard %2 requests since the server started, last %3 · %4 %5%6</source>
        <translation>«%1»: %2 peticiones desde que arrancó el servidor, la última %3 · %4 %5%6</translation>
    </message>
    <message>
        <source> · %1 refused: %2</source>
        <translation> · %1 rechazadas: %2</translation>
    </message>
    <message>
        <source>— names none —</source>
        <translation>— no nombra ninguno —</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>No alert of it yet.</source>
        <translation>Aún no hay alertas suyas.</translation>
    </message>
    <message>
        <source>Of its most named services, %1 alerts name one that is not on the map, %2 name none.</source>
        <translation>De sus servicios más nombrados, %1 alertas nombran uno que no está en el mapa, %2 no nombran ninguno.</translation>
    </message>
    <message>
        <source>Of %1 alerts, %2 name a service that is not on the map, %3 name none.</source>
        <translation>De %1 alertas, %2 nombran un servicio que no está en el mapa, %3 no nombran ninguno.</translation>
    </message>
    <message>
        <source>Severity: %1</source>
        <translation>Severidad: %1</translation>
    </message>
    <message>
        <source>Add this source</source>
        <translation>Añadir esta fuente</translation>
    </message>
    <message>
        <source>Address where the system is asked</source>
        <translation>Dirección donde se pregunta al sistema</translation>
    </message>
    <message>
        <source>https://…, empty: it sends to us</source>
        <translation>https://…, vacío: nos envía él</translation>
    </message>
    <message>
        <source>Name to ask it with</source>
        <translation>Nombre con que se le pregunta</translation>
    </message>
    <message>
        <source>empty: the secret is a token</source>
        <translation>vacío: el secreto es un token</translation>
    </message>
    <message>
        <source>Its secret</source>
        <translation>Su secreto</translation>
    </message>
    <message>
        <source>kept in the server&apos;s keychain, in no file</source>
        <translation>se guarda en el llavero del servidor, en ningún archivo</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>Su dirección</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Added to the server&apos;s sources; it counts within seconds.</source>
        <translation>Añadida a las fuentes del servidor; cuenta en segundos.</translation>
    </message>
    <message>
        <source>Added to the server&apos;s sources; it counts within seconds. Its secret is in the server&apos;s keychain as “%1”.</source>
        <translation>Añadida a las fuentes del servidor; cuenta en segundos. Su secreto está en el llavero del servidor como «%1».</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ConsoleDesk</name>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>This is an exported incident: it can be read, not changed.</source>
        <translation>Es un incidente exportado: se puede leer, no cambiar.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Entry %1 is not here.</source>
        <translation>La entrada %1 no está aquí.</translation>
    </message>
    <message>
        <source>There is no incident %1.</source>
        <translation>No hay incidente %1.</translation>
    </message>
    <message>
        <source>“%1” is no format: markdown, html or json.</source>
        <translation>«%1» no es un formato: markdown, html o json.</translation>
    </message>
    <message>
        <source>This is an exported incident: there is no server to ask.</source>
        <translation>Es un incidente exportado: no hay servidor al que preguntar.</translation>
    </message>
    <message>
        <source>the changed rules</source>
        <translation>las reglas cambiadas</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ContextPanel</name>
    <message>
        <source>failed</source>
        <translation>fallida</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Preguntar de nuevo</translation>
    </message>
    <message>
        <source>Copy the query</source>
        <translation>Copiar la consulta</translation>
    </message>
    <message>
        <source>Pin as evidence</source>
        <translation>Fijar como evidencia</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>It answered, and has nothing for these services in this time.</source>
        <translation>Respondió, y no tiene nada de estos servicios en este tiempo.</translation>
    </message>
    <message numerus="yes">
        <source>%n more are not shown.</source>
        <translation>
            <numerusform>No se muestra %n más.</numerusform>
            <numerusform>No se muestran %n más.</numerusform>
        </translation>
    </message>
    <message>
        <source>asking …</source>
        <translation>preguntando…</translation>
    </message>
    <message>
        <source>%1 · asked %2</source>
        <translation>%1 · preguntado %2</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>sin respuesta aún</translation>
    </message>
    <message>
        <source>The query is copied.</source>
        <translation>La consulta está copiada.</translation>
    </message>
    <message>
        <source>Pinned: it stays in the log with its hash.</source>
        <translation>Fijado: queda en la bitácora con su huella.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ContextWindow</name>
    <message>
        <source>What other systems show · Quarterdeck</source>
        <translation>Lo que muestran otros sistemas · Quarterdeck</translation>
    </message>
    <message>
        <source>Links of this incident</source>
        <translation>Enlaces de este incidente</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>No incident is chosen</source>
        <translation>No hay incidente elegido</translation>
    </message>
    <message>
        <source>Runbook of %1</source>
        <translation>Runbook de %1</translation>
    </message>
    <message>
        <source>From an alert</source>
        <translation>De una alerta</translation>
    </message>
    <message>
        <source>No system has a link for this incident: sources.yaml names their addresses as settings of the source.</source>
        <translation>Ningún sistema tiene un enlace para este incidente: sources.yaml nombra sus direcciones como ajustes de la fuente.</translation>
    </message>
    <message>
        <source>No browser could be started. Copy the address instead.</source>
        <translation>No se pudo abrir un navegador. Copia la dirección.</translation>
    </message>
    <message>
        <source>What the systems answer</source>
        <translation>Lo que responden los sistemas</translation>
    </message>
</context>
<context>
    <name>quarterdeck::DecisionsPage</name>
    <message>
        <source>✓ it worked</source>
        <translation>✓ funcionó</translation>
    </message>
    <message>
        <source>✕ it did not work</source>
        <translation>✕ no funcionó</translation>
    </message>
    <message>
        <source>? unclear whether it worked</source>
        <translation>? no está claro si funcionó</translation>
    </message>
    <message>
        <source>○ proposed</source>
        <translation>○ propuesta</translation>
    </message>
    <message>
        <source>◐ testing</source>
        <translation>◐ en prueba</translation>
    </message>
    <message>
        <source>● supported</source>
        <translation>● apoyada</translation>
    </message>
    <message>
        <source>✕ refuted</source>
        <translation>✕ refutada</translation>
    </message>
    <message>
        <source>withdrawn %1</source>
        <translation>retirada %1</translation>
    </message>
    <message>
        <source>⚠ the countdown is over: proceed or withdraw</source>
        <translation>⚠ la cuenta atrás terminó: adelante o retirar</translation>
    </message>
    <message>
        <source>%1 left for objections</source>
        <translation>%1 para objetar</translation>
    </message>
    <message>
        <source>decided %1</source>
        <translation>decidida %1</translation>
    </message>
    <message>
        <source>⚠ overdue %1</source>
        <translation>⚠ venció hace %1</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · quedan %2</translation>
    </message>
    <message>
        <source>✕ objects %1</source>
        <translation>✕ objeta %1</translation>
    </message>
    <message>
        <source>no objection: %1</source>
        <translation>sin objeción: %1</translation>
    </message>
    <message>
        <source>+ for</source>
        <translation>+ a favor</translation>
    </message>
    <message>
        <source>− against</source>
        <translation>− en contra</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>imagen</translation>
    </message>
    <message>
        <source>as it was sent</source>
        <translation>como se envió</translation>
    </message>
    <message>
        <source>chart</source>
        <translation>gráfico</translation>
    </message>
    <message>
        <source>query</source>
        <translation>consulta</translation>
    </message>
    <message>
        <source>file</source>
        <translation>archivo</translation>
    </message>
    <message>
        <source>Evidence that was kept; Enter opens it</source>
        <translation>Evidencia guardada; Intro la abre</translation>
    </message>
    <message>
        <source>%1 %2 · %3 KiB · %4…</source>
        <translation>%1 %2 · %3 KiB · %4…</translation>
    </message>
    <message>
        <source>Decisions and hypotheses</source>
        <translation>Decisiones e hipótesis</translation>
    </message>
    <message>
        <source>Nothing has been proposed. “Any strong objections?” begins with O, a hypothesis with h in the scribe line.</source>
        <translation>Nada se ha propuesto. «¿Alguna objeción seria?» empieza con O; una hipótesis, con h en la línea del escriba.</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Decisiones</translation>
    </message>
    <message>
        <source>Hypotheses</source>
        <translation>Hipótesis</translation>
    </message>
    <message>
        <source>Propose…</source>
        <translation>Proponer…</translation>
    </message>
    <message>
        <source>One proposal at a time: proceed with it (G), object (X) or withdraw it (Z).</source>
        <translation>Una propuesta a la vez: adelante (G), objétala (X) o retírala (Z).</translation>
    </message>
    <message>
        <source>Object…</source>
        <translation>Objetar…</translation>
    </message>
    <message>
        <source>Object: %1</source>
        <translation>Objetar: %1</translation>
    </message>
    <message>
        <source>An objection has a name and a reason; both go into the record.</source>
        <translation>Una objeción tiene nombre y motivo; ambos quedan anotados.</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>the replica lags by an hour</source>
        <translation>la réplica va una hora atrasada</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>empty: you; a name for what was said by voice</source>
        <translation>vacío: tú; un nombre, si se dijo de viva voz</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objetar</translation>
    </message>
    <message>
        <source>Say what speaks against it.</source>
        <translation>Di qué habla en contra.</translation>
    </message>
    <message>
        <source>No objection</source>
        <translation>Sin objeción</translation>
    </message>
    <message>
        <source>Proceed</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Outcome…</source>
        <translation>Resultado…</translation>
    </message>
    <message>
        <source>No decision waits for its outcome.</source>
        <translation>Ninguna decisión espera su resultado.</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>En prueba</translation>
    </message>
    <message>
        <source>Supported</source>
        <translation>Apoyada</translation>
    </message>
    <message>
        <source>Refuted…</source>
        <translation>Refutada…</translation>
    </message>
    <message>
        <source>For…</source>
        <translation>A favor…</translation>
    </message>
    <message>
        <source>Against…</source>
        <translation>En contra…</translation>
    </message>
    <message>
        <source>The proposal is …</source>
        <translation>La propuesta es …</translation>
    </message>
    <message>
        <source>Any strong objections? Silence until the countdown ends is consent.</source>
        <translation>¿Alguna objeción seria? Callar hasta el fin de la cuenta atrás es consentir.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>fail over to the replica</source>
        <translation>conmutar a la réplica</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>Quién lo hace</translation>
    </message>
    <message>
        <source>empty: not said yet</source>
        <translation>vacío: aún no se sabe</translation>
    </message>
    <message>
        <source>Minutes for it</source>
        <translation>Minutos para ello</translation>
    </message>
    <message>
        <source>empty: no time box</source>
        <translation>vacío: sin plazo</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>La propone</translation>
    </message>
    <message>
        <source>empty: you</source>
        <translation>vacío: tú</translation>
    </message>
    <message>
        <source>Any strong objections?</source>
        <translation>¿Alguna objeción seria?</translation>
    </message>
    <message>
        <source>Say what is proposed.</source>
        <translation>Di qué se propone.</translation>
    </message>
    <message>
        <source>Outcome of: %1</source>
        <translation>Resultado de: %1</translation>
    </message>
    <message>
        <source>It</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>worked</source>
        <translation>funcionó</translation>
    </message>
    <message>
        <source>did not work</source>
        <translation>no funcionó</translation>
    </message>
    <message>
        <source>is unclear</source>
        <translation>no está claro</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Qué se vio</translation>
    </message>
    <message>
        <source>errors fell within a minute</source>
        <translation>los errores bajaron en un minuto</translation>
    </message>
    <message>
        <source>Note the outcome</source>
        <translation>Anotar el resultado</translation>
    </message>
    <message>
        <source>Refuted: %1</source>
        <translation>Refutada: %1</translation>
    </message>
    <message>
        <source>the old version fails as well</source>
        <translation>la versión anterior también falla</translation>
    </message>
    <message>
        <source>Refute</source>
        <translation>Refutar</translation>
    </message>
    <message>
        <source>Say why: it is the one thing that a reviewer asks a year later.</source>
        <translation>Di por qué: es lo único que un revisor pregunta un año después.</translation>
    </message>
    <message>
        <source>Speaks for: %1</source>
        <translation>A favor de: %1</translation>
    </message>
    <message>
        <source>Speaks against: %1</source>
        <translation>En contra de: %1</translation>
    </message>
    <message>
        <source>only hosts with the new version fail</source>
        <translation>solo fallan los nodos con la versión nueva</translation>
    </message>
    <message>
        <source>For</source>
        <translation>A favor</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>En contra</translation>
    </message>
    <message>
        <source>Say what speaks for or against it.</source>
        <translation>Di qué habla a favor o en contra.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidencia</translation>
    </message>
    <message>
        <source>Choose what was kept in the list of decisions first (7).</source>
        <translation>Elige antes lo guardado en la lista de decisiones (7).</translation>
    </message>
    <message>
        <source>Open what was kept</source>
        <translation>Abrir lo guardado</translation>
    </message>
    <message>
        <source>Save what was kept…</source>
        <translation>Copiar lo guardado a un archivo…</translation>
    </message>
    <message>
        <source>Save what was kept</source>
        <translation>Copiar lo guardado a un archivo</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>Escrito en %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 no se pudo escribir: %2</translation>
    </message>
    <message>
        <source>Nothing is proposed; O proposes something.</source>
        <translation>No hay nada propuesto; O propone algo.</translation>
    </message>
    <message>
        <source>There is no hypothesis yet; in the scribe line: h text.</source>
        <translation>Aún no hay hipótesis; en la línea del escriba: h texto.</translation>
    </message>
    <message>
        <source>Choose a hypothesis in the list of decisions first (7).</source>
        <translation>Elige antes una hipótesis en la lista de decisiones (7).</translation>
    </message>
</context>
<context>
    <name>quarterdeck::Desk</name>
    <message>
        <source>There is no journal here to test with.</source>
        <translation>Aquí no hay diario con que probar.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::DraftText</name>
    <message>
        <source>Postmortem draft</source>
        <translation>Borrador del post mortem</translation>
    </message>
    <message>
        <source>Plain text. Enter opens the entry that the line rests on.</source>
        <translation>Texto simple. Intro abre la entrada en que se apoya la línea.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::EditorPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Minutes is a number from 1 to %1, or empty.</source>
        <translation>Minutos es un número de 1 a %1, o vacío.</translation>
    </message>
    <message>
        <source>Minutes is a number from 1 to %1.</source>
        <translation>Minutos es un número de 1 a %1.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::EvidenceActions</name>
    <message>
        <source>Evidence</source>
        <translation>Evidencia</translation>
    </message>
    <message>
        <source>Attach a file…</source>
        <translation>Adjuntar un archivo…</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Adjuntar un archivo</translation>
    </message>
    <message>
        <source>Attach the picture of the clipboard…</source>
        <translation>Adjuntar la imagen del portapapeles…</translation>
    </message>
    <message>
        <source>picture-%1.png</source>
        <translation>imagen-%1.png</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>No hay imagen en el portapapeles.</translation>
    </message>
    <message>
        <source>Pin what the source sent for the selected alert…</source>
        <translation>Fijar lo que envió la fuente para la alerta elegida…</translation>
    </message>
    <message>
        <source>Pin what the source sent</source>
        <translation>Fijar lo que envió la fuente</translation>
    </message>
    <message>
        <source>%1 · %2: the raw request, with its hash.</source>
        <translation>%1 · %2: la petición en bruto, con su hash.</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>may be empty</source>
        <translation>puede quedar vacío</translation>
    </message>
    <message>
        <source>Pin it</source>
        <translation>Fijarlo</translation>
    </message>
    <message>
        <source>Select an alert first.</source>
        <translation>Elige antes una alerta.</translation>
    </message>
    <message>
        <source>Pin the chart as it is now…</source>
        <translation>Fijar el gráfico tal como está…</translation>
    </message>
    <message>
        <source>rate-%1.png</source>
        <translation>ritmo-%1.png</translation>
    </message>
    <message>
        <source>There is no chart.</source>
        <translation>No hay gráfico.</translation>
    </message>
    <message>
        <source>Pin a query…</source>
        <translation>Fijar una consulta…</translation>
    </message>
    <message>
        <source>This is an exported incident: it can be read and not changed.</source>
        <translation>Es un incidente exportado: se puede leer y no cambiar.</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 no se puede leer: %2</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>no es un archivo</translation>
    </message>
    <message>
        <source>%1 has %2 KiB; at most %3 are kept. Put it where your team keeps files and log the link.</source>
        <translation>%1 tiene %2 KiB; se guardan %3 como máximo. Ponlo donde tu equipo guarda archivos y anota el enlace.</translation>
    </message>
    <message>
        <source>There is no picture that could be kept.</source>
        <translation>No hay imagen que se pueda guardar.</translation>
    </message>
    <message>
        <source>Keep with “%1”</source>
        <translation>Guardar con «%1»</translation>
    </message>
    <message>
        <source>%1 KiB; it stays in the log with its hash.</source>
        <translation>%1 KiB; queda en la bitácora con su hash.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>Necesita un nombre.</translation>
    </message>
    <message>
        <source>Pin a query</source>
        <translation>Fijar una consulta</translation>
    </message>
    <message>
        <source>Its text as it was asked, so that it can be asked again.</source>
        <translation>Su texto tal como se preguntó, para poder repetirla.</translation>
    </message>
    <message>
        <source>checkout errors by pod</source>
        <translation>errores de pago por pod</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Consulta</translation>
    </message>
    <message>
        <source>It showed</source>
        <translation>Mostró</translation>
    </message>
    <message>
        <source>It needs a name and the query’s text.</source>
        <translation>Necesita un nombre y el texto de la consulta.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::FoldedPane</name>
    <message>
        <source>all other kinds</source>
        <translation>todas las demás clases</translation>
    </message>
    <message>
        <source>%1 now · %2×</source>
        <translation>%1 ahora · %2×</translation>
    </message>
    <message>
        <source>last %1, first %2</source>
        <translation>última %1, primera %2</translation>
    </message>
    <message>
        <source>shown from now on: %1 said so</source>
        <translation>se muestra desde ahora: lo dijo %1</translation>
    </message>
    <message>
        <source>folded: %1 said so, %2</source>
        <translation>plegada: lo dijo %1, %2</translation>
    </message>
    <message>
        <source>Show this kind</source>
        <translation>Mostrar esta clase</translation>
    </message>
    <message>
        <source>Folded as background</source>
        <translation>Plegadas como fondo</translation>
    </message>
    <message>
        <source>Its alerts</source>
        <translation>Sus alertas</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>Show the chosen background kind</source>
        <translation>Mostrar la clase de fondo elegida</translation>
    </message>
    <message>
        <source>This is an exported incident: it can be read and not changed.</source>
        <translation>Es un incidente exportado: se puede leer y no cambiar.</translation>
    </message>
    <message>
        <source>No kind of background is chosen; F shows what is folded.</source>
        <translation>No hay clase de fondo elegida; F muestra lo plegado.</translation>
    </message>
    <message>
        <source>These are many kinds in one line; choose one of the others.</source>
        <translation>Son muchas clases en una línea; elige una de las otras.</translation>
    </message>
    <message>
        <source>1 kind</source>
        <translation>1 clase</translation>
    </message>
    <message>
        <source>%1 kinds</source>
        <translation>%1 clases</translation>
    </message>
    <message>
        <source>1 alert</source>
        <translation>1 alerta</translation>
    </message>
    <message>
        <source>%1 alerts</source>
        <translation>%1 alertas</translation>
    </message>
    <message>
        <source>Folded as background: nothing so far</source>
        <translation>Plegado como fondo: nada hasta ahora</translation>
    </message>
    <message>
        <source>Folded as background: %1, %2 now · %3× in all</source>
        <translation>Plegado como fondo: %1, %2 ahora · %3× en total</translation>
    </message>
    <message>
        <source>What comes and goes all the time is kept out of the incidents. It is counted here, with its reason, and can be shown again. F opens and closes the list.</source>
        <translation>Lo que va y viene todo el tiempo queda fuera de los incidentes. Se cuenta aquí, con su motivo, y puede volver a mostrarse. F abre y cierra la lista.</translation>
    </message>
    <message>
        <source>By its rate again</source>
        <translation>De nuevo por su ritmo</translation>
    </message>
    <message>
        <source>Nothing is folded: every alert that fires is shown.</source>
        <translation>No hay nada plegado: se muestra toda alerta activa.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::History</name>
    <message>
        <source>never seen</source>
        <translation>nunca vista</translation>
    </message>
    <message>
        <source>rare</source>
        <translation>rara</translation>
    </message>
    <message>
        <source>some never seen</source>
        <translation>alguna nunca vista</translation>
    </message>
    <message>
        <source>some rare</source>
        <translation>alguna rara</translation>
    </message>
</context>
<context>
    <name>quarterdeck::HistoryPanel</name>
    <message>
        <source>Before: what was like this, who helps, what else is open</source>
        <translation>Antes: qué se pareció a esto, quién ayuda, qué más está abierto</translation>
    </message>
    <message>
        <source>Before · suggested from past incidents</source>
        <translation>Antes · sugerido por incidentes pasados</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Urgencia</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>Like this</source>
        <translation>Parecidos</translation>
    </message>
    <message>
        <source>May help</source>
        <translation>Puede ayudar</translation>
    </message>
    <message>
        <source>Also open</source>
        <translation>También abierto</translation>
    </message>
    <message>
        <source>Open incident %1, %2: %3</source>
        <translation>Incidente abierto %1, %2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>It is over.</source>
        <translation>Ya terminó.</translation>
    </message>
    <message>
        <source>No alert belongs to it.</source>
        <translation>No tiene ninguna alerta.</translation>
    </message>
    <message>
        <source>The past is being read.</source>
        <translation>Se está leyendo el pasado.</translation>
    </message>
    <message>
        <source>%1: not known yet, alerts have been heard for %2 only</source>
        <translation>%1: aún no se sabe, solo se oyen alertas desde hace %2</translation>
    </message>
    <message>
        <source>%1 % alike: %2. %3 before, took %4. </source>
        <translation>%1 % parecido: %2. %3 antes, duró %4. </translation>
    </message>
    <message>
        <source>Nobody wrote down what ended it.</source>
        <translation>Nadie anotó qué lo terminó.</translation>
    </message>
    <message>
        <source>What ended it: %1.</source>
        <translation>Lo que lo terminó: %1.</translation>
    </message>
    <message>
        <source>No incident has been resolved yet: there is nothing to compare with.</source>
        <translation>Aún no se ha resuelto ningún incidente: no hay con qué comparar.</translation>
    </message>
    <message>
        <source>None of the %1 resolved incidents was like this.</source>
        <translation>Ninguno de los %1 incidentes resueltos se pareció a este.</translation>
    </message>
    <message>
        <source>like %1 %2</source>
        <translation>como %1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The service map names no owner of what is hit, and nobody has worked on one like it.</source>
        <translation>El mapa de servicios no nombra dueño de lo afectado, y nadie ha trabajado en uno parecido.</translation>
    </message>
    <message>
        <source>No other open incident hits a service of this one, or one next to it on the map.</source>
        <translation>Ningún otro incidente abierto afecta a un servicio de este, ni a uno contiguo en el mapa.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::IncidentActions</name>
    <message>
        <source>Command</source>
        <translation>Mando</translation>
    </message>
    <message>
        <source>You do not hold command.</source>
        <translation>No tienes el mando.</translation>
    </message>
    <message>
        <source>Take command</source>
        <translation>Tomar el mando</translation>
    </message>
    <message>
        <source>You hold command.</source>
        <translation>Tienes el mando.</translation>
    </message>
    <message>
        <source>%1 holds command. Ask for a hand-over, or challenge it.</source>
        <translation>%1 tiene el mando. Pide un traspaso o interpélalo.</translation>
    </message>
    <message>
        <source>Hand over command…</source>
        <translation>Traspasar el mando…</translation>
    </message>
    <message>
        <source>Give up command without a successor</source>
        <translation>Dejar el mando sin sucesor</translation>
    </message>
    <message>
        <source>Challenge: is command still held?</source>
        <translation>Interpelar: ¿sigue alguien al mando?</translation>
    </message>
    <message>
        <source>Nobody else holds command.</source>
        <translation>Nadie más tiene el mando.</translation>
    </message>
    <message>
        <source>The challenge is running.</source>
        <translation>La interpelación está en curso.</translation>
    </message>
    <message>
        <source>Answer the challenge: I am in command</source>
        <translation>Contestar a la interpelación: estoy al mando</translation>
    </message>
    <message>
        <source>Nobody has challenged it.</source>
        <translation>Nadie lo ha interpelado.</translation>
    </message>
    <message>
        <source>Assume command…</source>
        <translation>Asumir el mando…</translation>
    </message>
    <message>
        <source>Assume command from %1</source>
        <translation>Asumir el mando de %1</translation>
    </message>
    <message>
        <source>Assume command</source>
        <translation>Asumir el mando</translation>
    </message>
    <message>
        <source>Challenge the holder first; after 60 s without an answer it can be assumed.</source>
        <translation>Interpela antes a quien lo tiene; tras 60 s sin respuesta se puede asumir.</translation>
    </message>
    <message>
        <source>The holder still has time to answer.</source>
        <translation>Quien lo tiene aún está a tiempo de contestar.</translation>
    </message>
    <message>
        <source>Nobody offers you command.</source>
        <translation>Nadie te ofrece el mando.</translation>
    </message>
    <message>
        <source>Accept command and read back…</source>
        <translation>Aceptar el mando y repetir…</translation>
    </message>
    <message>
        <source>Decline command…</source>
        <translation>Declinar el mando…</translation>
    </message>
    <message>
        <source>Decline command</source>
        <translation>Declinar el mando</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Declinar</translation>
    </message>
    <message>
        <source>Withdraw the offer of command</source>
        <translation>Retirar la oferta del mando</translation>
    </message>
    <message>
        <source>You offer command to nobody.</source>
        <translation>No ofreces el mando a nadie.</translation>
    </message>
    <message>
        <source>Hand over command</source>
        <translation>Traspasar el mando</translation>
    </message>
    <message>
        <source>You hold it until the other has accepted and read back.</source>
        <translation>Lo tienes hasta que el otro lo acepte y repita.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>Briefing</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Offer command</source>
        <translation>Ofrecer el mando</translation>
    </message>
    <message>
        <source>Say who takes over.</source>
        <translation>Di quién toma el relevo.</translation>
    </message>
    <message>
        <source>Accept command from %1</source>
        <translation>Aceptar el mando de %1</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>the situation and what is open, in your words</source>
        <translation>la situación y lo abierto, en tus palabras</translation>
    </message>
    <message>
        <source>I am the Incident Commander</source>
        <translation>Soy el comandante del incidente</translation>
    </message>
    <message>
        <source>Read it back in a sentence: it proves that you have the same picture.</source>
        <translation>Repítelo en una frase: prueba que ves lo mismo.</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Funciones</translation>
    </message>
    <message>
        <source>Assign a role…</source>
        <translation>Asignar una función…</translation>
    </message>
    <message>
        <source>Assign: %1…</source>
        <translation>Asignar: %1…</translation>
    </message>
    <message>
        <source>Assign a task…</source>
        <translation>Asignar una tarea…</translation>
    </message>
    <message>
        <source>Assign a task</source>
        <translation>Asignar una tarea</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>drain pod-7</source>
        <translation>vaciar pod-7</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>empty: nobody yet</source>
        <translation>vacío: nadie aún</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minutos</translation>
    </message>
    <message>
        <source>empty: no time box</source>
        <translation>vacío: sin plazo</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Asignar</translation>
    </message>
    <message>
        <source>Say what is to be done.</source>
        <translation>Di qué hay que hacer.</translation>
    </message>
    <message>
        <source>Expert for %1</source>
        <translation>Experto en %1</translation>
    </message>
    <message>
        <source>Assign a role</source>
        <translation>Asignar una función</translation>
    </message>
    <message>
        <source>The commander holds what is not assigned. A role needs no console.</source>
        <translation>Lo que no se asigna lo lleva el comandante. Una función no necesita consola.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>empty: back to the commander</source>
        <translation>vacío: vuelve al comandante</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>Acknowledge the selected alerts</source>
        <translation>Reconocer las alertas elegidas</translation>
    </message>
    <message>
        <source>Take back the acknowledgement</source>
        <translation>Quitar el reconocimiento</translation>
    </message>
    <message>
        <source>Suppress the selected alerts…</source>
        <translation>Suprimir las alertas elegidas…</translation>
    </message>
    <message numerus="yes">
        <source>Suppress %n alerts</source>
        <translation>
            <numerusform>Suprimir %n alerta</numerusform>
            <numerusform>Suprimir %n alertas</numerusform>
        </translation>
    </message>
    <message>
        <source>Suppress</source>
        <translation>Suprimir</translation>
    </message>
    <message>
        <source>Stop suppressing them</source>
        <translation>Dejar de suprimirlas</translation>
    </message>
    <message>
        <source>Pin: no rule moves them any more</source>
        <translation>Fijar: ninguna regla las mueve más</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Soltar</translation>
    </message>
    <message>
        <source>Move to another incident…</source>
        <translation>Mover a otro incidente…</translation>
    </message>
    <message numerus="yes">
        <source>Move %n alerts to</source>
        <translation>
            <numerusform>Mover %n alerta a</numerusform>
            <numerusform>Mover %n alertas a</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>Move into the chosen incident</source>
        <translation>Mover al incidente elegido</translation>
    </message>
    <message>
        <source>Split into an incident of their own…</source>
        <translation>Separar en un incidente propio…</translation>
    </message>
    <message numerus="yes">
        <source>Split %n alerts off</source>
        <translation>
            <numerusform>Separar %n alerta</numerusform>
            <numerusform>Separar %n alertas</numerusform>
        </translation>
    </message>
    <message>
        <source>They are pinned there: no rule moves them back.</source>
        <translation>Quedan fijadas allí: ninguna regla las devuelve.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Separar</translation>
    </message>
    <message>
        <source>The alert belongs to no incident; declare one from it.</source>
        <translation>La alerta no pertenece a ningún incidente; declara uno con ella.</translation>
    </message>
    <message>
        <source>Silence what is like the selected alert…</source>
        <translation>Silenciar lo que se parece a la alerta elegida…</translation>
    </message>
    <message>
        <source>End a silence…</source>
        <translation>Terminar un silencio…</translation>
    </message>
    <message>
        <source>%1: %2, by %3</source>
        <translation>%1: %2, de %3</translation>
    </message>
    <message>
        <source>End a silence</source>
        <translation>Terminar un silencio</translation>
    </message>
    <message>
        <source>What it hides and still fires is shown again at once.</source>
        <translation>Lo que oculta y sigue activo se muestra enseguida.</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Cuál</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>may be empty</source>
        <translation>puede quedar vacío</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>Terminarlo</translation>
    </message>
    <message>
        <source>No silence is active.</source>
        <translation>No hay silencios.</translation>
    </message>
    <message>
        <source>Hides %1 that fire now (%2 critical, %3 in accepted incidents); %4 began in the last day.</source>
        <translation>Oculta %1 activas ahora (%2 críticas, %3 en incidentes aceptados); %4 empezaron en el último día.</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silencio</translation>
    </message>
    <message>
        <source>the replica is rebuilt until 15:00</source>
        <translation>se reconstruye la réplica hasta las 15:00</translation>
    </message>
    <message>
        <source>Silence it</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>Say why: whoever looks for these alerts later will ask.</source>
        <translation>Di por qué: quien busque luego estas alertas lo preguntará.</translation>
    </message>
    <message>
        <source>%1 Once more, if that is meant.</source>
        <translation>%1 Otra vez, si es lo que se quiere.</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Put off what is due…</source>
        <translation>Aplazar lo que vence…</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Aplazar</translation>
    </message>
    <message>
        <source>It is logged, with the reason.</source>
        <translation>Queda en la bitácora, con el motivo.</translation>
    </message>
    <message>
        <source>Put it off</source>
        <translation>Aplazarlo</translation>
    </message>
    <message>
        <source>Nothing is on the clock.</source>
        <translation>No hay nada en el reloj.</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Incidente</translation>
    </message>
    <message>
        <source>Count a customer&apos;s report…</source>
        <translation>Contar un reporte de cliente…</translation>
    </message>
    <message>
        <source>A customer reports</source>
        <translation>Un cliente reporta</translation>
    </message>
    <message>
        <source>Counted in the impact and in every status update.</source>
        <translation>Cuenta en el impacto y en cada comunicado.</translation>
    </message>
    <message>
        <source>cannot pay by card since 14:05</source>
        <translation>no puede pagar con tarjeta desde las 14:05</translation>
    </message>
    <message>
        <source>Count it</source>
        <translation>Contarlo</translation>
    </message>
    <message>
        <source>Say what is reported.</source>
        <translation>Di qué se reporta.</translation>
    </message>
    <message>
        <source>This is an exported incident: it can be read and not changed.</source>
        <translation>Es un incidente exportado: se puede leer y no cambiar.</translation>
    </message>
    <message>
        <source>Your invitation does not include this; ask whoever runs the server.</source>
        <translation>Tu invitación no incluye esto; pregunta a quien lleva el servidor.</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>It is closed; reopen it first.</source>
        <translation>Está cerrado; reábrelo antes.</translation>
    </message>
    <message>
        <source>No alert is selected.</source>
        <translation>No hay alerta elegida.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>one sentence for the log</source>
        <translation>una frase para la bitácora</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>A reason is wanted: one sentence for whoever reads the log.</source>
        <translation>Hace falta un motivo: una frase para quien lea la bitácora.</translation>
    </message>
    <message>
        <source>It is open at once, also while the server cannot be reached.</source>
        <translation>Se abre enseguida, también sin alcanzar el servidor.</translation>
    </message>
    <message numerus="yes">
        <source>%n alerts belong to it.</source>
        <translation>
            <numerusform>Le pertenece %n alerta.</numerusform>
            <numerusform>Le pertenecen %n alertas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Declare an incident</source>
        <translation>Declarar un incidente</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué va mal</translation>
    </message>
    <message>
        <source>Checkout errors in the EU</source>
        <translation>Errores de pago en la UE</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severidad</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>Impacto</translation>
    </message>
    <message>
        <source>who, what, since when; it can follow later</source>
        <translation>quién, qué, desde cuándo; puede venir después</translation>
    </message>
    <message>
        <source>Declare</source>
        <translation>Declarar</translation>
    </message>
    <message>
        <source>Say in a few words what is wrong.</source>
        <translation>Di en pocas palabras qué va mal.</translation>
    </message>
    <message>
        <source>Lower the severity from %1 to %2</source>
        <translation>Bajar la severidad de %1 a %2</translation>
    </message>
    <message>
        <source>Lower to %1</source>
        <translation>Bajar a %1</translation>
    </message>
    <message>
        <source>It is in Triage: accept it first (A).</source>
        <translation>Está en triaje: acéptalo antes (A).</translation>
    </message>
    <message>
        <source>Resolve %1</source>
        <translation>Resolver %1</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Resolver</translation>
    </message>
    <message>
        <source>Declare an incident from the selected alerts</source>
        <translation>Declarar un incidente con las alertas elegidas</translation>
    </message>
    <message>
        <source>Raise severity</source>
        <translation>Subir la severidad</translation>
    </message>
    <message>
        <source>It is SEV-1 already.</source>
        <translation>Ya es SEV-1.</translation>
    </message>
    <message>
        <source>Lower severity…</source>
        <translation>Bajar la severidad…</translation>
    </message>
    <message>
        <source>It is SEV-5 already.</source>
        <translation>Ya es SEV-5.</translation>
    </message>
    <message>
        <source>State the impact…</source>
        <translation>Indicar el impacto…</translation>
    </message>
    <message>
        <source>Who, what</source>
        <translation>Quién, qué</translation>
    </message>
    <message>
        <source>34 % of checkouts fail; 12 customer reports</source>
        <translation>fallan el 34 % de los pagos; 12 reportes de clientes</translation>
    </message>
    <message>
        <source>State it</source>
        <translation>Indicarlo</translation>
    </message>
    <message>
        <source>Say who is hit and how.</source>
        <translation>Di a quién afecta y cómo.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renombrar…</translation>
    </message>
    <message>
        <source>Rename the incident</source>
        <translation>Renombrar el incidente</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>A title is wanted.</source>
        <translation>Hace falta un título.</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>Resolve…</source>
        <translation>Resolver…</translation>
    </message>
    <message>
        <source>It is in this phase.</source>
        <translation>Está en esta fase.</translation>
    </message>
    <message>
        <source>Accept: this is an incident</source>
        <translation>Aceptar: esto es un incidente</translation>
    </message>
    <message>
        <source>It is accepted already.</source>
        <translation>Ya está aceptado.</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>Descartar…</translation>
    </message>
    <message>
        <source>Dismiss %1</source>
        <translation>Descartar %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Mark as a duplicate of…</source>
        <translation>Marcar como duplicado de…</translation>
    </message>
    <message>
        <source>It is a duplicate of</source>
        <translation>Es un duplicado de</translation>
    </message>
    <message>
        <source>Mark as duplicate</source>
        <translation>Marcar como duplicado</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>Fusionar con…</translation>
    </message>
    <message>
        <source>Merge this incident into</source>
        <translation>Fusionar este incidente con</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Fusionar</translation>
    </message>
    <message>
        <source>Undo the last act</source>
        <translation>Deshacer lo último</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>No hay nada que deshacer.</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>Reabrir…</translation>
    </message>
    <message>
        <source>Reopen %1</source>
        <translation>Reabrir %1</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Reabrir</translation>
    </message>
    <message>
        <source>It is open.</source>
        <translation>Está abierto.</translation>
    </message>
    <message>
        <source>There is no other open incident.</source>
        <translation>No hay otro incidente abierto.</translation>
    </message>
    <message>
        <source>It can be undone (Ctrl Z).</source>
        <translation>Se puede deshacer (Ctrl Z).</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Gente</translation>
    </message>
    <message>
        <source>Team with a lead…</source>
        <translation>Equipo con jefe…</translation>
    </message>
    <message>
        <source>Restrict to members…</source>
        <translation>Restringir a miembros…</translation>
    </message>
    <message>
        <source>Open it to everybody again…</source>
        <translation>Abrir otra vez a todos…</translation>
    </message>
    <message>
        <source>Open it to everybody</source>
        <translation>Abrir a todos</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrirlo</translation>
    </message>
    <message>
        <source>It is open to everybody.</source>
        <translation>Está abierto a todos.</translation>
    </message>
    <message>
        <source>Make it a part of…</source>
        <translation>Hacerlo parte de…</translation>
    </message>
    <message>
        <source>It is a part of</source>
        <translation>Es parte de</translation>
    </message>
    <message>
        <source>Make it a part</source>
        <translation>Hacerlo parte</translation>
    </message>
    <message>
        <source>Have it stand on its own again</source>
        <translation>Hacerlo independiente otra vez</translation>
    </message>
    <message>
        <source>It is a part of no other.</source>
        <translation>No es parte de otro.</translation>
    </message>
    <message>
        <source>Its people report to its lead, the lead to you.</source>
        <translation>Su gente responde ante su jefe, y el jefe ante ti.</translation>
    </message>
    <message>
        <source>There are: %1. Without a lead a team is dissolved.</source>
        <translation>Hay: %1. Sin jefe, un equipo se disuelve.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>database</source>
        <translation>base de datos</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Jefe</translation>
    </message>
    <message>
        <source>@heron</source>
        <translation>@heron</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Con</translation>
    </message>
    <message>
        <source>@swift, @plover</source>
        <translation>@swift, @plover</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>find out why the replica lags</source>
        <translation>averiguar por qué se atrasa la réplica</translation>
    </message>
    <message>
        <source>Set the team</source>
        <translation>Formar el equipo</translation>
    </message>
    <message>
        <source>Name the team.</source>
        <translation>Da nombre al equipo.</translation>
    </message>
    <message>
        <source>Restrict to members</source>
        <translation>Restringir a miembros</translation>
    </message>
    <message>
        <source>Only they read what is written in it, what was written before as well. Its alerts, severity and phase stay visible.</source>
        <translation>Solo ellos leen lo que se escribe en él, también lo escrito antes. Sus alertas, severidad y fase siguen a la vista.</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Miembros</translation>
    </message>
    <message>
        <source>credentials may have leaked</source>
        <translation>pueden haberse filtrado credenciales</translation>
    </message>
    <message>
        <source>Restrict it</source>
        <translation>Restringirlo</translation>
    </message>
    <message>
        <source>Say why: the others will ask.</source>
        <translation>Di por qué: los demás preguntarán.</translation>
    </message>
    <message>
        <source>Fold what is like the selected alert as background…</source>
        <translation>Plegar como fondo lo parecido a la alerta elegida…</translation>
    </message>
    <message>
        <source>Fold %1 %2 as background</source>
        <translation>Plegar %1 %2 como fondo</translation>
    </message>
    <message>
        <source>Fold it</source>
        <translation>Plegar</translation>
    </message>
    <message>
        <source>%1, set at %2</source>
        <translation>%1, puesto en %2</translation>
    </message>
    <message>
        <source>name, service, resource, source, severity or labels.NAME = value, with * for any text; or != value, =~ or !~ expression.</source>
        <translation>name, service, resource, source, severity o labels.NOMBRE = valor, con * por cualquier texto; o != valor, =~ o !~ expresión.</translation>
    </message>
    <message>
        <source>map-%1.png</source>
        <translation>mapa-%1.png</translation>
    </message>
    <message>
        <source>the map at the hand-over</source>
        <translation>el mapa en el relevo</translation>
    </message>
    <message>
        <source>The map as it is now: %1 in the log.</source>
        <translation>El mapa como está ahora: %1 en la bitácora.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::IncidentDelegate</name>
    <message>
        <source>NO COMMANDER</source>
        <translation>SIN COMANDANTE</translation>
    </message>
    <message>
        <source>no commander</source>
        <translation>sin comandante</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (tú)</translation>
    </message>
    <message>
        <source>%1? · %2 alerts</source>
        <translation>%1? · %2 alertas</translation>
    </message>
    <message>
        <source>%1? · 1 alert</source>
        <translation>%1? · 1 alerta</translation>
    </message>
    <message>
        <source> · unknown</source>
        <translation> · incierto</translation>
    </message>
    <message>
        <source> · none firing</source>
        <translation> · nada activo</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidentes</translation>
    </message>
    <message>
        <source>In triage · %1, %2</source>
        <translation>En triaje · %1, %2</translation>
    </message>
    <message>
        <source>1 group</source>
        <translation>1 grupo</translation>
    </message>
    <message>
        <source>%1 groups</source>
        <translation>%1 grupos</translation>
    </message>
    <message>
        <source>1 alert</source>
        <translation>1 alerta</translation>
    </message>
    <message>
        <source>%1 alerts</source>
        <translation>%1 alertas</translation>
    </message>
    <message>
        <source>Closed · %1</source>
        <translation>Cerrados · %1</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>nadie aún</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>quarterdeck::IncidentHeader</name>
    <message>
        <source>Incident Commander</source>
        <translation>Comandante del incidente</translation>
    </message>
    <message>
        <source>Take command</source>
        <translation>Tomar el mando</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>No incident is chosen</source>
        <translation>No hay incidente elegido</translation>
    </message>
    <message>
        <source>Choose one on the left, or declare one.</source>
        <translation>Elige uno a la izquierda, o declara uno.</translation>
    </message>
    <message>
        <source>Incident %1</source>
        <translation>Incidente %1</translation>
    </message>
    <message>
        <source> into incident %1</source>
        <translation> en el incidente %1</translation>
    </message>
    <message>
        <source> again after incident %1</source>
        <translation> de nuevo tras el incidente %1</translation>
    </message>
    <message>
        <source>, duplicate of incident %1</source>
        <translation>, duplicado del incidente %1</translation>
    </message>
    <message>
        <source> part of incident %1</source>
        <translation> parte del incidente %1</translation>
    </message>
    <message numerus="yes">
        <source> with %n open parts</source>
        <translation>
            <numerusform> con %n parte abierta</numerusform>
            <numerusform> con %n partes abiertas</numerusform>
        </translation>
    </message>
    <message>
        <source> ⊘ members only: %1</source>
        <translation> ⊘ solo miembros: %1</translation>
    </message>
    <message>
        <source> ⊘ members only; you are not one of them</source>
        <translation> ⊘ solo miembros; no eres uno de ellos</translation>
    </message>
    <message>
        <source>NO COMMANDER</source>
        <translation>SIN COMANDANTE</translation>
    </message>
    <message>
        <source>no commander</source>
        <translation>sin comandante</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (tú)</translation>
    </message>
    <message>
        <source>Incident Commander · %1</source>
        <translation>Comandante del incidente · %1</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vacante</translation>
    </message>
    <message>
        <source>you</source>
        <translation>tú</translation>
    </message>
    <message>
        <source>Assign a role
%1</source>
        <translation>Asignar una función
%1</translation>
    </message>
    <message>
        <source>nobody is on it</source>
        <translation>nadie se ocupa</translation>
    </message>
    <message>
        <source>%1 is on it</source>
        <translation>%1 se ocupa</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>no owner known</source>
        <translation>sin responsable conocido</translation>
    </message>
    <message>
        <source>%1 owns it</source>
        <translation>responde %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::IncidentsPanel</name>
    <message>
        <source>Incidents</source>
        <translation>Incidentes</translation>
    </message>
    <message>
        <source>Declare an incident</source>
        <translation>Declarar un incidente</translation>
    </message>
    <message>
        <source>Load: %1 new in 10 min, FLOOD</source>
        <translation>Carga: %1 en 10 min, AVALANCHA</translation>
    </message>
    <message>
        <source>Load: %1 new in 10 min</source>
        <translation>Carga: %1 en 10 min</translation>
    </message>
    <message>
        <source>New alerts of the team in ten minutes; above %1 is a flood.</source>
        <translation>Alertas nuevas del equipo en diez minutos; más de %1 es una avalancha.</translation>
    </message>
    <message>
        <source>New incidents that wait</source>
        <translation>Incidentes nuevos que esperan</translation>
    </message>
    <message>
        <source>+%1 · %2 major</source>
        <translation>+%1 · %2 graves</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Incidents are ordered by severity and age.</source>
        <translation>Los incidentes se ordenan por severidad y antigüedad.</translation>
    </message>
    <message>
        <source>Most urgent first, as of %1 · Q</source>
        <translation>Lo más urgente primero, a las %1 · Q</translation>
    </message>
    <message>
        <source>The most urgent incidents stand first, as of %1; tool tips and L say why.</source>
        <translation>Los incidentes más urgentes van primero, a las %1; los avisos y L dicen por qué.</translation>
    </message>
    <message>
        <source>urgency %1: %2</source>
        <translation>urgencia %1: %2</translation>
    </message>
</context>
<context>
    <name>quarterdeck::LogDelegate</name>
    <message>
        <source>Decision</source>
        <translation>Decisión</translation>
    </message>
    <message>
        <source> (recorded by %1)</source>
        <translation> (lo anotó %1)</translation>
    </message>
    <message>
        <source> (corrects %1: %2)</source>
        <translation> (corrige %1: %2)</translation>
    </message>
    <message>
        <source> (corrects an earlier line)</source>
        <translation> (corrige una línea anterior)</translation>
    </message>
    <message>
        <source> (typed %1)</source>
        <translation> (escrito %1)</translation>
    </message>
    <message>
        <source>%1 %2 %3 · waiting to send</source>
        <translation>%1 %2 %3 · por enviar</translation>
    </message>
    <message>
        <source> · waiting to send</source>
        <translation> · por enviar</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more lines)</source>
        <translation>
            <numerusform>%1 (y %n línea más)</numerusform>
            <numerusform>%1 (y %n líneas más)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::LogPanel</name>
    <message>
        <source>Log of the incident</source>
        <translation>Bitácora del incidente</translation>
    </message>
    <message>
        <source>Don&apos;t correct</source>
        <translation>No corregir</translation>
    </message>
    <message>
        <source>Scribe line</source>
        <translation>Línea del escriba</translation>
    </message>
    <message>
        <source>n note, d decision, t to-do, h hypothesis, a @who 5m task, s status, p @team page, q proposal; -3m or 14:07 back-dates</source>
        <translation>n nota, d decisión, t pendiente, h hipótesis, a @quién 5m tarea, s estado, p @equipo aviso, q propuesta; -3m o 14:07 antedatan</translation>
    </message>
    <message>
        <source>Write a line   /</source>
        <translation>Escribe una línea   /</translation>
    </message>
    <message>
        <source>n note · d decision · t to-do · h hypothesis · a @who 5m task · s status · p @team page · q proposal, any objections? · -3m back-dates</source>
        <translation>n nota · d decisión · t pendiente · h hipótesis · a @quién 5m tarea · s estado · p @equipo aviso · q propuesta, ¿objeciones? · -3m antedata</translation>
    </message>
    <message>
        <source>Choose an incident first, or declare one: the line belongs to an incident. Your text stays.</source>
        <translation>Elige antes un incidente, o declara uno: la línea pertenece a un incidente. Tu texto se queda.</translation>
    </message>
    <message>
        <source>%1 You wrote: %2</source>
        <translation>%1 Escribiste: %2</translation>
    </message>
    <message>
        <source>→ %1 %2 · %3</source>
        <translation>→ %1 %2 · %3</translation>
    </message>
    <message>
        <source>Nothing has been logged yet. What you do is logged by doing it.</source>
        <translation>Aún no hay nada anotado. Lo que haces se anota al hacerlo.</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>%1 is paged</source>
        <translation>se avisa a %1</translation>
    </message>
    <message>
        <source>proposal: any strong objections?</source>
        <translation>propuesta: ¿alguna objeción seria?</translation>
    </message>
    <message>
        <source>to-do, no owner yet</source>
        <translation>pendiente, aún sin responsable</translation>
    </message>
    <message>
        <source>task for %1</source>
        <translation>tarea para %1</translation>
    </message>
    <message>
        <source> · at %1</source>
        <translation> · a las %1</translation>
    </message>
    <message>
        <source>Enter logs: %1</source>
        <translation>Intro anota: %1</translation>
    </message>
    <message>
        <source>Choose a typed line of the log first; what was done is undone by its own action.</source>
        <translation>Elige antes una línea escrita de la bitácora; lo que se hizo se deshace con su propia acción.</translation>
    </message>
    <message>
        <source>Corrects: %1</source>
        <translation>Corrige: %1</translation>
    </message>
    <message>
        <source>%1 is paged (%2)</source>
        <translation>se avisa a %1 (%2)</translation>
    </message>
</context>
<context>
    <name>quarterdeck::MainWindow</name>
    <message>
        <source>Situation and suspects</source>
        <translation>Situación y sospechas</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Crónica</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tareas</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Ritmo</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Decisiones</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Gente</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Comunicados</translation>
    </message>
    <message>
        <source>picture-%1.png</source>
        <translation>imagen-%1.png</translation>
    </message>
    <message>
        <source>DRILL · Quarterdeck</source>
        <translation>SIMULACRO · Quarterdeck</translation>
    </message>
    <message>
        <source>⚠ Nothing is being recorded: %1</source>
        <translation>⚠ No se está registrando nada: %1</translation>
    </message>
    <message>
        <source>⚠ This server can be reached from other machines without encryption. Anybody on the way can read and change what is sent.</source>
        <translation>⚠ Se puede llegar a este servidor desde otras máquinas sin cifrado. Cualquiera en el camino puede leer y cambiar lo que se envía.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>Perspective: Command</source>
        <translation>Perspectiva: Mando</translation>
    </message>
    <message>
        <source>Perspective: Scribe</source>
        <translation>Perspectiva: Escriba</translation>
    </message>
    <message>
        <source>Perspective: Review</source>
        <translation>Perspectiva: Revisión</translation>
    </message>
    <message>
        <source>Filter the alerts</source>
        <translation>Filtrar las alertas</translation>
    </message>
    <message>
        <source>Go to the alert table</source>
        <translation>Ir a la tabla de alertas</translation>
    </message>
    <message>
        <source>Go to the incidents</source>
        <translation>Ir a los incidentes</translation>
    </message>
    <message>
        <source>Next incident</source>
        <translation>Incidente siguiente</translation>
    </message>
    <message>
        <source>Previous incident</source>
        <translation>Incidente anterior</translation>
    </message>
    <message>
        <source>Show or hide the numbers of the sources</source>
        <translation>Mostrar u ocultar las cifras de las fuentes</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Bitácora</translation>
    </message>
    <message>
        <source>Write a line</source>
        <translation>Escribir una línea</translation>
    </message>
    <message>
        <source>Correct the chosen line</source>
        <translation>Corregir la línea elegida</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Search or do anything</source>
        <translation>Buscar o hacer algo</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>Mostrar las teclas</translation>
    </message>
    <message>
        <source>UTC or local time</source>
        <translation>UTC u hora local</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro u oscuro</translation>
    </message>
    <message>
        <source>Sound of what must not be missed: on or off</source>
        <translation>Sonido de lo que no debe pasarse por alto: sí o no</translation>
    </message>
    <message>
        <source>The sound is off. What must not be missed is still shown on the desktop.</source>
        <translation>El sonido está apagado. Lo que no debe pasarse por alto se sigue mostrando en el escritorio.</translation>
    </message>
    <message>
        <source>The sound is on.</source>
        <translation>El sonido está encendido.</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Cerrar la ventana</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Disposición</translation>
    </message>
    <message>
        <source>Wall view, readable from three metres</source>
        <translation>Vista de pared, legible a tres metros</translation>
    </message>
    <message>
        <source>Layout %1</source>
        <translation>Disposición %1</translation>
    </message>
    <message>
        <source>Nothing is saved as layout %1 yet: Ctrl Alt %1 saves it.</source>
        <translation>Aún no hay nada guardado como disposición %1: Ctrl Alt %1 la guarda.</translation>
    </message>
    <message>
        <source>Save this as layout %1</source>
        <translation>Guardar como disposición %1</translation>
    </message>
    <message>
        <source>Saved; Alt %1 brings it back.</source>
        <translation>Guardada; Alt %1 la recupera.</translation>
    </message>
    <message>
        <source>That is no file of this machine and no picture; nothing was attached.</source>
        <translation>No es un archivo de esta máquina ni una imagen; no se adjuntó nada.</translation>
    </message>
    <message>
        <source>What is folded as background</source>
        <translation>Lo plegado como fondo</translation>
    </message>
    <message>
        <source>What was like this before</source>
        <translation>Qué se pareció a esto antes</translation>
    </message>
    <message>
        <source>Early warnings</source>
        <translation>Avisos tempranos</translation>
    </message>
    <message>
        <source>Back-test other rules</source>
        <translation>Probar otras reglas</translation>
    </message>
    <message>
        <source>Most urgent first, or by severity</source>
        <translation>Lo más urgente primero, o por severidad</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Fuentes</translation>
    </message>
    <message>
        <source>Connect my alerts</source>
        <translation>Conectar mis alertas</translation>
    </message>
    <message>
        <source>What other systems show of this incident</source>
        <translation>Lo que otros sistemas muestran de este incidente</translation>
    </message>
    <message>
        <source>Quality of what the sources send</source>
        <translation>Calidad de lo que envían las fuentes</translation>
    </message>
    <message>
        <source>Try a payload and its mapping</source>
        <translation>Probar un mensaje y su conversión</translation>
    </message>
</context>
<context>
    <name>quarterdeck::MessageStrip</name>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>quarterdeck::Notifier</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>incident %1</source>
        <translation>incidente %1</translation>
    </message>
    <message>
        <source>Overdue: %1</source>
        <translation>Vencido: %1</translation>
    </message>
    <message>
        <source>The link to %1 is lost. What you write is kept.</source>
        <translation>Se perdió el enlace con %1. Lo que escribas se conserva.</translation>
    </message>
    <message>
        <source>The source %1 is %2.</source>
        <translation>La fuente %1 está %2.</translation>
    </message>
    <message>
        <source>Silence %1 ends soon: %2 alerts return.</source>
        <translation>El silencio %1 termina pronto: vuelven %2 alertas.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::PeoplePage</name>
    <message>
        <source>◐ paged</source>
        <translation>◐ avisado</translation>
    </message>
    <message>
        <source>● present</source>
        <translation>● presente</translation>
    </message>
    <message>
        <source>⚠ missing</source>
        <translation>⚠ no contesta</translation>
    </message>
    <message>
        <source>○ gone</source>
        <translation>○ se fue</translation>
    </message>
    <message>
        <source>○ not called yet</source>
        <translation>○ aún sin avisar</translation>
    </message>
    <message>
        <source>no role</source>
        <translation>sin función</translation>
    </message>
    <message>
        <source>Pages and updates sent through a channel</source>
        <translation>Avisos y comunicados enviados por un canal</translation>
    </message>
    <message>
        <source>✓ sent %1</source>
        <translation>✓ enviado %1</translation>
    </message>
    <message>
        <source>✕ not sent: %1</source>
        <translation>✕ no enviado: %1</translation>
    </message>
    <message>
        <source>⚠ waiting to send %1: %2</source>
        <translation>⚠ por enviar %1: %2</translation>
    </message>
    <message>
        <source>◐ waiting to send %1</source>
        <translation>◐ por enviar %1</translation>
    </message>
    <message>
        <source>page for %1</source>
        <translation>aviso a %1</translation>
    </message>
    <message>
        <source>status update</source>
        <translation>comunicado</translation>
    </message>
    <message>
        <source>Alarm load by team; ten in ten minutes can be coped with, one in the long run</source>
        <translation>Carga de alertas por equipo; diez en diez minutos se aguantan, una a la larga</translation>
    </message>
    <message>
        <source>%1 in the last 10 min, %2 in ten minutes on average of %3</source>
        <translation>%1 en los últimos 10 min, %2 en diez minutos de media en %3</translation>
    </message>
    <message>
        <source>acceptable</source>
        <translation>aceptable</translation>
    </message>
    <message>
        <source>manageable</source>
        <translation>manejable</translation>
    </message>
    <message>
        <source>⚠ over-demanding</source>
        <translation>⚠ excesiva</translation>
    </message>
    <message>
        <source>⚠ unacceptable</source>
        <translation>⚠ inaceptable</translation>
    </message>
    <message>
        <source>no owner known</source>
        <translation>sin responsable conocido</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Gente</translation>
    </message>
    <message>
        <source>Nobody holds a role or was paged. In the scribe line: p @team; R assigns a role.</source>
        <translation>Nadie tiene una función ni ha sido avisado. En la línea del escriba: p @equipo; R asigna una función.</translation>
    </message>
    <message>
        <source>Page…</source>
        <translation>Avisar…</translation>
    </message>
    <message>
        <source>Choose somebody in the list of people first (9).</source>
        <translation>Elige antes a alguien en la lista de gente (9).</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Presente</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>No contesta</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Se fue</translation>
    </message>
    <message>
        <source>Answered…</source>
        <translation>Contestó…</translation>
    </message>
    <message>
        <source>%1 answered</source>
        <translation>%1 contestó</translation>
    </message>
    <message>
        <source>They said</source>
        <translation>Dijo</translation>
    </message>
    <message>
        <source>joins in ten minutes</source>
        <translation>se une en diez minutos</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Anotarlo</translation>
    </message>
    <message>
        <source>Call and chat…</source>
        <translation>Llamada y chat…</translation>
    </message>
    <message>
        <source>Who reports to whom; three to seven are what one can lead</source>
        <translation>Quién responde ante quién; una persona puede dirigir de tres a siete</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>nadie aún</translation>
    </message>
    <message>
        <source>team %1: %2</source>
        <translation>equipo %1: %2</translation>
    </message>
    <message>
        <source>team %1 (%2): %3</source>
        <translation>equipo %1 (%2): %3</translation>
    </message>
    <message>
        <source>⚠ %1 %2, more than one can lead</source>
        <translation>⚠ %1 %2, más de los que una persona puede dirigir</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>por %1</translation>
    </message>
    <message>
        <source>I call them myself</source>
        <translation>Le llamo yo</translation>
    </message>
    <message>
        <source>Page a person or a team</source>
        <translation>Avisar a una persona o un equipo</translation>
    </message>
    <message>
        <source>It goes out at once, with severity, title and call link; the answer is waited for.</source>
        <translation>Sale enseguida, con severidad, título y enlace de la llamada; se espera la respuesta.</translation>
    </message>
    <message>
        <source>No channel is configured (channels.yaml): call them; this notes when, and the answer is waited for.</source>
        <translation>No hay canal configurado (channels.yaml): llámale; esto anota cuándo, y se espera la respuesta.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>@payments</source>
        <translation>@pagos</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cómo</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Avisar</translation>
    </message>
    <message>
        <source>Say who is paged.</source>
        <translation>Di a quién se avisa.</translation>
    </message>
    <message>
        <source>Call and chat</source>
        <translation>Llamada y chat</translation>
    </message>
    <message>
        <source>Always shown above the clock; not a secret to anybody who can see the incident.</source>
        <translation>Siempre a la vista sobre el reloj; no es secreto para quien ve el incidente.</translation>
    </message>
    <message>
        <source>Call link</source>
        <translation>Enlace</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Tell everybody</source>
        <translation>Decirlo a todos</translation>
    </message>
    <message>
        <source>● at a console</source>
        <translation>● ante una consola</translation>
    </message>
</context>
<context>
    <name>quarterdeck::PhaseBar</name>
    <message>
        <source>Phases</source>
        <translation>Fases</translation>
    </message>
    <message>
        <source>No phase has lasted yet.</source>
        <translation>Aún no ha durado ninguna fase.</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 hasta ahora</translation>
    </message>
</context>
<context>
    <name>quarterdeck::PollStrip</name>
    <message>
        <source>Proceed</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>Object…</source>
        <translation>Objetar…</translation>
    </message>
    <message>
        <source>No objection</source>
        <translation>Sin objeción</translation>
    </message>
    <message>
        <source>%1 proposes: %2. Any strong objections?</source>
        <translation>%1 propone: %2. ¿Alguna objeción seria?</translation>
    </message>
    <message>
        <source>%1 proposes: %2 (%3). Any strong objections?</source>
        <translation>%1 propone: %2 (%3). ¿Alguna objeción seria?</translation>
    </message>
    <message>
        <source>✕ %1: %2</source>
        <translation>✕ %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n without objection</source>
        <translation>
            <numerusform>%n sin objeción</numerusform>
            <numerusform>%n sin objeción</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer yet.</source>
        <translation>Aún sin respuestas.</translation>
    </message>
    <message>
        <source>hearing none</source>
        <translation>no se oye ninguna</translation>
    </message>
</context>
<context>
    <name>quarterdeck::QualityPage</name>
    <message>
        <source>Open in the try-out</source>
        <translation>Abrir en la prueba</translation>
    </message>
    <message>
        <source>Read all of them again</source>
        <translation>Leerlas todas de nuevo</translation>
    </message>
    <message>
        <source>What the alerts of each source lack</source>
        <translation>Lo que falta en las alertas de cada fuente</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Fuente</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>No service</source>
        <translation>Sin servicio</translation>
    </message>
    <message>
        <source>Not on the map</source>
        <translation>Fuera del mapa</translation>
    </message>
    <message>
        <source>No owner</source>
        <translation>Sin dueño</translation>
    </message>
    <message>
        <source>No severity</source>
        <translation>Sin severidad</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazadas</translation>
    </message>
    <message>
        <source>In quarantine</source>
        <translation>En cuarentena</translation>
    </message>
    <message>
        <source>Requests that could not be read</source>
        <translation>Peticiones que no se pudieron leer</translation>
    </message>
    <message>
        <source>Stored, and not read yet</source>
        <translation>Guardadas y aún sin leer</translation>
    </message>
    <message>
        <source>Everything that came was read.</source>
        <translation>Se leyó todo lo que llegó.</translation>
    </message>
    <message>
        <source>The oldest %1 requests. They are read by themselves once their connector is right.</source>
        <translation>Las %1 peticiones más antiguas. Se leen solas cuando su conector está bien.</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s). They are read by themselves once their connector is right.</source>
        <translation>
            <numerusform>%n petición. Se lee sola cuando su conector está bien.</numerusform>
            <numerusform>%n peticiones. Se leen solas cuando su conector está bien.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server reads its quarantine again; what stays is shown here.</source>
        <translation>El servidor lee de nuevo su cuarentena; lo que quede se muestra aquí.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::RateChart</name>
    <message>
        <source>Alert rate</source>
        <translation>Ritmo de alertas</translation>
    </message>
    <message>
        <source>%1 firing now</source>
        <translation>%1 activas ahora</translation>
    </message>
    <message>
        <source> · %1 unknown</source>
        <translation> · %1 inciertas</translation>
    </message>
    <message>
        <source>last hour, each minute: raised %1 ▬, cleared %2 ┅</source>
        <translation>última hora, por minuto: nuevas %1 ▬, despejadas %2 ┅</translation>
    </message>
    <message>
        <source>No source connected: production&apos;s state is unknown.</source>
        <translation>Ninguna fuente conectada: no se sabe cómo está producción.</translation>
    </message>
    <message>
        <source>No alert was raised or cleared in the last hour. Whether that is calm, the sources below say.</source>
        <translation>En la última hora no empezó ni se despejó ninguna alerta. Si es calma, lo dicen las fuentes de abajo.</translation>
    </message>
    <message>
        <source>Back-test…</source>
        <translation>Probar reglas…</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ReviewPage</name>
    <message>
        <source>Postmortem draft · from the journal, for people to finish</source>
        <translation>Borrador del post mortem · sale del diario y lo terminan personas</translation>
    </message>
    <message>
        <source>A line&apos;s entry: click it, or Enter on the line</source>
        <translation>La entrada de una línea: clic, o Intro sobre la línea</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Fases</translation>
    </message>
    <message>
        <source>Figures of this one incident</source>
        <translation>Cifras de este incidente</translation>
    </message>
    <message>
        <source>Phases and figures</source>
        <translation>Fases y cifras</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportar a</translation>
    </message>
    <message>
        <source>Folder or file to export to</source>
        <translation>Carpeta o archivo al que exportar</translation>
    </message>
    <message>
        <source>Folder or file</source>
        <translation>Carpeta o archivo</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Export as %1</source>
        <translation>Exportar como %1</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>Clock: %1.</source>
        <translation>Reloj: %1.</translation>
    </message>
    <message>
        <source>Not known: %1.</source>
        <translation>No se sabe: %1.</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Entrada %1</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Escrito en %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SeriesPlot</name>
    <message>
        <source>%1: last %2</source>
        <translation>%1: último %2</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>sin etiquetas</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>de %1 a %2</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SeverityChip</name>
    <message>
        <source>Severity %1</source>
        <translation>Severidad %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Keys · Esc closes</source>
        <translation>Teclas · Esc cierra</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SituationPanel</name>
    <message>
        <source>Impact</source>
        <translation>Impacto</translation>
    </message>
    <message>
        <source>State the impact (I)</source>
        <translation>Indicar el impacto (I)</translation>
    </message>
    <message>
        <source>Impact: state it</source>
        <translation>Impacto: indicarlo</translation>
    </message>
    <message>
        <source>First fired</source>
        <translation>Primera</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambios</translation>
    </message>
    <message>
        <source>Not alarmed</source>
        <translation>Sin alarma</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>Suprimidas</translation>
    </message>
    <message>
        <source>Not stated; a customer-facing service is hit</source>
        <translation>Sin indicar; afecta a un servicio que ven los clientes</translation>
    </message>
    <message>
        <source>Not stated yet</source>
        <translation>Aún sin indicar</translation>
    </message>
    <message>
        <source>, since %1</source>
        <translation>, desde las %1</translation>
    </message>
    <message>
        <source>No alert belongs to it.</source>
        <translation>Ninguna alerta le pertenece.</translation>
    </message>
    <message>
        <source>%1 firing</source>
        <translation>%1 activas</translation>
    </message>
    <message>
        <source>, %1 unknown</source>
        <translation>, %1 inciertas</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 más</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1 (needed by what is hit)</source>
        <translation>%1 (los usa lo afectado)</translation>
    </message>
    <message>
        <source>none here</source>
        <translation>ninguna aquí</translation>
    </message>
    <message>
        <source>Nothing known in the 60 min before</source>
        <translation>Nada conocido en los 60 min previos</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>y %1 más</translation>
    </message>
    <message>
        <source>%1 before onset</source>
        <translation>%1 antes del inicio</translation>
    </message>
    <message>
        <source>%1 after onset</source>
        <translation>%1 tras el inicio</translation>
    </message>
    <message>
        <source>Situation · as of %1</source>
        <translation>Situación · %1</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>Situación</translation>
    </message>
    <message>
        <source>Before · L</source>
        <translation>Antes · L</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Expertos</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Vigilar</translation>
    </message>
    <message numerus="yes">
        <source> · %n services</source>
        <translation>
            <numerusform> · %n servicio</numerusform>
            <numerusform> · %n servicios</numerusform>
        </translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> de %1</translation>
    </message>
    <message>
        <source>, no service map</source>
        <translation>, sin mapa de servicios</translation>
    </message>
    <message>
        <source>somebody is here for each service that is hit</source>
        <translation>hay alguien por cada servicio afectado</translation>
    </message>
    <message>
        <source>%1 suppressed%2, %3 flapping</source>
        <translation>%1 suprimidas%2, %3 oscilantes</translation>
    </message>
    <message numerus="yes">
        <source>%n customer report(s)</source>
        <translation>
            <numerusform>%n reporte de cliente</numerusform>
            <numerusform>%n reportes de clientes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::SituationWords</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> y %n más</numerusform>
            <numerusform> y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1 hasta las %2</translation>
    </message>
    <message>
        <source>then %1</source>
        <translation>luego %1</translation>
    </message>
    <message>
        <source>flat for %1</source>
        <translation>estable desde hace %1</translation>
    </message>
    <message>
        <source>flat in the last minute, %1 in 5 min</source>
        <translation>estable en el último minuto, %1 en 5 min</translation>
    </message>
    <message>
        <source>%1, %2 in the last minute, %3 in 5 min</source>
        <translation>%1, %2 en el último minuto, %3 en 5 min</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 por %2</translation>
    </message>
    <message>
        <source>%1 by their source</source>
        <translation>%1 por su fuente</translation>
    </message>
    <message>
        <source>%1 by hand</source>
        <translation>%1 a mano</translation>
    </message>
    <message>
        <source>no owner known</source>
        <translation>sin responsable conocido</translation>
    </message>
    <message>
        <source>%1 (%2, no answer for %3)</source>
        <translation>%1 (%2, sin respuesta desde hace %3)</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>paged: %1</source>
        <translation>avisados: %1</translation>
    </message>
    <message>
        <source>%1 of %2 that should clear have cleared</source>
        <translation>despejadas %1 de las %2 que deberían</translation>
    </message>
    <message>
        <source>; nothing new since</source>
        <translation>; nada nuevo desde entonces</translation>
    </message>
    <message>
        <source>; %1 new since: %2</source>
        <translation>; %1 nuevas desde entonces: %2</translation>
    </message>
    <message>
        <source>; %1 back</source>
        <translation>; %1 de vuelta</translation>
    </message>
    <message numerus="yes">
        <source>%n groups fire</source>
        <translation>
            <numerusform>%n grupo activo</numerusform>
            <numerusform>%n grupos activos</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 fewer than 5 min ago</source>
        <translation>, %1 menos que hace 5 min</translation>
    </message>
    <message>
        <source>, %1 more than 5 min ago</source>
        <translation>, %1 más que hace 5 min</translation>
    </message>
    <message>
        <source>, as many as 5 min ago</source>
        <translation>, como hace 5 min</translation>
    </message>
    <message numerus="yes">
        <source>; %n only flap</source>
        <translation>
            <numerusform>; %n solo oscila</numerusform>
            <numerusform>; %n solo oscilan</numerusform>
        </translation>
    </message>
    <message>
        <source>no silence would hide a relapse</source>
        <translation>ningún silencio taparía una recaída</translation>
    </message>
    <message>
        <source>⚠ a silence would hide a relapse: %1</source>
        <translation>⚠ un silencio taparía una recaída: %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>needs an expert, nobody here: %1</source>
        <translation>falta quien conozca: %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SourceTable</name>
    <message>
        <source>Sources</source>
        <translation>Fuentes</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SourceTableModel</name>
    <message>
        <source>%1, no signal yet</source>
        <translation>%1, aún sin señal</translation>
    </message>
    <message>
        <source>was %1, last %2</source>
        <translation>estaba %1, última %2</translation>
    </message>
    <message>
        <source>live %1</source>
        <translation>en vivo %1</translation>
    </message>
    <message>
        <source>%1 %2, last %3</source>
        <translation>%1 %2, última %3</translation>
    </message>
    <message>
        <source>unproven, last %1</source>
        <translation>sin probar, última %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 = %2 + %3</source>
        <translation>%1 = %2 + %3</translation>
    </message>
    <message>
        <source>no heartbeat: add a Watchdog rule</source>
        <translation>sin latido: añade una regla Watchdog</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Fuente</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Last signal</source>
        <translation>Última señal</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Huecos</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconexiones</translation>
    </message>
    <message>
        <source>Clock skew</source>
        <translation>Desfase</translation>
    </message>
    <message>
        <source>Received = accepted + refused</source>
        <translation>Recibidas = aceptadas + rechazadas</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>Last word</source>
        <translation>Última palabra</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SourcesWindow</name>
    <message>
        <source>Connect my alerts · Quarterdeck</source>
        <translation>Conectar mis alertas · Quarterdeck</translation>
    </message>
    <message>
        <source>Connect my alerts</source>
        <translation>Conectar mis alertas</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Calidad</translation>
    </message>
    <message>
        <source>Try-out</source>
        <translation>Prueba</translation>
    </message>
</context>
<context>
    <name>quarterdeck::SuspectsPanel</name>
    <message>
        <source>Suspects · suggested, not confirmed</source>
        <translation>Sospechas · sugeridas, sin confirmar</translation>
    </message>
    <message>
        <source>No suspect stands out.</source>
        <translation>Ninguna sospecha destaca.</translation>
    </message>
    <message>
        <source>Accept the merge</source>
        <translation>Aceptar la fusión</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Declinar</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source> · confirmed</source>
        <translation> · confirmada</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>for: %1</source>
        <translation>a favor: %1</translation>
    </message>
    <message>
        <source>against: %1</source>
        <translation>en contra: %1</translation>
    </message>
    <message>
        <source>Suspects · confirmed by a person where it says so</source>
        <translation>Sospechas · confirmadas por una persona donde lo dice</translation>
    </message>
    <message>
        <source>Proposed: merge with “%1” (%2)</source>
        <translation>Propuesta: fusionar con «%1» (%2)</translation>
    </message>
    <message>
        <source>before and after: %1</source>
        <translation>antes y después: %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TasksPage</name>
    <message>
        <source>done %1</source>
        <translation>hecha %1</translation>
    </message>
    <message>
        <source>dropped %1</source>
        <translation>abandonada %1</translation>
    </message>
    <message>
        <source>⚠ overdue %1</source>
        <translation>⚠ venció hace %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>desde %1</translation>
    </message>
    <message>
        <source> · ✓ heard</source>
        <translation> · ✓ oída</translation>
    </message>
    <message>
        <source> · not heard yet</source>
        <translation> · aún sin oír</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>nadie aún</translation>
    </message>
    <message>
        <source>No task yet. In the scribe line: a @who 5m text, or t text for one without an owner.</source>
        <translation>Aún no hay tareas. En la línea del escriba: a @quién 5m texto, o t texto para una sin responsable.</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tareas</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Oída</translation>
    </message>
    <message>
        <source>It is heard already.</source>
        <translation>Ya está oída.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Abandonar</translation>
    </message>
    <message>
        <source>Choose a task first (key 4).</source>
        <translation>Elige antes una tarea (tecla 4).</translation>
    </message>
    <message>
        <source>It is closed.</source>
        <translation>Está cerrada.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TimelineCanvas</name>
    <message>
        <source>Timeline</source>
        <translation>Crónica</translation>
    </message>
    <message numerus="yes">
        <source>and %n more here</source>
        <translation>
            <numerusform>y %n más aquí</numerusform>
            <numerusform>y %n más aquí</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::TimelinePainter</name>
    <message>
        <source>%1 now, most %2</source>
        <translation>%1 ahora, máximo %2</translation>
    </message>
    <message>
        <source>most %1</source>
        <translation>máximo %1</translation>
    </message>
    <message>
        <source>, %1 unknown</source>
        <translation>, %1 inciertas</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>ahora %1</translation>
    </message>
    <message>
        <source>end %1</source>
        <translation>fin %1</translation>
    </message>
    <message>
        <source>impact starts %1</source>
        <translation>empieza el impacto %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TimelineView</name>
    <message>
        <source>Timeline as a list</source>
        <translation>Crónica como lista</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>As a list</source>
        <translation>Como lista</translation>
    </message>
    <message>
        <source>As a picture</source>
        <translation>Como imagen</translation>
    </message>
    <message>
        <source>Nothing is known of this incident yet.</source>
        <translation>Aún no se sabe nada de este incidente.</translation>
    </message>
    <message>
        <source>← → through the items, ↑ ↓ between lanes, Shift+← → measures</source>
        <translation>← → por los elementos, ↑ ↓ entre carriles, Mayús+← → mide</translation>
    </message>
    <message>
        <source>%1–%2 · %3</source>
        <translation>%1–%2 · %3</translation>
    </message>
    <message>
        <source>Impact starts %1. %2 alerts firing, %3 unknown. %4 changes, %5 acts of people, %6 actions and checks, %7 messages. Arrow keys go through them.</source>
        <translation>El impacto empieza %1. %2 alertas activas, %3 inciertas. %4 cambios, %5 actos de personas, %6 acciones y comprobaciones, %7 mensajes. Las flechas los recorren.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TopBar</name>
    <message>
        <source>DRILL</source>
        <translation>SIMULACRO</translation>
    </message>
    <message>
        <source>An exercise from a recording: actions are rehearsed and not run.</source>
        <translation>Un ejercicio a partir de una grabación: las acciones se ensayan, no se ejecutan.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Mando</translation>
    </message>
    <message>
        <source>Scribe</source>
        <translation>Escriba</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Search or do anything</source>
        <translation>Buscar o hacer algo</translation>
    </message>
    <message>
        <source>Light / dark</source>
        <translation>Claro / oscuro</translation>
    </message>
    <message>
        <source>UTC or local time, everywhere</source>
        <translation>UTC u hora local, en todas partes</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TopologyCanvas</name>
    <message>
        <source>Service map</source>
        <translation>Mapa de servicios</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmada</translation>
    </message>
    <message>
        <source>suspect %1</source>
        <translation>sospecha %1</translation>
    </message>
    <message>
        <source>no service named</source>
        <translation>servicio sin nombre</translation>
    </message>
    <message>
        <source>? %1 unknown</source>
        <translation>? %1 inciertas</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>cambio %1</translation>
    </message>
    <message>
        <source>customers see it</source>
        <translation>lo ven los clientes</translation>
    </message>
    <message>
        <source>%1 · customers</source>
        <translation>%1 · clientes</translation>
    </message>
    <message>
        <source>not on the map</source>
        <translation>no está en el mapa</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TopologyView</name>
    <message>
        <source>Services as a list</source>
        <translation>Servicios como lista</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>As a list</source>
        <translation>Como lista</translation>
    </message>
    <message>
        <source>As a map</source>
        <translation>Como mapa</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>No service map is loaded. What is upstream, what may be hit next and who owns it cannot be said; suspects rest on order of onset and on changes alone. A YAML file with services and what they depend on is enough.</source>
        <translation>No hay mapa de servicios. No se puede decir qué está aguas arriba, a qué más puede afectar ni de quién es; las sospechas se apoyan solo en el orden de inicio y en los cambios. Basta un archivo YAML con los servicios y de qué dependen.</translation>
    </message>
    <message>
        <source>%1 alarmed, ① first · %2 more that they need · → needs</source>
        <translation>%1 alarmados, ① el primero · %2 más que necesitan · → necesita</translation>
    </message>
    <message numerus="yes">
        <source> · %n services are not shown</source>
        <translation>
            <numerusform> · %n servicio no se muestra</numerusform>
            <numerusform> · %n servicios no se muestran</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Blast radius: %n services · %1 · Enter shows its alerts</source>
        <translation>
            <numerusform>Alcance: %n servicio · %1 · Intro muestra sus alertas</numerusform>
            <numerusform>Alcance: %n servicios · %1 · Intro muestra sus alertas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::TrialPage</name>
    <message>
        <source>Payload</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Connector, as YAML</source>
        <translation>Conector, en YAML</translation>
    </message>
    <message>
        <source>What it becomes</source>
        <translation>En qué se convierte</translation>
    </message>
    <message>
        <source>Save at the server</source>
        <translation>Guardar en el servidor</translation>
    </message>
    <message>
        <source>Name of the connector</source>
        <translation>Nombre del conector</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué está mal</translation>
    </message>
    <message>
        <source>Connector</source>
        <translation>Conector</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrirlo</translation>
    </message>
    <message>
        <source>Payload: a body, or a request with its headers</source>
        <translation>Mensaje: un cuerpo, o una petición con sus cabeceras</translation>
    </message>
    <message>
        <source>What is wrong · Enter goes there</source>
        <translation>Qué está mal · Intro va allí</translation>
    </message>
    <message>
        <source>This is the one that came with Quarterdeck; saved, your copy stands in its place.</source>
        <translation>Es el que vino con Quarterdeck; al guardarla, tu copia ocupa su lugar.</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Leyendo …</translation>
    </message>
    <message>
        <source>payload</source>
        <translation>mensaje</translation>
    </message>
    <message>
        <source>connector</source>
        <translation>conector</translation>
    </message>
    <message>
        <source>result</source>
        <translation>resultado</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, línea %2</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1, línea %2, columna %3</translation>
    </message>
    <message numerus="yes">
        <source>✓ %n signal(s), nothing wrong</source>
        <translation>
            <numerusform>✓ %n señal, nada mal</numerusform>
            <numerusform>✓ %n señales, nada mal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✕ %n thing(s) wrong</source>
        <translation>
            <numerusform>✕ %n cosa mal</numerusform>
            <numerusform>✕ %n cosas mal</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not saved: the connector is not right yet.</source>
        <translation>No se guarda: el conector aún no está bien.</translation>
    </message>
    <message>
        <source>“%1” is saved at the server. It counts within seconds, and what it could not read before is read again.</source>
        <translation>«%1» está guardado en el servidor. Vale en segundos, y lo que antes no pudo leer se lee de nuevo.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::TrustStrip</name>
    <message>
        <source>Sources</source>
        <translation>Fuentes</translation>
    </message>
    <message>
        <source>Gaps, reconnects, clock skew and counts of every source</source>
        <translation>Huecos, reconexiones, desfase del reloj y recuentos de cada fuente</translation>
    </message>
    <message>
        <source>No source connected: production&apos;s state is unknown.</source>
        <translation>Ninguna fuente conectada: no se sabe cómo está producción.</translation>
    </message>
    <message>
        <source>Not connected yet: production&apos;s state is unknown.</source>
        <translation>Aún sin conexión: no se sabe cómo está producción.</translation>
    </message>
    <message numerus="yes">
        <source>+ %n more</source>
        <translation>
            <numerusform>+ %n más</numerusform>
            <numerusform>+ %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>skew ≤ %1 s · received %2 = accepted %3 + refused %4 · head %5 %6…</source>
        <translation>desfase ≤ %1 s · recibidas %2 = aceptadas %3 + rechazadas %4 · cabeza %5 %6…</translation>
    </message>
    <message>
        <source>%1 not understood yet · </source>
        <translation>%1 aún sin entender · </translation>
    </message>
    <message>
        <source>as of %1 · </source>
        <translation>a las %1 · </translation>
    </message>
    <message>
        <source>an exported incident, read only</source>
        <translation>un incidente exportado, solo lectura</translation>
    </message>
    <message>
        <source>no word from the server yet</source>
        <translation>aún sin noticias del servidor</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>solo lectura</translation>
    </message>
    <message>
        <source>server %1 ms</source>
        <translation>servidor %1 ms</translation>
    </message>
    <message>
        <source>server</source>
        <translation>servidor</translation>
    </message>
    <message>
        <source>%1, %2 behind</source>
        <translation>%1, %2 de atraso</translation>
    </message>
    <message>
        <source>NO LINK since %1, showing what was known</source>
        <translation>SIN ENLACE desde las %1; se muestra lo que se sabía</translation>
    </message>
    <message>
        <source>NO LINK yet</source>
        <translation>AÚN SIN ENLACE</translation>
    </message>
    <message numerus="yes">
        <source>; %n waiting to send</source>
        <translation>
            <numerusform>; %n por enviar</numerusform>
            <numerusform>; %n por enviar</numerusform>
        </translation>
    </message>
    <message>
        <source>⚠ No link to the server: what is shown may not be true any more.</source>
        <translation>⚠ Sin enlace con el servidor: lo que se muestra puede no ser ya cierto.</translation>
    </message>
    <message>
        <source>● %1 of %1 sources live, oldest signal %2</source>
        <translation>● %1 de %1 fuentes en vivo, señal más antigua %2</translation>
    </message>
    <message>
        <source>⚠ %1; %2 of %3 sources live</source>
        <translation>⚠ %1; %2 de %3 fuentes en vivo</translation>
    </message>
    <message>
        <source>Unknown: last signal %1.</source>
        <translation>Incierto: última señal %1.</translation>
    </message>
    <message>
        <source>No firing alerts; %1 of %1 sources live, oldest signal %2.</source>
        <translation>Sin alertas activas; %1 de %1 fuentes en vivo, señal más antigua %2.</translation>
    </message>
    <message>
        <source>Connect my alerts</source>
        <translation>Conectar mis alertas</translation>
    </message>
</context>
<context>
    <name>quarterdeck::UpdatesPage</name>
    <message>
        <source>Internal update</source>
        <translation>Comunicado interno</translation>
    </message>
    <message>
        <source>Customer update (public)</source>
        <translation>Comunicado a clientes (público)</translation>
    </message>
    <message>
        <source>Executives</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>QA and product</source>
        <translation>Calidad y producto</translation>
    </message>
    <message>
        <source>Join brief</source>
        <translation>Puesta al día</translation>
    </message>
    <message>
        <source>Kind of update</source>
        <translation>Tipo de comunicado</translation>
    </message>
    <message>
        <source>Language of the update</source>
        <translation>Idioma del comunicado</translation>
    </message>
    <message>
        <source>Where the update goes</source>
        <translation>Adónde va el comunicado</translation>
    </message>
    <message>
        <source>Text of the update</source>
        <translation>Texto del comunicado</translation>
    </message>
    <message>
        <source>Write it from the state with U.</source>
        <translation>Escríbelo a partir del estado con U.</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Copiarlo</translation>
    </message>
    <message>
        <source>Send it through %1</source>
        <translation>Enviarlo por %1</translation>
    </message>
    <message>
        <source>Status updates</source>
        <translation>Comunicados</translation>
    </message>
    <message>
        <source>Write it anew</source>
        <translation>Escribirlo de nuevo</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>Post it</source>
        <translation>Publicarlo</translation>
    </message>
    <message>
        <source>Make it a draft</source>
        <translation>Dejarlo en borrador</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Guardar…</translation>
    </message>
    <message>
        <source>Next in 30 min</source>
        <translation>Próximo en 30 min</translation>
    </message>
    <message>
        <source>No open incident is chosen.</source>
        <translation>No hay incidente abierto elegido.</translation>
    </message>
    <message>
        <source>⚠ An update waits to be sent.</source>
        <translation>⚠ Hay un comunicado por enviar.</translation>
    </message>
    <message>
        <source>A public draft of %1 waits for the commander.</source>
        <translation>Un borrador público de %1 espera al comandante.</translation>
    </message>
    <message>
        <source>✕ An update could not be sent through %1: %2</source>
        <translation>✕ No se pudo enviar un comunicado por %1: %2</translation>
    </message>
    <message>
        <source>⚠ An update waits to be sent through %1 since %2.</source>
        <translation>⚠ Hay un comunicado por enviar por %1 desde hace %2.</translation>
    </message>
    <message>
        <source>None was posted yet.</source>
        <translation>Aún no se publicó ninguno.</translation>
    </message>
    <message numerus="yes">
        <source>%n posted; the last %1 by %2.</source>
        <translation>
            <numerusform>%n publicado; el último %1 de %2.</numerusform>
            <numerusform>%n publicados; el último %1 de %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>The draft of %1: read it, and post it.</source>
        <translation>El borrador de %1: léelo y publícalo.</translation>
    </message>
    <message>
        <source>What the public reads is posted by the commander; make it a draft.</source>
        <translation>Lo que lee el público lo publica el comandante; déjalo en borrador.</translation>
    </message>
    <message>
        <source>Copied; paste it where it is read. It is noted as posted.</source>
        <translation>Copiado; pégalo donde se lea. Queda anotado como publicado.</translation>
    </message>
    <message>
        <source>It is on its way through %1; what came of it is above and in the log.</source>
        <translation>Va en camino por %1; lo que resulte está arriba y en la bitácora.</translation>
    </message>
    <message>
        <source>Save the update</source>
        <translation>Guardar el comunicado</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texto (*.txt)</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>Escrito en %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 no se pudo escribir: %2</translation>
    </message>
    <message>
        <source>There is no text yet; U writes one from the state.</source>
        <translation>Aún no hay texto; U lo escribe a partir del estado.</translation>
    </message>
    <message numerus="yes">
        <source>%n alerts fired</source>
        <translation>
            <numerusform>%n alerta activada</numerusform>
            <numerusform>%n alertas activadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cleared</source>
        <translation>
            <numerusform>%n despejada</numerusform>
            <numerusform>%n despejadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines in the log</source>
        <translation>
            <numerusform>%n línea en la bitácora</numerusform>
            <numerusform>%n líneas en la bitácora</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed since the update of %1: </source>
        <translation>Cambios desde el comunicado de las %1: </translation>
    </message>
    <message>
        <source>Changed so far, none was posted: </source>
        <translation>Cambios hasta ahora, sin comunicado aún: </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
</context>
<context>
    <name>quarterdeck::WallView</name>
    <message>
        <source>NO COMMANDER</source>
        <translation>SIN COMANDANTE</translation>
    </message>
    <message>
        <source>no commander</source>
        <translation>sin comandante</translation>
    </message>
    <message>
        <source>%1 · Incident Commander · %2</source>
        <translation>%1 · Comandante del incidente · %2</translation>
    </message>
    <message>
        <source>%1 firing · %2 unknown</source>
        <translation>%1 activas · %2 inciertas</translation>
    </message>
    <message>
        <source>%1 firing</source>
        <translation>%1 activas</translation>
    </message>
    <message>
        <source>Quarterdeck: wall view</source>
        <translation>Quarterdeck: vista de pared</translation>
    </message>
    <message>
        <source>No incident is chosen.</source>
        <translation>No hay incidente elegido.</translation>
    </message>
    <message>
        <source>firing, the last hour</source>
        <translation>activas, la última hora</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Also open: %1</source>
        <translation>También abiertos: %1</translation>
    </message>
    <message>
        <source>⚠ −%1</source>
        <translation>⚠ −%1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>desde %1</translation>
    </message>
</context>
<context>
    <name>quarterdeck::WarningsLane</name>
    <message>
        <source>reaches it in about %1</source>
        <translation>lo alcanza en unos %1</translation>
    </message>
    <message>
        <source>was to reach it %1</source>
        <translation>iba a alcanzarlo %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>desde hace %1</translation>
    </message>
    <message>
        <source> · in triage: %1</source>
        <translation> · en triaje: %1</translation>
    </message>
    <message>
        <source> · as of %1</source>
        <translation> · a las %1</translation>
    </message>
    <message>
        <source>Early warnings</source>
        <translation>Avisos tempranos</translation>
    </message>
    <message>
        <source>Early warnings · %1 in no accepted incident · Y</source>
        <translation>Avisos tempranos · %1 sin incidente aceptado · Y</translation>
    </message>
    <message>
        <source>Early warnings · Y</source>
        <translation>Avisos tempranos · Y</translation>
    </message>
    <message>
        <source>No watched series warns now.</source>
        <translation>Ninguna serie vigilada avisa ahora.</translation>
    </message>
    <message>
        <source>No watched series has warned so far. Which queries are watched, for what threshold and which error budget, stands in sources.yaml.</source>
        <translation>Ninguna serie vigilada ha avisado hasta ahora. Qué consultas se vigilan, con qué umbral y qué presupuesto de error, está en sources.yaml.</translation>
    </message>
    <message>
        <source>Every watched series that warns is in an accepted incident.</source>
        <translation>Toda serie vigilada que avisa está en un incidente aceptado.</translation>
    </message>
</context>
<context>
    <name>quarterdeck::WatchBook</name>
    <message>
        <source>%1: median %2 before, %3 after (until %4)</source>
        <translation>%1: mediana %2 antes, %3 después (hasta %4)</translation>
    </message>
</context>
<context>
    <name>quarterdeck::Watermark</name>
    <message>
        <source>DRILL</source>
        <translation>SIMULACRO</translation>
    </message>
</context>
</TS>
