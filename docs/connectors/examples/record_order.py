"""Example for the connector "command": records orders in a small SQLite database beside this file.

Set up: program = python.exe, script = this file, guard = enforced. Contract: docs/connectors/command.md.
Replace `record` and `find` by what your information system offers; keep the rule that one itemId is recorded once.
"""

import json
import sqlite3
import sys
from pathlib import Path

COMPANY = "12345678"


def answer(value):
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.exit(0)


def refuse(code, message):
    """Ends with an exit code that promises: nothing was recorded."""
    print(message, file=sys.stderr)
    sys.exit(code)


def database():
    # Waits for others instead of failing; the same transaction that looks also writes.
    db = sqlite3.connect(Path(__file__).with_name("orders.db"), timeout=30, isolation_level=None)
    db.execute(
        "create table if not exists orders (number integer primary key autoincrement, item_id text not null unique,"
        " customer_number text not null, document text not null)"
    )
    return db


def number_of(row):
    return f"OP{row:06d}"


def deliver(question):
    order = question["document"]
    if not order["lines"]:
        answer({"outcome": "rejected", "message": "Objednávka nemá žádný řádek."})
    db = database()
    db.execute("begin immediate")
    known = db.execute("select number from orders where item_id = ?", (question["itemId"],)).fetchone()
    if known:
        db.execute("rollback")
        answer({"outcome": "imported", "id": str(known[0]), "number": number_of(known[0]), "existed": True})
    made = db.execute(
        "insert into orders (item_id, customer_number, document) values (?, ?, ?)",
        (question["itemId"], order["number"], json.dumps(order, ensure_ascii=False)),
    ).lastrowid
    db.execute("commit")
    answer({"outcome": "imported", "id": str(made), "number": number_of(made), "existed": False})


def find(question):
    db = database()
    found = []
    for item_id in question["itemIds"]:
        row = db.execute("select number from orders where item_id = ?", (item_id,)).fetchone()
        if row:
            found.append({"itemId": item_id, "id": str(row[0]), "number": number_of(row[0])})
    answer({"found": found})


def main():
    question = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    if question["contract"] != 1:
        refuse(10, "unknown contract")
    if question["company"] not in ("", COMPANY):
        refuse(12, f"these are the books of {COMPANY}")
    verb = sys.argv[-1]
    if verb == "deliver":
        deliver(question)
    elif verb == "find":
        find(question)
    elif verb == "check":
        answer({"system": f"orders.db (SQLite {sqlite3.sqlite_version})", "company": COMPANY})
    refuse(10, f"unknown verb {verb}")


main()
