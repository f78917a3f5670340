// SPDX-License-Identifier: GPL-3.0-or-later
// The stream commands of quarterdeck-bench without the rest of the product: builds in a minute.
#include "tests/bench/streammeasures.h"

int main(int argc, char** argv)
{
    return quarterdeck::runStreamMeasure(argc, argv);
}
