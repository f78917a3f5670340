# SPDX-License-Identifier: GPL-3.0-or-later
# Every folder of models/, app/ and ui/ is one target, declared with the folders that it may use and
# the Qt modules and libraries that it may link. The same declaration is written to
# folder-rules.txt, and tests/architecture holds every include of the tree to it.

add_library(qd_flags INTERFACE)
target_compile_options(qd_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -Wcast-align -Wimplicit-fallthrough -Wswitch-enum
    -fstack-protector-strong -fPIE)
target_compile_definitions(qd_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QD_VERSION="${PROJECT_VERSION}")
target_link_options(qd_flags INTERFACE -fuse-ld=mold -pie -Wl,-z,relro,-z,now)
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
    target_compile_options(qd_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fcf-protection)
endif()
if(QD_SANITIZE)
    target_compile_options(qd_flags INTERFACE -fsanitize=${QD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(qd_flags INTERFACE -fsanitize=${QD_SANITIZE})
endif()
target_include_directories(qd_flags INTERFACE ${CMAKE_SOURCE_DIR})

set_property(GLOBAL PROPERTY QD_FOLDER_RULES "")

# One precompiled header per layer, shared by its folders.
function(_qd_pch target layer)
    if(NOT TARGET qd_pch_${layer})
        file(WRITE ${CMAKE_BINARY_DIR}/pch_${layer}.cpp "// carries the layer's precompiled header\n")
        add_library(qd_pch_${layer} STATIC ${CMAKE_BINARY_DIR}/pch_${layer}.cpp)
        set_target_properties(qd_pch_${layer} PROPERTIES AUTOMOC OFF AUTORCC OFF)
        target_link_libraries(qd_pch_${layer} PUBLIC qd_flags Qt6::Core)
        if(layer STREQUAL "ui")
            target_link_libraries(qd_pch_${layer} PUBLIC Qt6::Widgets)
        endif()
        target_precompile_headers(qd_pch_${layer} PRIVATE ${CMAKE_SOURCE_DIR}/packaging/cmake/pch_${layer}.h)
    endif()
    target_precompile_headers(${target} REUSE_FROM qd_pch_${layer})
endfunction()

# qd_folder(models/state USES models/domain models/journal [QT Core] [LIBS ...])
# Makes target qd_models_state of the folder's *.cpp and *.h.
function(qd_folder path)
    cmake_parse_arguments(A "APART" "" "USES;QT;LIBS" ${ARGN})
    string(REPLACE "/" "_" name ${path})
    set(target qd_${name})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${path}/*.cpp ${CMAKE_SOURCE_DIR}/${path}/*.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    set(has_cpp ${sources})
    list(FILTER has_cpp INCLUDE REGEX "\\.cpp$")
    if(NOT has_cpp)
        file(WRITE ${CMAKE_BINARY_DIR}/${name}_empty.cpp "// this folder has headers only\n")
        list(APPEND sources ${CMAKE_BINARY_DIR}/${name}_empty.cpp)
    endif()
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC qd_flags)
    foreach(q IN LISTS A_QT)
        target_link_libraries(${target} PUBLIC Qt6::${q})
    endforeach()
    foreach(u IN LISTS A_USES)
        string(REPLACE "/" "_" un ${u})
        target_link_libraries(${target} PUBLIC qd_${un})
    endforeach()
    if(A_LIBS)
        target_link_libraries(${target} PRIVATE ${A_LIBS})
    endif()
    if(QD_UNITY AND NOT A_APART) # APART: its files have helpers of the same name
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
    string(REGEX REPLACE "/.*" "" layer ${path})
    _qd_pch(${target} ${layer})
    list(JOIN A_USES " " uses)
    list(JOIN A_QT " " qt)
    list(JOIN A_LIBS " " libs)
    set_property(GLOBAL APPEND_STRING PROPERTY QD_FOLDER_RULES "${path}|${uses}|${qt}|${libs}\n")
endfunction()

# qd_program(quarterdeck-relay app/relayd USES ...): an executable out of a folder's main.cpp and its target.
function(qd_program name path)
    string(REPLACE "/" "_" folder ${path})
    add_executable(${name} ${CMAKE_SOURCE_DIR}/${path}/main.cpp)
    target_link_libraries(${name} PRIVATE qd_${folder})
endfunction()

function(qd_write_folder_rules)
    get_property(rules GLOBAL PROPERTY QD_FOLDER_RULES)
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/folder-rules.txt CONTENT "${rules}")
endfunction()

# What packaging/test builds: unit_tests under the sanitizers, system_tests with the programs in release.
if(QD_TESTS)
    add_custom_target(unit_tests)
    add_custom_target(system_tests)
endif()

# qd_test(tests/models/domain/tst_codec.cpp USES models/journal [QT Widgets]) : one QTest binary, one CTest.
function(qd_test source)
    cmake_parse_arguments(A "" "" "USES;QT;LIBS;LABELS" ${ARGN})
    if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${source})
        message(WARNING "${source} does not exist yet")
        return()
    endif()
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${CMAKE_SOURCE_DIR}/${source})
    add_dependencies(unit_tests ${name})
    target_link_libraries(${name} PRIVATE qd_flags Qt6::Test qd_tests_support)
    foreach(q IN LISTS A_QT)
        target_link_libraries(${name} PRIVATE Qt6::${q})
    endforeach()
    foreach(u IN LISTS A_USES)
        string(REPLACE "/" "_" un ${u})
        target_link_libraries(${name} PRIVATE qd_${un})
    endforeach()
    if(A_LIBS)
        target_link_libraries(${name} PRIVATE ${A_LIBS})
    endif()
    set(layer models) # the layers' headers are Qt's: a test takes those of the highest layer that it uses
    foreach(known app ui)
        if(";${A_USES}" MATCHES ";${known}/" AND TARGET qd_pch_${known})
            set(layer ${known})
        endif()
    endforeach()
    _qd_pch(${name} ${layer})
    target_compile_definitions(${name} PRIVATE QD_SOURCE_DIR="${CMAKE_SOURCE_DIR}" QD_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "unit;${A_LABELS}" TIMEOUT 300
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;XDG_RUNTIME_DIR=/tmp;ASAN_OPTIONS=detect_leaks=0;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
