// SPDX-License-Identifier: GPL-3.0-or-later
// The noise engine's measures without the product around them: quick to build while working on them.
#include "tests/bench/triagemeasures.h"

int main(int argc, char** argv)
{
    return quarterdeck::runTriageMeasure(argc, argv);
}
