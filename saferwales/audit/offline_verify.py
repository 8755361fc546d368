#!/usr/bin/env python3
"""Verify an export of the audit trail, without the application: this one file and Python 3.11 suffice.

    python3 offline_verify.py export.jsonl [--checkpoints checkpoints.jsonl] [--public-key key.pem]
    python3 offline_verify.py export.jsonl --sign private.pem     prints a signed checkpoint of its last entry

It recomputes every digest, names the first entry that is wrong and how, says whether the export is whole, and
compares it with checkpoints kept elsewhere. Signatures (Ed25519) are checked with the program openssl where there
is one. Exit status: 0 all holds, 1 something is wrong, 2 the file could not be read as an export.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

SCHEME = "saferwales-audit-1"
GENESIS = "0" * 64
KEPT = 1000
FACTS = (
    "seq", "table", "object_pk", "version", "kind", "history_id", "actor", "recorded_at",
    "payload", "payload_digest", "prev", "digest",
)  # fmt: skip
_facts = itemgetter(*FACTS)


class NotAnExport(Exception):
    """The file is no export that can be verified; the text says why."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. ``seq`` is the entry's number, or 0 where it concerns none."""

    kind: str
    seq: int
    sentence: str

    def __str__(self):
        return self.sentence


@dataclass
class Erased:
    """A lawful erasure, as its own entry tells it."""

    seq: int
    actor: str
    recorded_at: str
    table: str
    object_pk: int
    fields: list
    ground: str

    def __str__(self):
        return (
            f"entry {self.seq}: {self.actor} erased {', '.join(map(str, self.fields))} of {self.table} "
            f"{self.object_pk} on {self.recorded_at}. Ground: {self.ground}"
        )


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Chain:
    """Takes the entries one by one in their order and keeps what is wrong with them, in constant memory."""

    first: int = 1
    prev: str = GENESIS
    count: int = 0
    last: int = 0
    head: int = 0
    problems: list = field(default_factory=list)
    erasures: list = field(default_factory=list)
    clock_set_back: int = 0
    _changed: dict = field(default_factory=dict)
    _after: dict = field(default_factory=dict)
    _digests: dict = field(default_factory=dict)
    _recorded_at: str = ""

    def watch(self, seqs):
        """Keep the digests of these entries, to compare checkpoints with."""
        self._digests |= dict.fromkeys(seqs)

    def digest_at(self, seq):
        return self._digests.get(seq)

    def take(self, seq, table, object_pk, version, kind, history_id, actor, recorded_at, payload, sealed, prev, digest):  # fmt: skip
        expected = self.last + 1 if self.count else self.first
        if seq != expected:
            self._wrong("number", seq, f"it stands where entry {expected} is expected")
        if prev != self.prev:
            self._wrong("link", seq, "it does not follow the entry before it")
        if hashlib.sha256(f"{SCHEME}\n{seq}\n{prev}\n{sealed}\n".encode()).hexdigest() != digest:
            self._wrong("digest", seq, "its digest is not that of its contents")
        is_erasure = table == "audit_erasure"
        own = hashlib.sha256(payload.encode()).hexdigest()
        if own != sealed and len(self._changed) < KEPT * 100:
            self._changed[seq] = own
        facts = (("table", table), ("id", object_pk), ("version", version), ("history_type", kind),
                 ("history_id", history_id), ("actor", actor), ("history_date", recorded_at))  # fmt: skip
        if not _says(payload, facts):
            self._wrong("columns", seq, "what stands beside its payload is not what the payload says")
        if is_erasure and own == sealed:
            self._note_erasure(seq, json.loads(payload))
        if recorded_at < self._recorded_at:
            self.clock_set_back += 1
        if seq in self._digests:
            self._digests[seq] = digest
        self._recorded_at, self.prev, self.last = recorded_at, digest, seq
        self.count += 1

    def _wrong(self, kind, seq, sentence):
        if len(self.problems) < KEPT:
            self.problems.append(Problem(kind, seq, f"Entry {seq} is wrong: {sentence}."))

    def _note_erasure(self, seq, facts):
        self._after |= {int(number): digest for number, digest in facts["after"].items()}
        told = (facts["actor"], facts["history_date"], facts["erased_table"], facts["erased_pk"])
        self.erasures.append(Erased(seq, *told, facts["fields"], facts["ground"]))

    def finish(self):
        """Once all entries are taken: what no erasure explains. Returns the problems, first entry first."""
        for seq, own in self._changed.items():
            if self._after.get(seq) == own:
                continue
            why = "its payload was changed"
            if seq in self._after:
                why = "more of its payload was changed than the erasure says"
            elif self.last < self.head:
                why = "its payload was changed, and no erasure within this extract explains it"
            self._wrong("payload", seq, why)
        self.problems.sort(key=lambda problem: problem.seq)
        return self.problems


def _says(payload, facts):
    """Whether the payload's own facts are these. A flat payload is looked into as text, which is ten times faster."""
    if payload.count("{") != 1:
        try:
            said = json.loads(payload)
        except ValueError:
            return False
        return isinstance(said, dict) and all(said.get(name) == value for name, value in facts)
    for name, value in facts:
        written = f'"{name}":{_written(value)}'
        if written + "," not in payload and not payload.endswith(written + "}"):
            return False
    return True


@lru_cache(maxsize=1024, typed=True)
def _written(value):
    if not isinstance(value, str):
        return str(value)
    plain = value.isprintable() and '"' not in value and "\\" not in value
    return f'"{value}"' if plain else json.dumps(value, ensure_ascii=False)


def check_checkpoint(chain, checkpoint):
    """What is wrong between the chain and a checkpoint taken of it: a Problem, a remark (text), or None."""
    seq, digest = checkpoint["seq"], checkpoint["digest"]
    if seq > (chain.head or chain.last):
        return Problem(
            "shorter",
            chain.last,
            f"The trail ends at entry {chain.head or chain.last}, but a checkpoint was taken at entry {seq}: entries were cut off, "
            "or this copy is older than the checkpoint.",
        )
    if seq == 0:
        return None
    if not chain.first <= seq <= chain.last:
        return f"The checkpoint at entry {seq} lies outside this extract and says nothing of it."
    if chain.digest_at(seq) != digest:
        return Problem("rewritten", seq, f"Entry {seq} is not the one of which a checkpoint was taken.")
    return None


def checkpoint_text(seq, digest):
    """What a checkpoint's signature signs."""
    return f"{SCHEME} checkpoint\n{seq}\n{digest}\n"


def _openssl(arguments, text, more=b""):
    if not shutil.which("openssl"):
        return None
    with tempfile.NamedTemporaryFile() as message, tempfile.NamedTemporaryFile() as extra:
        message.write(text.encode())
        message.flush()
        extra.write(more)
        extra.flush()
        names = {"MESSAGE": message.name, "EXTRA": extra.name}
        command = ["openssl", "pkeyutl", *(names.get(one, one) for one in arguments)]
        return subprocess.run(command, capture_output=True, check=False)


def sign(private_key, text):
    """The Ed25519 signature in hex. Raises NotAnExport where openssl or the key is not usable."""
    done = _openssl(["-sign", "-inkey", private_key, "-rawin", "-in", "MESSAGE"], text)
    if done is None or done.returncode:
        said = "openssl is not installed" if done is None else done.stderr.decode(errors="replace").strip()
        raise NotAnExport(f"The checkpoint could not be signed: {said}.")
    return done.stdout.hex()


def signature_holds(public_key, text, signature):
    """Whether the signature is the key's; None where openssl is not there to say."""
    try:
        raw = bytes.fromhex(signature)
    except ValueError:
        return False
    arguments = ["-verify", "-pubin", "-inkey", public_key, "-rawin", "-in", "MESSAGE", "-sigfile", "EXTRA"]
    done = _openssl(arguments, text, raw)
    return None if done is None else done.returncode == 0


def _parsed(line, number):
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise NotAnExport(f"Line {number} is not JSON.") from None
    if not isinstance(found, dict):
        raise NotAnExport(f"Line {number} is not a line of an export.")
    return found


def _is_checkpoint(found):
    return (
        isinstance(found, dict) and isinstance(found.get("seq"), int) and isinstance(found.get("digest"), str)
    )


def read_checkpoints(path):
    """The checkpoints of a file, one a line."""
    with open(path, encoding="utf-8") as file:
        found = [_parsed(line, number) for number, line in enumerate(file, 1) if line.strip()]
    if not all(_is_checkpoint(one) for one in found):
        raise NotAnExport(f"{path} holds a line that is no checkpoint.")
    return found


def verify(lines, checkpoints=()):
    """Take the lines of an export; returns (chain, header). Raises NotAnExport."""
    lines = iter(lines)
    header = _parsed(next(lines, ""), 1)
    if header.get("kind") != "export" or header.get("scheme") != SCHEME:
        raise NotAnExport(f"The first line is not the header of an export of the scheme {SCHEME}.")
    chain = Chain(first=header.get("first"), prev=header.get("prev"), head=header.get("head"))
    if not all(isinstance(number, int) for number in (chain.first, chain.head)):
        raise NotAnExport("The first line does not say where the export begins and where the trail ends.")
    own = header.get("checkpoints")
    if not isinstance(own, list) or not all(_is_checkpoint(one) for one in own):
        raise NotAnExport("The first line does not list the checkpoints of the trail.")
    chain.watch(one["seq"] for one in (*checkpoints, *own))
    for number, line in enumerate(lines, 2):
        _take(chain, _parsed(line, number), number)
    chain.finish()
    _compare_header(chain, header)
    return chain, header


def _take(chain, found, number):
    try:
        chain.take(*_facts(found))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise NotAnExport(f"Line {number} is not an entry of the audit trail.") from None


def _compare_header(chain, header):
    """Whether the export is as long as its first line says."""
    told = {name: header.get(name) for name in ("first", "last", "count", "digest")}
    there = {"first": chain.first, "last": chain.last, "count": chain.count, "digest": chain.prev}
    if chain.count == 0:
        there["last"] = told["last"] if told["count"] == 0 else 0
    if told != there:
        sentence = (
            f"The export says of itself that it holds {told['count']} entries, {told['first']} to {told['last']}; "
            f"it holds {chain.count}, up to {chain.last}, or ends with another digest."
        )
        chain.problems.append(Problem("incomplete", chain.last, sentence))
    if chain.first == 1 and header.get("prev") != GENESIS:
        chain.problems.insert(0, Problem("link", 1, "Entry 1 is wrong: it does not begin the trail."))


def compare_checkpoints(chain, checkpoints, origin, public_key=None):
    """Remarks about the checkpoints; what is wrong goes to the chain's problems. ``origin`` says whose they are."""
    signed = unchecked = 0
    remarks = []
    for one in checkpoints:
        found = check_checkpoint(chain, one)
        if isinstance(found, Problem):
            chain.problems.append(found)
        elif found:
            remarks.append(found)
        if public_key:
            holds = signature_holds(
                public_key, checkpoint_text(one["seq"], one["digest"]), one.get("signature") or ""
            )
            signed += holds is True
            unchecked += holds is None
            if holds is False:
                sentence = f"The checkpoint at entry {one['seq']} is not signed with this key."
                chain.problems.append(Problem("signature", one["seq"], sentence))
    if checkpoints:
        told = f", with {signed} signatures that hold" if public_key else ""
        remarks.append(f"Compared with checkpoints {origin}: {len(checkpoints)}{told}.")
    if unchecked:
        remarks.append("openssl is not installed, so signatures were not checked.")
    return remarks


def _report(chain, header, remarks):
    for problem in chain.problems[:20]:
        print(problem.sentence)
    if len(chain.problems) > 20:
        print(f"… and {len(chain.problems) - 20} more.")
    for erased in chain.erasures:
        print(f"Lawful erasure, {erased}")
    for remark in remarks:
        print(remark)
    if chain.clock_set_back:
        print(
            f"The clock was set back {chain.clock_set_back} times; the order of the entries is not touched by it."
        )
    if header["first"] != 1 or chain.last < chain.head:
        place = f"entries {header['first']} to {chain.last} of {chain.head}"
        print(f"This is an extract: {place}. Nothing else was verified.")
    if not chain.problems:
        print(f"All {chain.count} entries hold, up to entry {chain.last} with the digest {chain.prev}.")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Verify an export of the audit trail.")
    parser.add_argument("export")
    parser.add_argument("--checkpoints", help="checkpoints kept elsewhere, one JSON object a line")
    parser.add_argument("--public-key", help="the key (PEM) with which they were signed")
    parser.add_argument(
        "--sign", metavar="PRIVATE_KEY", help="print a signed checkpoint of the export's last entry"
    )
    asked = parser.parse_args(arguments)
    try:
        outside = read_checkpoints(asked.checkpoints) if asked.checkpoints else []
        with open(asked.export, encoding="utf-8") as file:
            chain, header = verify(file, outside)
        remarks = compare_checkpoints(chain, outside, "kept elsewhere", asked.public_key)
        remarks += compare_checkpoints(chain, header["checkpoints"], "of the trail itself")
        if asked.sign and not chain.problems:
            signature = sign(asked.sign, checkpoint_text(chain.last, chain.prev))
            found = {"checkpoint": True, "seq": chain.last, "digest": chain.prev, "signature": signature}
            print(json.dumps(found))
            return 0
    except (OSError, UnicodeDecodeError, NotAnExport) as wrong:
        print(f"{asked.export} could not be verified: {wrong}", file=sys.stderr)
        return 2
    _report(chain, header, remarks)
    return 1 if chain.problems else 0


if __name__ == "__main__":
    sys.exit(main())
