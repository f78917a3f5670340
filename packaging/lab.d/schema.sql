-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same in v1 and v2: v2 spreads orders over five tables and was shipped without the migration.
SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS orders_0 (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS orders_1 (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS orders_2 (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now());
