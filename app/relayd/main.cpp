// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relayd/relayd.h"

int main(int argc, char** argv)
{
    return quarterdeck::relayMain(argc, argv);
}
