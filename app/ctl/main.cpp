// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/ctl.h"

int main(int argc, char** argv)
{
    return quarterdeck::ctlMain(argc, argv);
}
