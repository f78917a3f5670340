// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/jqworkermain.h"

#include <QCoreApplication>
#include <QTest>

#include <cstring>

/// A test's main() that is its own jq worker, as the product's executables are.
#define QD_TEST_MAIN_WITH_WORKER(TestClass)                                                                  \
    int main(int argc, char** argv)                                                                          \
    {                                                                                                        \
        if (argc > 1 && std::strcmp(argv[1], "--jq-worker") == 0)                                            \
            return quarterdeck::runJqWorker();                                                               \
        QCoreApplication app(argc, argv);                                                                    \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
