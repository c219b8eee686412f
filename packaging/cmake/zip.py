# python3 zip.py OUT FOLDER [--without KEY]: the folder's files as a zip of which everybody gets the same
# bytes: names sorted, one time, no owner; without a key of manifest.json. cmake -E tar writes the user's
# number and the time of reading into each entry, so no two of its archives are equal.
import argparse
import json
import os
import time
import zipfile

# The first time that a zip can hold.
FIRST_S = 315532800


def names_below(folder):
    for place, _, files in os.walk(folder):
        for name in files:
            yield os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")


def make_entry(name, moment):
    entry = zipfile.ZipInfo(name, date_time=time.gmtime(moment)[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry


def read_file(folder, name, without):
    with open(os.path.join(folder, name), "rb") as file:
        text = file.read()
    if without is None or name != "manifest.json":
        return text
    manifest = json.loads(text)
    del manifest[without]
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def main(out, folder, without):
    moment = max(FIRST_S, int(os.environ.get("SOURCE_DATE_EPOCH") or FIRST_S))
    partial = out + ".part"
    with zipfile.ZipFile(partial, "w") as archive:
        for name in sorted(names_below(folder)):
            text = read_file(folder, name, without)
            archive.writestr(make_entry(name, moment), text, compresslevel=9)
    os.replace(partial, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("folder")
    parser.add_argument("--without")
    given = parser.parse_args()
    main(given.out, given.folder, given.without)
