// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jqworkermain.h"

#include "app/connectors/jqframes.h"

#include <QCryptographicHash>
#include <QHash>

extern "C" {
#include <jq.h>
}

#include <cerrno>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

constexpr rlim_t k_moreMemory = 512UL << 20;
constexpr rlim_t k_cpuSeconds = 35; // above every wall limit: this one is for a parent that died
constexpr qsizetype k_programs = 64;
constexpr qsizetype k_longestSentence = 4096;
constexpr int k_mostResults = 100'000;

struct Answer {
    JqFrames::Status status = JqFrames::Results;
    QByteArray text;
};

void limit(__rlimit_resource resource, rlim_t soft)
{
    struct rlimit both { };

    getrlimit(resource, &both);
    both.rlim_cur = soft < both.rlim_max ? soft : both.rlim_max;
    setrlimit(resource, &both);
}

/// Bytes of address space in use. A sanitizer's build has terabytes of it, so the limit is relative.
rlim_t addressSpace()
{
    unsigned long pages = 0;
    if (FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%lu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

void confine()
{
    close_range(3, ~0U, 0);
    limit(RLIMIT_AS, addressSpace() + k_moreMemory);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 3); // no new file, pipe or socket
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// Moves the limit of processor time ahead of what earlier requests used.
void allowCpu()
{
    struct rusage used { };

    getrusage(RUSAGE_SELF, &used);
    limit(RLIMIT_CPU, static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + k_cpuSeconds);
}

QByteArray textOf(jv string)
{
    const QByteArray text(jv_string_value(string), jv_string_length_bytes(jv_copy(string)));
    jv_free(string);
    return text;
}

/// The sentence of an invalid value: what `error` was given, or jq's own.
QByteArray messageOf(jv invalid)
{
    jv message = jv_invalid_get_msg(invalid);
    if (jv_get_kind(message) == JV_KIND_STRING)
        return textOf(message);
    return textOf(jv_dump_string(message, 0));
}

void keepMessage(void* messages, jv message)
{
    auto* all = static_cast<QByteArray*>(messages);
    if (!all->isEmpty())
        all->append('\n');
    all->append(textOf(jq_format_error(message)));
}

/// Programs by what was compiled.
class Programs {
public:
    jq_state* find(QByteArrayView program, QByteArrayView names, QByteArray& messages)
    {
        const QByteArray text = withVariables(program, names);
        const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        if (jq_state* known = m_programs.value(hash))
            return known;
        if (m_programs.size() >= k_programs)
            clear();
        jq_state* state = jq_init();
        jq_set_error_cb(state, keepMessage, &messages);
        if (jq_compile(state, text.constData()) == 0) {
            jq_teardown(&state);
            return nullptr;
        }
        jq_set_error_cb(state, ignoreMessage, nullptr);
        m_programs.insert(hash, state);
        return state;
    }

private:
    static void ignoreMessage(void*, jv message) { jv_free(message); }

    // The variables are bound in front of the program, on its first line, so that lines stay true.
    static QByteArray withVariables(QByteArrayView program, QByteArrayView names)
    {
        QByteArray text;
        const QByteArray list = names.toByteArray();
        for (const QByteArray& name : list.isEmpty() ? QList<QByteArray>() : list.split(','))
            text += ".v." + name + " as $" + name + " | ";
        return text.append(".i | ").append(program);
    }

    void clear()
    {
        for (jq_state*& state : m_programs)
            jq_teardown(&state);
        m_programs.clear();
    }

    QHash<QByteArray, jq_state*> m_programs;
};

Answer execute(jq_state* state, jv input)
{
    Answer answer {JqFrames::Results, "["};
    jq_start(state, input, 0);
    int count = 0;
    jv result = jq_next(state);
    for (; jv_is_valid(result); result = jq_next(state)) {
        if (answer.text.size() > 1)
            answer.text += ',';
        answer.text += textOf(jv_dump_string(result, 0));
        if (++count > k_mostResults
            || answer.text.size() > static_cast<qsizetype>(JqFrames::longestResponse) - 64)
            return {JqFrames::TooMuch, "the program gives more results than are taken"};
    }
    if (jv_invalid_has_msg(jv_copy(result)))
        return {JqFrames::Failed, messageOf(result)};
    jv_free(result);
    answer.text += ']';
    return answer;
}

Answer serve(Programs& programs, QByteArrayView request)
{
    const bool compileOnly = (JqFrames::number(request) & JqFrames::compileOnly) != 0;
    const QByteArrayView program = JqFrames::bytes(request);
    const QByteArrayView names = JqFrames::bytes(request);
    const QByteArrayView values = JqFrames::bytes(request);
    const QByteArrayView input = JqFrames::bytes(request);
    QByteArray messages;
    jq_state* state = programs.find(program, names, messages);
    if (!state)
        return {JqFrames::NotCompiled, messages};
    if (compileOnly)
        return {JqFrames::Results, "[]"};
    jv data = jv_parse_sized(input.data(), static_cast<int>(input.size()));
    if (!jv_is_valid(data))
        return {JqFrames::Failed, messageOf(data)};
    jv variables = jv_parse_sized(values.data(), static_cast<int>(values.size()));
    if (!jv_is_valid(variables)) {
        jv_free(data);
        return {JqFrames::Failed, messageOf(variables)};
    }
    return execute(state, JV_OBJECT(jv_string("i"), data, jv_string("v"), variables));
}

bool readAll(char* to, std::size_t length)
{
    while (length > 0) {
        const ssize_t got = read(STDIN_FILENO, to, length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        length -= static_cast<std::size_t>(got);
    }
    return true;
}

bool writeAll(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t put = write(STDOUT_FILENO, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes = bytes.sliced(put);
    }
    return true;
}

bool readFrame(QByteArray& frame)
{
    QByteArray head(4, '\0');
    if (!readAll(head.data(), 4))
        return false;
    QByteArrayView view = head;
    const quint32 length = JqFrames::number(view);
    if (length < 8 || length > JqFrames::longestRequest)
        return false;
    frame.resize(length);
    return readAll(frame.data(), length);
}

} // namespace

int runJqWorker()
{
    confine();
    Programs programs;
    QByteArray ready;
    JqFrames::putNumber(ready, 12);
    for (int i = 0; i < 3; ++i)
        JqFrames::putNumber(ready, 0);
    if (!writeAll(ready))
        _exit(0);
    QByteArray frame;
    while (readFrame(frame)) {
        allowCpu();
        QByteArrayView request = frame;
        const quint32 id = JqFrames::number(request);
        Answer answer = serve(programs, request);
        if (answer.status != JqFrames::Results)
            answer.text.truncate(k_longestSentence);
        QByteArray response;
        JqFrames::putNumber(response, static_cast<quint32>(answer.text.size() + 12));
        JqFrames::putNumber(response, id);
        JqFrames::putNumber(response, answer.status);
        JqFrames::putBytes(response, answer.text);
        if (!writeAll(response))
            break;
    }
    _exit(0); // the compiled programs need no tidy end, and a leak checker may open no file here
}

} // namespace quarterdeck
