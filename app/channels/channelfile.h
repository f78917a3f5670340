// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// channels.yaml: the ways out, by which pages and status updates are sent.
//
//   channels:
//     - name: pager                       # what people choose
//       title: On-call pager
//       pages: true                       # pages go through it
//       posts: false                      # status updates do
//       url: https://events.pagerduty.com/v2/enqueue   # or {file: PATH}, {env: NAME} where the address is the secret
//       secret: {file: pager.key}         # $secret in the body
//       authorization: Bearer             # …or sent as this scheme of the Authorization header (GenieKey, OAuth …)
//       headers: {X-Team: checkout}
//       body: |                           # jq over {what, to, text, dedup_key, incident: {id, title, severity}}
//         {routing_key: $secret, event_action: "trigger", dedup_key, payload: {summary: .text, …}}
//       sent: '.status == 202'            # jq over {status, body}; without it, any status from 200 to 299
//
// The body is built as a JSON value and never spliced into text: a title can become one JSON string and nothing else.
// A file of its own and not a part of the connectors: a connector is shared by everybody, an address and a key are one
// team's. Rejected: e-mail by SMTP (a mail system of one's own to keep alive in an outage; its HTTP gateways work).

#include "app/connectors/jqworker.h"
#include "app/connectors/secretref.h"
#include "models/domain/facts.h"

namespace quarterdeck {

struct Channel {
    ChannelLoaded fact; ///< what everybody may know of it
    QString url;
    QByteArray secret;
    QByteArray scheme; ///< of the Authorization header that carries the secret; empty: none does
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    JqProgram body;
    JqProgram sent; ///< empty text: by status
};

struct ChannelFile {
    std::vector<Channel> channels;
    std::vector<Error> problems; ///< channels that were left out, each with its line
};

/// A missing file is an empty list. Errors: "channels.unreadable", "yaml.refused"; problems are "channels.refused" and
/// "secret.missing". `keychain`: what it said to keychainNames() of the file.
Result<ChannelFile> readChannels(const QString& file, const KeychainSecrets& keychain = {});

} // namespace quarterdeck
