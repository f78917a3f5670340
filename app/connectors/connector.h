// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a connector file says, read and checked; resources/connectors/README.md explains the format.

#include "app/connectors/jqworker.h"
#include "app/connectors/timeformats.h"

#include <map>
#include <optional>
#include <vector>

namespace quarterdeck {

enum class Decode : quint8 { Json, JsonLines, Form, CloudEvents };

/// One kind of request that a connector takes.
struct ReceiveRule {
    std::optional<JqProgram> when; ///< absent: takes every request
    Decode decode = Decode::Json;
    std::optional<JqProgram> mapping; ///< absent: the request is known, answered and needs nothing
    std::vector<QString> decodeIn; ///< paths like ".records[].info" whose texts are JSON: see decodeInside()
    bool cutStrings = false; ///< texts that are too long are cut, visibly, instead of refused
    std::optional<JqProgram> reply; ///< one value that its sender waits for
    int maxKeys = 10'000;
    int line = 0;
};

/// What a sender's signature is computed over, part by part.
struct SignedPart {
    enum class Kind : quint8 { Body, Timestamp, Header, Text };
    Kind kind = Kind::Body;
    QByteArray value; ///< the header's name or the text
};

struct HmacRule {
    QByteArray header; ///< lower case
    QString algorithm = QStringLiteral("sha256"); ///< sha1, sha256, sha512
    bool base64 = false; ///< else hexadecimal
    QByteArray prefix; ///< before each signature, "sha256=" or "v1,"
    QByteArray separator; ///< between several, of which any may match; empty: there is one
    std::vector<SignedPart> parts {SignedPart {}};
    QByteArray timestampHeader; ///< empty: no window
    int windowS = 300;
    bool keyBase64 = false;
    QByteArray keyPrefix; ///< removed from the secret, "whsec_"
};

/// One way to prove where a request is from. A connector may know several, of which one is enough.
struct VerifyRule {
    std::optional<HmacRule> hmac;
    QByteArray tokenHeader; ///< compared with the secret as a whole; empty: none
    bool sns = false; ///< signed with the key of Amazon SNS: no secret, a certificate (snssignature.h)
};

/// What requests may be, told to a sender that sends something else before anything is stored.
struct AcceptRule {
    std::vector<QByteArray> contentTypes; ///< lower case, without parameters; a request without one is taken
    QString hint; ///< what to change at the sender
};

/// What a sender hears once its request is on disk.
struct AnswerRule {
    int status = 200;
    QByteArray body = "{\"status\":\"accepted\"}";
    QByteArray type = "application/json";
};

struct PollStatus {
    QString path;
    JqProgram instance; ///< one text that changes when the system restarts
    std::optional<JqProgram> version; ///< one text for people: which version answers
};

/// After the list: a response that stays open and says one JSON text a line. Its lines go the way of requests.
struct StreamRule {
    JqProgram path; ///< of a position: one text that begins with /
    JqProgram from; ///< of the list's first page: the position where the stream goes on
    JqProgram position; ///< of a list of lines: the position behind them, or nothing
    std::optional<JqProgram> over; ///< of a list of lines: true where the position counts no more
    int silentS = 60; ///< after so long without a byte, nobody is there any more
};

struct PollRule {
    QString path; ///< begins with /, appended to the source's address
    int everyS = 15;
    JqProgram mapping;
    /// The answer lists everything that fires. Only then may absence mean anything, and only if `status`
    /// shows the same instance before and after.
    bool complete = false;
    std::optional<PollStatus> status;
    std::optional<JqProgram> next; ///< the path of the answer's next page, or null
    std::optional<StreamRule> stream; ///< the list is asked for once, and again when the stream's position is lost
    int maxPages = 20;
    int maxKeys = 10'000;
    int line = 0;
};

/// A way from an incident into the system: what it shows of these services in this time.
struct ContextLink {
    QString title;
    JqProgram url; ///< one text, or nothing where it has none to give
};

/// What the system says of an incident, asked for by hand and shown beside it.
struct PanelRule {
    enum class Shows : quint8 { Series, Lines, Traces };
    QString title;
    Shows shows = Shows::Series;
    QString query; ///< where the source names none; {service} and {services} stand for quoted names
    JqProgram path; ///< of the incident with .query and .step_s: one text that begins with /
    std::optional<JqProgram> body; ///< likewise: one JSON value, which is posted
    JqProgram answer; ///< of what it said: what `shows` takes, one value each
};

struct Connector {
    QString name; ///< the file's name without .yaml
    int version = 1;
    QString title;
    QString file;
    QByteArray hash; ///< of the file's text
    JqProgram define; ///< jq definitions that stand before each of its programs; may be empty
    bool native = false; ///< Prometheus' own array: parseNativeAlerts(), no jq
    std::vector<ReceiveRule> receives;
    std::vector<PollRule> polls;
    std::vector<VerifyRule> verify; ///< any of them; empty: requests cannot be verified
    std::optional<AcceptRule> accepts;
    AnswerRule answer;
    QString setup; ///< what to configure at the sender; {url}, {token} and {host} stand for ours
    std::vector<ContextLink> context;
    std::optional<PanelRule> panel;
    std::map<QString, TimeFormat> times; ///< by field: started_at, ended_at
};

} // namespace quarterdeck
