# SPDX-License-Identifier: GPL-3.0-or-later
# The commands that run metric series and call graphs: a library of quarterdeck-bench, and a program of their own
# that links no more than the rules.
add_library(qd_bench_streams STATIC streammeasures.cpp streammeasures.h nab.cpp nab.h petshop.cpp petshop.h)
target_link_libraries(qd_bench_streams PUBLIC qd_flags qd_models_streams)
add_executable(streams-bench streamsbench.cpp)
target_link_libraries(streams-bench PRIVATE qd_bench_streams)
target_link_libraries(quarterdeck-bench PRIVATE qd_bench_streams)
