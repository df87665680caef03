"""Example for the connector "command": records documents of every kind in a small SQLite database beside this file.

Set up: program = python.exe, script = this file, guard = enforced. Contract: docs/connectors/command.md.
Replace `deliver` and `find` by what your information system offers; keep the rule that one itemId is recorded once, and that a
card or an address again takes the place of its record.
"""

import json
import sqlite3
import sys
from pathlib import Path

COMPANY = "12345678"
SERIES = {"orders": "OP", "delivery-notes": "DL", "invoices": "FP", "stock-cards": "SK", "addresses": "AD"}
# Kept up to date by an id of their own; everything else is added once, by its item.
KEPT_UP_TO_DATE = {"stock-cards": "cardId", "addresses": "addressId"}


def answer(value):
    json.dump(value, sys.stdout, ensure_ascii=False)
    sys.exit(0)


def refuse(code, message):
    """Ends with an exit code that promises: nothing was recorded."""
    print(message, file=sys.stderr)
    sys.exit(code)


def database():
    # Waits for others instead of failing; the same transaction that looks also writes.
    db = sqlite3.connect(Path(__file__).with_name("records.db"), timeout=30, isolation_level=None)
    db.execute(
        "create table if not exists records (number integer primary key autoincrement, agenda text not null, key text not null,"
        " document text not null, unique (agenda, key))"
    )
    return db


def number_of(agenda, row):
    return f"{SERIES[agenda]}{row:06d}"


def deliver(question):
    agenda, document = question["agenda"], question["document"]
    if not document.get("lines", True):
        answer({"outcome": "rejected", "message": "Doklad nemá žádný řádek."})
    own_id = KEPT_UP_TO_DATE.get(agenda)
    key = question["itemId"] if own_id is None else document[own_id]
    text = json.dumps(document, ensure_ascii=False)
    db = database()
    db.execute("begin immediate")
    known = db.execute("select number from records where agenda = ? and key = ?", (agenda, key)).fetchone()
    if known is None:
        number = db.execute("insert into records (agenda, key, document) values (?, ?, ?)", (agenda, key, text)).lastrowid
    else:
        number = known[0]
        if own_id is not None:
            # Only what the company does not edit itself should be replaced here.
            db.execute("update records set document = ? where number = ?", (text, number))
    db.execute("commit")
    existed = known is not None
    answer({"outcome": "imported", "id": str(number), "number": number_of(agenda, number), "existed": existed})


def find(question):
    db = database()
    agenda = question.get("agenda", "orders")
    found = []
    for item_id in question["itemIds"]:
        row = db.execute("select number from records where agenda = ? and key = ?", (agenda, item_id)).fetchone()
        if row:
            found.append({"itemId": item_id, "id": str(row[0]), "number": number_of(agenda, row[0])})
    answer({"found": found})


def say_rows(rows):
    """Each row on a line of its own, and at the end how many there were: nobody takes a part for the whole."""
    count = 0
    for count, row in enumerate(rows, 1):
        print(json.dumps(row, ensure_ascii=False))
    print(json.dumps({"end": True, "count": count}))
    sys.exit(0)


def cards():
    for (document,) in database().execute("select document from records where agenda = 'stock-cards' order by key"):
        yield json.loads(document)


def stock():
    # This example keeps no stock; a real one reads what lies there and what is reserved. Numbers are texts with a point.
    say_rows({"sku": card["sku"], "name": card["name"], "unit": card["unit"], "physical": "0", "reserved": "0"} for card in cards())


def prices():
    say_rows(
        {"sku": card["sku"], "price": card["sellingPrice"], "priceIncludesVat": False, "vatPercent": card["vatPercent"]}
        for card in cards()
        if "sellingPrice" in card
    )


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
    elif verb == "stock":
        stock()
    elif verb == "prices":
        prices()
    elif verb == "check":
        answer({"system": f"records.db (SQLite {sqlite3.sqlite_version})", "company": COMPANY})
    refuse(10, f"unknown verb {verb}")


main()
