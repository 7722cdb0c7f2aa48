#!/usr/bin/env python3
"""Compares the rows of `segrep sql` in DuckDB or Spark with those of segrep itself, in all columns of all reports.

    benches/engines/compare.py                          DuckDB: the sample, generated exports, 20 random ones
    benches/engines/compare.py --engine spark --seeds 3
    benches/engines/compare.py --mutations              breaks rules of the SQL, one by one: each must be noticed
    benches/engines/compare.py --exports exports        exports of your own, with run times

It needs `pip install duckdb pytz`, or `pip install pyspark` and Java 17 or later. It ends with 1 if rows differ.
"""

import argparse
import csv
import datetime
import decimal
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import mutations
import nasty

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEYS = ["user", "queue", "organization", "communication-type", "direction", "sub-communication-type", "outcome", "state",
        "completion-display", "all", "day", "week", "month", "hour", "weekday", "interval", "day,queue", "user,queue",
        "weekday,user", "direction,interval"]
REPORTS = [["report"], ["rings"], ["statuses"], ["statuses", "--summary"], ["interactions"],
           *(["paths", "--of", of] for of in ["status", "ring", "reason"]), *(["summary", "--by", key] for key in KEYS),
           ["summary", "--by", "queue", "--sla", "20s,1m", "--service-level", "offered,no_short,no_early,no_abandons,all"]]
# Files of the sample that engines read as Parquet and as tables of their own.
LAKE = {"segments": "Interaction Segments.csv", "interactions": "Interactions.csv", "users": "Users.csv", "queues": "Queues.csv"}
CHOICES = [["interactions", "--outcome", "unanswered", "--state", "completed"], ["interactions", "--min-wait", "10s"],
           ["interactions", "--direction", "inbound", "--on", "active", "--since", "2026-03-01"],
           ["rings", "--response", "accepted", "--response", "unknown"], ["report", "--min-rings", "2"],
           ["interactions", "--date", "2026-03", "--on", "completed"], ["summary", "--by", "user", "--min-duration", "30s"]]


class DuckDB:
    name = "duckdb"

    def __init__(self, folder):
        import duckdb
        self.connection = duckdb.connect()

    def run(self, statement):
        return self.connection.execute(statement)

    def keep(self, table, csv, path):
        """Keeps a CSV file as a table, with the order of its rows, and as Parquet; its columns have the types that they seem to have."""
        self.run(f"CREATE TABLE lake_{table} AS SELECT *, row_number() OVER () AS loaded FROM read_csv('{csv}')")
        self.run(f"COPY (SELECT * EXCLUDE loaded FROM lake_{table}) TO '{path}'")

    def rows(self, statement):
        answer = self.run(statement)
        return [column[0] for column in answer.description], answer.fetchall()


class Spark:
    name = "spark"

    def __init__(self, folder):
        from pyspark.sql import SparkSession
        os.environ["TZ"] = "UTC"
        time.tzset()
        settings = {"spark.sql.warehouse.dir": f"{folder}/warehouse", "spark.ui.enabled": "false",
                    "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "6g", "spark.sql.catalogImplementation": "in-memory"}
        builder = SparkSession.builder.master("local[*]")
        for setting, value in settings.items():
            builder = builder.config(setting, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")

    def run(self, statement):
        return self.session.sql(statement)

    def keep(self, table, csv, path):
        """As that of DuckDB."""
        from pyspark.sql.functions import monotonically_increasing_id
        self.run("SET spark.sql.session.timeZone = UTC")
        frame = self.session.read.csv(csv, header=True, inferSchema=True, multiLine=True, escape='"')
        frame.write.parquet(path)
        frame.withColumn("loaded", monotonically_increasing_id()).write.saveAsTable(f"lake_{table}")

    def rows(self, statement):
        frame = self.run(statement)
        return frame.columns, [tuple(row) for row in frame.collect()]


def statements(script):
    return [part.strip() for part in (script + "\n").split(";\n") if part.strip()]


def same(value, cell):
    """Whether a typed value is what a cell of segrep's CSV says."""
    if value is None or cell == "":
        return value is None and cell == ""
    if isinstance(value, bool):
        return cell == ("true" if value else "false")
    if isinstance(value, datetime.datetime):
        known = datetime.datetime.fromisoformat(cell).astimezone(datetime.timezone.utc)
        return known == (value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc))
    if isinstance(value, (int, decimal.Decimal)):
        return decimal.Decimal(cell) == value
    return str(value) == cell


def difference(names, rows, text):
    """The first difference of an engine's rows and segrep's CSV, as a text; None if there is none."""
    known = list(csv.reader(io.StringIO(text, newline="")))
    if list(names) != known[0]:
        return f"columns {names} in place of {known[0]}"
    for number, (row, cells) in enumerate(zip(rows, known[1:]), 1):
        for name, value, cell in zip(names, row, cells):
            if not same(value, cell):
                return f"row {number}, {name}: {value!r} in place of {cell!r} ({cells[0]})"
    return None if len(rows) == len(known) - 1 else f"{len(rows)} rows in place of {len(known) - 1}"


class Exports:
    """Exports in a folder, with the options that they are read with."""

    def __init__(self, segrep, folder, options=(), sources=()):
        self.segrep, self.folder, self.options, self.sources = segrep, folder, list(options), list(sources)

    def call(self, arguments, refused=False):
        command = [self.segrep, *arguments, "-d", self.folder, "--quiet", *self.options]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "SEGREP_NOW": "2026-11-21"})
        if done.returncode not in (0, 3):
            if refused:
                return None
            raise SystemExit(f"{' '.join(command)}: {done.stderr}")
        return done.stdout

    def script(self, engine, report, change=lambda text: text):
        return statements(change(self.call(["sql", "--dialect", engine.name, *self.sources, *report])))


def compare(exports, engine, reports, change=lambda text: text, known={}):
    """Yields each report with its first difference. Statements that the last report had, too, aren't run again."""
    done = []
    for report in reports:
        script = exports.script(engine, report, change)
        shared = 0
        while shared < min(len(done), len(script) - 1) and done[shared] == script[shared]:
            shared += 1
        for statement in script[shared:-1]:
            for part in statements(statement):
                engine.run(part)
        done = script[:-1]
        names, rows = engine.rows(script[-1])
        if (key := (exports.folder, *report)) not in known:
            known[key] = exports.call([*report, "-f", "csv"])
        yield report, difference(names, rows, known[key])


def told(name, exports, engine, reports):
    """Compares and prints a line. Returns whether all is equal."""
    columns, wrong = 0, []
    start = time.monotonic()
    for report, differs in compare(exports, engine, reports, known={}):
        if differs:
            wrong.append(f"  {' '.join(report)}: {differs}")
    print(f"{name}: {len(reports)} reports, {len(wrong)} differ ({time.monotonic() - start:.1f} s)", flush=True)
    print("\n".join(wrong[:8]), flush=True) if wrong else None
    return not wrong


def from_a_lake(sample, engine, folder):
    """Compares the sample as Parquet and as tables of the engine. Returns whether all is equal."""
    for table, name in LAKE.items():
        engine.keep(table, f"{sample.folder}/{name}", f"{folder}/{table}.parquet")
    parquet = [f"--source={table}={folder}/{table}.parquet" for table in LAKE]
    tables = [*(f"--source={table}=lake_{table}" for table in LAKE), "--order-by=loaded"]
    equal = [told(f"the sample as {name}", Exports(sample.segrep, sample.folder, sources=sources), engine, REPORTS[:5])
             for name, sources in [("Parquet", parquet), ("tables", tables)]]
    return all(equal)


def timed(exports, engine):
    """Prints how long segrep and an engine take for some reports from the files, tables included."""
    for report in [["report"], ["interactions"], ["summary", "--by", "user"], ["paths"]]:
        start = time.monotonic()
        text = exports.call([*report, "-f", "csv"])
        segrep = time.monotonic() - start
        script = exports.script(engine, report)
        start = time.monotonic()
        for statement in script[:-1]:
            for part in statements(statement):
                engine.run(part)
        names, rows = engine.rows(script[-1])
        taken = time.monotonic() - start
        differs = difference(names, rows, text)
        print(f"{' '.join(report)}: segrep {segrep:.2f} s, {engine.name} {taken:.2f} s, {differs or f'{len(rows)} equal rows'}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--segrep", default=str(ROOT / "target/release/segrep"), help="the binary to compare with")
    parser.add_argument("--seeds", type=int, default=20, help="how many random exports")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--exports", help="exports of your own, to compare and to time")
    parser.add_argument("--options", nargs="*", default=[], help="with what options they are read, as --options=--input-tz=UTC")
    parser.add_argument("--mutations", action="store_true", help="break the rules of the SQL instead, one by one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = {"duckdb": DuckDB, "spark": Spark}[asked.engine](folder)
        if asked.exports:
            exports = Exports(asked.segrep, asked.exports, asked.options)
            timed(exports, engine)
            return told(asked.exports, exports, engine, REPORTS)
        sample = Exports(asked.segrep, str(ROOT / "sample-data"))
        made = []
        for name, tables in nasty.STORIES.items():
            made.append((name, Exports(asked.segrep, nasty.written(f"{folder}/{name}", tables))))
        for seed in range(asked.first_seed, asked.first_seed + asked.seeds):
            tables, options = nasty.exports(seed)
            made.append((f"seed {seed}", Exports(asked.segrep, nasty.written(f"{folder}/{seed}", tables), options)))
        if asked.mutations:
            return mutations.all_noticed([sample, *(exports for _, exports in made)], engine, REPORTS, compare)
        equal = [told("sample-data", sample, engine, [*REPORTS, *CHOICES])]
        equal += [told(name, exports, engine, [*REPORTS, *CHOICES]) for name, exports in made]
        equal.append(from_a_lake(sample, engine, folder))
        return all(equal)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
