// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jqworkermain.h"
#include "app/console/console.h"

#include <cstring>

int main(int argc, char** argv)
{
    // Templates of status updates run in a process of their own: this program, without a window.
    if (argc > 1 && std::strcmp(argv[1], "--jq-worker") == 0)
        return quarterdeck::runJqWorker();
    return quarterdeck::consoleMain(argc, argv);
}
