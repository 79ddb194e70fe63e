"""Does with duckdb and polars only the exact join of what matching does, and with Splink the lines
without a code.

Usage: matching-peers.py join FOLDER | splink FOLDER, on what `matching-bench export` wrote.
Needs duckdb, polars and splink from PyPI.
"""

import re
import resource
import sys
import time
import unicodedata


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def timed(name, work):
    start, wall = cpu(), time.time()
    result = work()
    print(f"{name}: {cpu() - start:.2f} s CPU, {time.time() - wall:.2f} s wall; {result}")


def join(folder):
    import duckdb
    import polars

    bills = polars.read_csv(f"{folder}/bills.csv")
    lines = polars.read_csv(f"{folder}/lines.csv", infer_schema_length=None).filter(polars.col("code") != "")
    database = duckdb.connect()
    database.execute("SET threads = 2")
    database.register("bills", bills.to_arrow())
    database.register("lines", lines.to_arrow())
    database.execute("CREATE TABLE b AS SELECT * FROM bills; CREATE TABLE l AS SELECT * FROM lines")
    sql = "SELECT count(*) FROM (SELECT l.line, b.id FROM l JOIN b USING (code, amount))"
    timed("duckdb join", lambda: database.execute(sql).fetchone()[0])
    timed("polars join", lambda: lines.join(bills, on=["code", "amount"]).height)


def plain(name):
    text = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(sign for sign in text if not unicodedata.combining(sign)).upper()


def month(narration, day):
    found = re.search(r"T(\d{1,2})(\d\d)\b|(\d{1,2})/(\d{4})", narration)
    if not found:
        return None
    number, year = (found[1], "20" + found[2]) if found[1] else (found[3], found[4])
    return f"{year}-{int(number):02d}"


def splink(folder):
    import pandas
    import splink.comparison_library as comparison
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    bills = pandas.read_csv(f"{folder}/bills.csv", dtype={"id": str, "paid": str})
    lines = pandas.read_csv(f"{folder}/lines.csv", dtype=str)
    lines["amount"] = lines["amount"].astype(int)
    bills["name"] = bills["name"].map(plain)
    names = set(bills["name"])
    silent = lines[lines["carries"].isin(["silent", "stranger"])].copy()

    def name(narration):
        words = narration.upper().split()
        for start in range(len(words) - 2):
            found = " ".join(words[start : start + 3])
            if found in names:
                return found
        return None

    silent["name"] = silent["narration"].map(name)
    silent["month"] = [month(text, day) for text, day in zip(silent["narration"], silent["day"])]
    silent["paid"] = silent["day"]
    left = silent.assign(unique_id=silent["line"])[["unique_id", "name", "month", "paid", "amount"]]
    taken = set(";".join(lines[~lines["carries"].isin(["silent"])]["bills"].fillna("")).split(";"))
    free = bills[~bills["id"].isin(taken)]
    right = free.assign(unique_id=free["id"])[["unique_id", "name", "month", "paid", "amount"]]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparison.ExactMatch("name").configure(term_frequency_adjustments=True),
            comparison.ExactMatch("month"),
            comparison.ExactMatch("paid"),
            comparison.ExactMatch("amount"),
        ],
        blocking_rules_to_generate_predictions=[block_on("amount"), block_on("name", "month")],
    )
    database = DuckDBAPI()
    tables = [database.register(left), database.register(right)]
    linker = Linker(tables, settings)
    start = cpu()
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("amount"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "month"))
    found = linker.inference.predict().as_pandas_dataframe()
    best = found.sort_values("match_probability", ascending=False).drop_duplicates("unique_id_l")
    seconds = cpu() - start
    truth = dict(zip(lines["line"], lines["bills"].fillna("")))
    ids = set(silent["line"])
    pairs = [
        (a, b) if a in ids else (b, a)
        for a, b in zip(best["unique_id_l"], best["unique_id_r"])
    ]
    chosen = dict(reversed(pairs))
    wanted = [line for line in ids if truth[line]]
    right_ones = sum(chosen.get(line) == truth[line] for line in wanted)
    print(f"Splink: first proposal right for {right_ones} of {len(wanted)} lines, "
          f"{seconds:.1f} s CPU")


if __name__ == "__main__":
    {"join": join, "splink": splink}[sys.argv[1]](sys.argv[2])
