"""Verifies a dossier by ten steps, with Python alone: nothing of the program that wrote it is used.

    python3 -I verify.py                          in the folder of the dossier
    python3 -I verify.py FOLDER --head "3f2a 90bc 11d4 7e05"

--head is a head from a letter, a mail or another dossier; it can be given several times. --lang fr speaks French.
The steps are described in how-to-verify.en.txt and how-to-verify.fr.txt.
Exit code 0: every step holds; 1: one does not.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

SUMS, ROWS, HISTORY, PAGES = "SHA256SUMS", "rows.json", "history.jsonl", "dossier.pdf"
FORM = "rebond-1"
HASHED = ("seq", "at", "utc_offset", "action", "undo_next", "redo_next", "facts_digest", "rows_digest", "previous")
FIRST = "0" * 64
#: The keys of a row in the history: of one that is not shown, blank, or shown with its content.
NOT_SHOWN = {"position", "digest"}
BLANK = NOT_SHOWN | {"kind", "id", "erased"}
SHOWN = NOT_SHOWN | {"kind", "id", "before", "after", "salt"}
#: The keys of a row of the dossier; one of an attached file names it besides.
OF_ROW = {"kind", "id", "change", "deleted", "erased", "values"}
#: The files of every dossier; all others are attached ones.
OWN_FILES = {ROWS, HISTORY, PAGES, "verify.py", "how-to-verify.en.txt", "how-to-verify.fr.txt"}


class WrongError(Exception):
    """A step that does not hold, with why."""


def canonical(value):
    """The text of a value from which every hash is made: JSON without spaces, with all letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def read(folder, name):
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        why = error.strerror
        raise WrongError(say(f"{name} cannot be read: {why}", f"{name} est illisible : {why}")) from error


def say(english, french):
    return french if Dossier.french else english


def colon():
    return say(":", " :")


def as_history(row, seq, of_history):
    """Whether a row of the dossier is as its last version in the history, and says nothing else."""
    text = of_history.get("after") or of_history.get("before")
    fits = {
        "kind": of_history["kind"],
        "id": of_history["id"],
        "change": seq,
        "erased": "erased" in of_history,
        "values": json.loads(text) if text else None,
    }
    if not fits["erased"]:
        fits["deleted"] = of_history["after"] is None
    told = {name: row[name] for name in fits}
    ordered = [json.dumps(one, sort_keys=True) for one in (told, fits)]  # so that true is not 1
    return ordered[0] == ordered[1] and row.keys() - {"attached"} == OF_ROW


def edited(change):
    return say(f"change {change['seq']} was edited", f"la modification {change['seq']} a été altérée")


class Dossier:
    """What the steps read and find out."""

    french = False

    def __init__(self, folder, heads):
        self.folder, self.heads = folder, heads
        self.sums = {}
        self.changes, self.rows = [], {}

    def step_1(self):
        """Every file of the list has its checksum."""
        for line in read(self.folder, SUMS).decode("utf-8").splitlines():
            digest, _, name = line.partition("  ")
            if not name or Path(name).name != name:
                raise WrongError(say(f"no line of checksums: {line!r}", f"ligne de somme illisible : {line!r}"))
            self.sums[name] = digest
            if sha256(read(self.folder, name)) != digest:
                raise WrongError(say(f"{name} was changed", f"{name} a été modifié"))
        return say(f"{len(self.sums)} files", f"{len(self.sums)} fichiers")

    def step_2(self):
        """The list names all that is verified below."""
        missing = [name for name in (ROWS, HISTORY) if name not in self.sums]
        if missing:
            raise WrongError(say(f"not in the list: {missing}", f"absent de la liste : {missing}"))
        others = sorted({path.name for path in self.folder.iterdir()} - set(self.sums) - {SUMS})
        if others:
            return say(f"not of the dossier, not verified: {others}", f"hors du dossier, non vérifié : {others}")
        return say("nothing else is here", "il n'y a rien d'autre")

    def step_3(self):
        """The changes are numbered without a gap."""
        try:
            self.changes = [json.loads(line) for line in read(self.folder, HISTORY).decode("utf-8").splitlines()]
            self.rows = json.loads(read(self.folder, ROWS))
        except ValueError as error:
            raise WrongError(say(f"no JSON: {error}", f"JSON illisible : {error}")) from error
        for number, change in enumerate(self.changes, 1):
            if change["seq"] != number:
                raise WrongError(say(f"change {number} is missing", f"la modification {number} manque"))
        return say(f"{len(self.changes)} changes", f"{len(self.changes)} modifications")

    def step_4(self):
        """The hash of each change is that of its content."""
        for change in self.changes:
            if sha256(canonical([FORM, *(change[name] for name in HASHED)]).encode()) != change["hash"]:
                raise WrongError(
                    say(f"change {change['seq']} was edited", f"la modification {change['seq']} a été altérée")
                )
        return ""

    def step_5(self):
        """Each change names the hash of the one before it."""
        previous = FIRST
        for change in self.changes:
            if change["previous"] != previous:
                told = f"change {change['seq']} does not follow the one before it: one was deleted or written anew"
                raise WrongError(
                    say(told, f"la modification {change['seq']} ne suit pas la précédente : suppression ou réécriture")
                )
            previous = change["hash"]
        return ""

    def step_6(self):
        """Each row is shown whole with its digest, blank, or by its digest alone."""
        count = 0
        for change in self.changes:
            for row in change.get("rows", ()):
                if row.keys() == NOT_SHOWN or (row.keys() == BLANK and row["erased"] is True):
                    continue
                whole = row.keys() == SHOWN
                content = canonical(
                    [row[name] for name in ("position", "kind", "id", "before", "after")] if whole else []
                )
                if not whole or sha256(bytes.fromhex(row["salt"]) + content.encode()) != row["digest"]:
                    place = f"{row.get('kind')} {row.get('id')}"
                    told = f"{place} was edited in change {change['seq']}"
                    raise WrongError(say(told, f"{place} : altéré dans la modification {change['seq']}"))
                count += 1
        return say(f"{count} versions of rows", f"{count} versions de lignes")

    def step_7(self):
        """The digests of a change's rows are those that its hash covers."""
        for change in self.changes:
            if "rows" not in change:
                continue
            digests = b"".join(bytes.fromhex(row["digest"]) for row in change["rows"])
            places = [row["position"] for row in change["rows"]]
            if sha256(digests) != change["rows_digest"] or places != list(range(len(places))):
                told = f"rows of change {change['seq']} were added, taken away or exchanged"
                raise WrongError(
                    say(told, f"lignes ajoutées, retirées ou échangées dans la modification {change['seq']}")
                )
        return ""

    def step_8(self):
        """What is blank was erased on demand, by a change that says so."""
        erased, erasures, blank = set(), set(), []
        for change in self.changes:
            if "facts" in change:
                if sha256(bytes.fromhex(change["facts_salt"]) + change["facts"].encode()) != change["facts_digest"]:
                    raise WrongError(edited(change))
                erased |= {tuple(place) for place in json.loads(change["facts"])["places"]}
                erasures.add(change["seq"])
            blank += [(change["seq"], row["position"]) for row in change.get("rows", ()) if row.get("erased")]
        wrong = [place for place in blank if place not in erased and place[0] not in erasures]
        if wrong:
            told = f"blank without an erasure: {wrong}"
            raise WrongError(say(told, f"effacé sans demande d'effacement : {wrong}"))
        return say(f"{len(blank)} blank", f"{len(blank)} effacées")

    def step_9(self):
        """The rows of the dossier are as the history last has them; attached files are those that these name."""
        last = {}
        for change in self.changes:
            for row in change.get("rows", ()):
                if "kind" in row:
                    last[row["kind"], row["id"]] = change["seq"], row
        shown = {(row["kind"], row["id"]): row for row in self.rows["rows"]}
        if shown.keys() != last.keys() or len(shown) != len(self.rows["rows"]):
            places = sorted(shown.keys() ^ last.keys())
            raise WrongError(say(f"not both in rows and history: {places}", f"pas à la fois dans les deux : {places}"))
        for place, row in shown.items():
            if not as_history(row, *last[place]):
                told = f"{place[0]} {place[1]} is not as the history has it"
                raise WrongError(say(told, f"{place[0]} {place[1]} n'est pas comme dans l'historique"))
        self.check_attached(shown.values())
        deleted = sum(row["deleted"] for row in shown.values())
        return say(f"{len(shown)} rows, {deleted} deleted", f"{len(shown)} lignes, dont {deleted} supprimées")

    def check_attached(self, shown):
        """Each attached file is the one of the row that names it, and no other file is listed."""
        named = [(row["attached"], row["values"]["file"]) for row in shown if "attached" in row]
        for name, digest in named:
            if self.sums.get(name) != digest:
                raise WrongError(say(f"{name} is another file", f"{name} est un autre fichier"))
        listed = sorted(set(self.sums) - OWN_FILES)
        if listed != sorted(name for name, _ in named):
            raise WrongError(say(f"no row names one of {listed}", f"aucune ligne ne nomme l'un de : {listed}"))

    def step_10(self):
        """The head printed in the dossier, and those given, are in the history."""
        hashes = {change["hash"]: change["seq"] for change in self.changes}
        end = self.changes[-1]["hash"] if self.changes else FIRST
        wanted = [(self.rows["head"], ROWS)] + [(digits, "--head") for digits in self.heads]
        if PAGES in self.sums:
            printed = re.search(rb"rebond head ([0-9a-f]{64})", read(self.folder, PAGES))
            wanted.append((printed[1].decode() if printed else "?" * 64, PAGES))
        held = [
            (seq, digits, where) for digits, where in wanted for full, seq in hashes.items() if full.startswith(digits)
        ]
        lost = [(digits, where) for digits, where in wanted if not any(digits == one[1] for one in held)]
        upto = max((seq for seq, _, where in held if where == "--head"), default=0)
        if lost:
            told = say(
                "the history has no such head: its end was cut off, or it was written anew",
                "l'historique n'a pas cette empreinte : sa fin a été coupée, ou il a été réécrit",
            )
            known = say(f"; it holds up to change {upto}", f" ; il tient jusqu'à la modification {upto}")
            names = ", ".join(f"{head} ({where})" for head, where in lost)
            raise WrongError(f"{names}{colon()} {told}{known if upto else ''}")
        if self.rows["head"] != end or self.rows["change"] != len(self.changes):
            raise WrongError(say("the head is not that of the last change", "l'empreinte n'est pas celle de la fin"))
        print(say(f"    head: {end}", f"    empreinte : {end}"))
        print(say("    Compare it with the foot of every page.", "    Comparez-la avec le pied de chaque page."))
        if upto:
            return say(f"confirmed up to change {upto}", f"confirmé jusqu'à la modification {upto}")
        return say(
            "no head from elsewhere was given: a cut end or a history written anew before the dossier is not excluded",
            "aucune empreinte venue d'ailleurs : une fin coupée ou une réécriture avant le dossier n'est pas exclue",
        )


STEPS = (
    ("The files have their checksums", "Les fichiers ont leurs sommes de contrôle"),
    ("The list names all that counts", "La liste nomme tout ce qui compte"),
    ("The changes are numbered without a gap", "Les modifications se suivent sans trou"),
    ("The hash of each change is that of its content", "L'empreinte de chaque modification est celle de son contenu"),
    ("Each change names the one before it", "Chaque modification nomme la précédente"),
    ("The content of each row has its digest", "Le contenu de chaque ligne a son condensé"),
    ("No row of these changes was exchanged", "Aucune ligne de ces modifications n'a été échangée"),
    ("What is blank was erased on demand", "Ce qui est vide a été effacé sur demande"),
    ("The rows are as the history has them", "Les lignes sont comme dans l'historique"),
    ("The heads are in the history", "Les empreintes sont dans l'historique"),
)


def digits(typed):
    """The digits of a head as it was typed, in groups or not."""
    plain = "".join(typed.split()).lower()
    if not re.fullmatch(r"[0-9a-f]{16,64}", plain):
        raise argparse.ArgumentTypeError(typed + ": 16 to 64 digits, 0 to 9 and a to f")
    return plain


def main():
    parser = argparse.ArgumentParser(description="Verifies a dossier by ten steps.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--head", action="append", type=digits, default=[])
    parser.add_argument("--lang", choices=("en", "fr"), default="en")
    asked = parser.parse_args()
    Dossier.french = asked.lang == "fr"
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    dossier = Dossier(asked.folder, asked.head)
    for number, title in enumerate(STEPS, 1):
        try:
            found = getattr(dossier, f"step_{number}")()
        except WrongError as wrong:
            print(f"{number:2}. {say(*title)} – {say('NO', 'NON')}{colon()} {wrong}")
            return 1
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            print(f"{number:2}. {say(*title)} – {say('NO', 'NON')}{colon()} {type(error).__name__}: {error}")
            return 1
        print(f"{number:2}. {say(*title)} – {say('yes', 'oui')}{say('; ', ' ; ') if found else ''}{found}")
    print(
        say(
            "All ten steps hold. They prove order and integrity of the rows, not truth, authorship or a legal date.\n"
            "The pages tell these rows in words, which no step compares: look up what matters to you in " + ROWS + ".",
            "Les dix étapes tiennent. Elles prouvent l'ordre et l'intégrité des lignes, mais ni la vérité, ni\n"
            "l'auteur, ni une date au sens de la loi. Les pages disent ces lignes en mots, qu'aucune étape ne\n"
            "compare : retrouvez ce qui compte pour vous dans " + ROWS + ".",
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
