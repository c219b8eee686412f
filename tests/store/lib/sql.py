"""Asks a history from outside, with SQLite alone: sql.py FILE STATEMENT… prints the rows of
each as JSON.

--make FILE runs the SQL on standard input; --dump FILE prints the SQL that makes it again; --hold
FILE keeps the write lock, says "held" and lets go at the end of its input. Without --make or --hold
nothing is written, not even a rollback.
"""

import json
import sqlite3
import sys


def connect(path, mode):
    return sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=30, isolation_level=None)


def main(argv):
    if argv[0] == "--make":
        # executescript ends an open transaction first; isolation_level=None has none.
        connect(argv[1], "rwc").executescript(sys.stdin.read())
    elif argv[0] == "--dump":
        db = connect(argv[1], "ro")
        for name in ("application_id", "user_version"):
            print(f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]};")
        print("\n".join(db.iterdump()))
    elif argv[0] == "--hold":
        db = connect(argv[1], "rw")
        db.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        sys.stdin.read()
        db.execute("ROLLBACK")
    else:
        db = connect(argv[0], "ro")
        print(json.dumps([[list(row) for row in db.execute(sql)] for sql in argv[1:]]))


main(sys.argv[1:])
