"""Many people writing at once, each in a thread with a connection of its own; for the tests and the benchmark."""

import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from objectives import actions
from saferwales.audit import chain
from saferwales.audit.models import AuditEntry, record_models
from tests import builders

DAY = {"effective_on_0": "5", "effective_on_1": "1", "effective_on_2": "2026"}
MEANT = "Current position (English)"


@dataclass
class Race:
    """What came of it: what was acknowledged, what was refused, how long each write took."""

    kept: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    conflicts: int = 0

    @property
    def locked(self):
        return sum("locked" in str(refusal) for refusal in self.refused)


def together(number, work):
    """Call ``work(0)`` to ``work(number - 1)`` at the same moment, each in its own thread, and wait for all."""
    start = threading.Barrier(number)

    def run(place):
        start.wait()
        try:
            work(place)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def contended_writes(objective, writers, each):
    """``writers`` people change the status of one objective ``each`` times, all at once."""
    race = Race()
    people = [builders.make_user(f"Writer {n}", objective.programme, "manager") for n in range(writers)]

    def write(place):
        for turn in range(each):
            text, began = f"writer {place} turn {turn}", time.perf_counter()
            try:
                actions.change_status(
                    objective=objective, by=people[place], effective_on=builders.START, reason=text,
                    position_en=text,
                )  # fmt: skip
            except Exception as refusal:
                race.refused.append(refusal)
            else:
                race.kept.append(text)
                race.seconds.append(time.perf_counter() - began)

    together(writers, write)
    return race


def lost(objective, race):
    """The acknowledged writes that are not in the history exactly once, or that no version counts."""
    written = Counter(objective.history.filter(version__gt=1).values_list("position_en", flat=True))
    objective.refresh_from_db()
    uncounted = len(race.kept) - (objective.version - 1)
    return [text for text in race.kept if written[text] != 1] + ["uncounted"] * max(uncounted, 0)


def contended_editors(objective, editors):
    """``editors`` people open the status form, and save, at once; each adds a line to the text until it is taken."""
    race = Race()
    address = reverse("objectives:status", args=(objective.programme.slug, objective.key))
    clients = [Client() for _editor in range(editors)]
    for place, client in enumerate(clients):
        client.force_login(builders.make_user(f"Editor {place}", objective.programme, "manager"))
    opened = threading.Barrier(editors)

    def edit(place):
        line = f"line of editor {place}."
        page = clients[place].get(address).content.decode()
        opened.wait()
        answer = _save(clients[place], address, objective, page, _text(page), line)
        while answer.status_code == 409:
            race.conflicts += 1
            page = answer.content.decode()
            if line not in _text(page):
                race.refused.append(f"{line} is not in the form any more")
            answer = _save(clients[place], address, objective, page, _stands_now(page), line)
        (race.kept if answer.status_code == 302 else race.refused).append(line)

    together(editors, edit)
    return race


def _save(client, address, objective, page, text, line):
    base = unescape(re.search(r'name="base" value="([^"]*)"', page)[1])
    typed = {"base": base, "delivery": objective.delivery, "position_en": f"{text}\n{line}", "reason": line}
    return client.post(address, typed | DAY)


def _text(page):
    return unescape(re.search(r'<textarea name="position_en"[^>]*>(.*?)</textarea>', page, re.S)[1]).strip()


def _stands_now(page):
    """The last cell of the text's row in the table of was, yours and now."""
    row = re.search(rf'<th scope="row">{re.escape(MEANT)}.*?</tr>', page, re.S)[0]
    return unescape(re.findall(r"<td>(.*?)</td>", row, re.S)[-1]).strip()


def chain_faults():
    """What is wrong with the chain, computed here anew and not by the application's own verifier."""
    faults, prev, number = [], chain.GENESIS, 0
    for entry in AuditEntry.objects.order_by("seq").iterator():
        number += 1
        sealed = chain.digest_of(number, prev, chain.sha256(entry.payload))
        if (entry.seq, entry.prev, entry.digest) != (number, prev, sealed):
            faults.append(f"entry {entry.seq}")
        prev = entry.digest
    rows = sum(model.history.count() for model in record_models())
    return faults + ([f"{rows} history rows, {number} entries"] if rows != number else [])


def crossing_writes(pair, writers, each):
    """Each transaction changes both objectives, every second writer in the opposite order; returns the refusals."""
    refused = []

    def write(place):
        order = pair if place % 2 else pair[::-1]
        for turn in range(each):
            try:
                with transaction.atomic():
                    for one in order:
                        actions.nothing_new(
                            objective=one, by=builders.ACTOR, effective_on=builders.START, reason=f"{turn}"
                        )
            except Exception as refusal:
                refused.append(refusal)

    together(writers, write)
    return refused


@dataclass
class Decided:
    """What came of accepting and declining one item at once."""

    winners: int
    told: int
    governance_fits: bool


def accept_against_decline(receiver, programme, objective, people):
    """Two chairs answer the same item at the same moment, one accepting and one declining it."""
    made = actions.offer(
        programme=programme, by=builders.ACTOR, receiver=receiver, asked_on=builders.START, title_en="H",
        reason="asked", objectives=[objective],
    )  # fmt: skip
    item, said, refused = made.items.get(), [], []

    def answer(place):
        try:
            actions.answer_item(
                item=item, by=people[place], answer=("accepted", "declined")[place], answered_on=builders.START,
                reason="decided",
            )  # fmt: skip
        except Exception as refusal:
            refused.append(str(refusal))
        else:
            said.append(place)

    together(2, answer)
    item.refresh_from_db()
    objective.refresh_from_db()
    accepted = item.answer == "accepted"
    return Decided(
        winners=len(said),
        told=sum("recorded by" in sentence for sentence in refused),
        governance_fits=(objective.governing_body_id == receiver.pk) == accepted
        and item.answer == ("accepted", "declined")[said[0]]
        and item.history.count() == 2,
    )
