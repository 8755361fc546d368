"""Checkpoints: the chain's head, given to somebody outside, so that a rewritten or shortened trail is found out."""

from django.utils import timezone

from saferwales.audit import chain, offline_verify
from saferwales.audit.models import Checkpoint


def take(purpose, private_key=None, head=None):
    """Keep the present head as a checkpoint, signed where a key file is given. Raises NotAnExport if it cannot sign.

    ``head`` is an earlier head, (number, digest), that was printed already.

    A checkpoint that only the application keeps proves nothing: print it, send it, or store it elsewhere.
    """
    seq, digest = head or chain.head()
    text = offline_verify.checkpoint_text(seq, digest)
    signature = offline_verify.sign(private_key, text) if private_key else ""
    return Checkpoint.objects.create(
        seq=seq, digest=digest, taken_at=timezone.now(), purpose=purpose, signature=signature
    )


def as_facts(checkpoint):
    """The checkpoint as a line of JSON holds it."""
    return {
        "checkpoint": True,
        "seq": checkpoint.seq,
        "digest": checkpoint.digest,
        "taken_at": chain.plain(checkpoint.taken_at),
        "purpose": checkpoint.purpose,
        "signature": checkpoint.signature,
    }
