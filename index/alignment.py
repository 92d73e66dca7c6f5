"""Learns, while building, to bring teachers' words near to the documents' words.

The embeddings stay frozen; a residual map `x → normalize(x + xW)`, W starting at zero, is fitted
to the corpus's own phrasings by a contrastive loss (InfoNCE, van den Oord et al. 2018): a phrasing
is to be nearer to its section's text, and to another phrasing of its section, than to those of all
other sections and known gaps. A fixed seed and one thread make it reproducible. Phrasings held out
decide when to stop, and whether the map helps at all; where it does not, there is none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoding import Vectors

TEMPERATURE = 0.05
LEARNING_RATE = 1e-3
MAX_ROUNDS = 480
ROUNDS_BETWEEN_CHECKS = 40
PATIENCE = 3
"""So many checks without a better one end the training; longer training overfits."""
HELD_OUT_SHARE = 0.12
MIN_OWNERS = 50
"""Below this many sections with phrasings there is too little to learn from."""
MIN_PHRASINGS = 3
MIN_HELD_OUT = 40
"""Fewer held-out phrasings cannot tell a gain from luck."""
MIN_GAIN = 0.005
"""Recall that the map must add on held-out phrasings to be used."""
SEED = 20260901


@dataclass(frozen=True)
class Alignment:
    """The map, or none, with the recall at 1 on held-out phrasings without and with it."""

    matrix: Vectors | None
    recall_without: float = 0.0
    recall_with: float = 0.0


def align(vectors: Vectors, matrix: Vectors | None) -> Vectors:
    """Pass vectors through the map; rows keep length 1."""
    if matrix is None or not len(vectors):
        return vectors
    moved = vectors + vectors @ matrix
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def learn_alignment(
    phrasings: Vectors,
    owners: Sequence[str],
    texts: dict[str, Vectors],
    on_progress: Callable[[int], None] = lambda done: None,
) -> Alignment:
    """Learn the map from phrasings, the section or gap that owns each, and sections' texts.

    `on_progress` is told how many more rounds are done, MAX_ROUNDS in all.
    """
    rows = _rows_by_owner(owners)
    random = np.random.default_rng(SEED)
    training, held_out = _split(rows, random)
    has_texts = any(owner in texts for owner in rows)  # a corpus may have phrasings of gaps only
    if len(rows) < MIN_OWNERS or sum(map(len, held_out.values())) < MIN_HELD_OUT or not has_texts:
        return Alignment(matrix=None)
    recall = _recall_on(phrasings, training, held_out)
    without = best = recall(None)
    best_matrix: Vectors | None = None
    waited = done = 0
    for done, matrix in enumerate(_rounds(phrasings, training, texts, random), start=1):
        on_progress(1)
        if done % ROUNDS_BETWEEN_CHECKS:
            continue
        reached = recall(matrix)
        waited = 0 if reached > best else waited + 1
        if reached > best:
            best, best_matrix = reached, matrix.copy()
        if waited == PATIENCE or done == MAX_ROUNDS:
            break
    on_progress(MAX_ROUNDS - done)
    kept = best_matrix if best >= without + MIN_GAIN else None
    return Alignment(matrix=kept, recall_without=without, recall_with=best)


def _rounds(
    phrasings: Vectors,
    training: dict[str, list[int]],
    texts: dict[str, Vectors],
    random: np.random.Generator,
) -> Iterator[Vectors]:
    """Yield the map after each round, for ever; a round sees two phrasings of every owner."""
    import torch  # takes a second to import, and only building needs it

    torch.set_num_threads(1)  # sums in one order, so that two builds give the same map
    normalize, cross_entropy = torch.nn.functional.normalize, torch.nn.functional.cross_entropy
    names = list(training)
    with_text = [number for number, name in enumerate(names) if name in texts]
    rows = torch.from_numpy(phrasings)
    text_rows = torch.from_numpy(np.stack([texts[names[number]] for number in with_text]))
    targets, text_targets = torch.arange(len(names)), torch.arange(len(with_text))
    matrix = torch.zeros((phrasings.shape[1],) * 2, requires_grad=True)
    optimizer = torch.optim.AdamW([matrix], lr=LEARNING_RATE)
    while True:
        pairs = np.array([random.choice(training[name], 2, replace=False) for name in names])
        anchors, others, near_texts = (
            normalize(some + some @ matrix, dim=1)
            for some in (rows[pairs[:, 0]], rows[pairs[:, 1]], text_rows)
        )
        loss = cross_entropy(anchors @ others.T / TEMPERATURE, targets)
        loss = loss + cross_entropy(anchors[with_text] @ near_texts.T / TEMPERATURE, text_targets)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        yield matrix.detach().numpy()


def _rows_by_owner(owners: Sequence[str]) -> dict[str, list[int]]:
    """Group the rows by owner, leaving out owners with too few to learn from."""
    rows: dict[str, list[int]] = {}
    for row, owner in enumerate(owners):
        rows.setdefault(owner, []).append(row)
    return {owner: some for owner, some in rows.items() if len(some) >= MIN_PHRASINGS}


def _split(
    rows: dict[str, list[int]], random: np.random.Generator
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Hold out a share of each owner's phrasings, leaving it at least two."""
    training: dict[str, list[int]] = {}
    held_out: dict[str, list[int]] = {}
    for owner, some in rows.items():
        shuffled = [int(row) for row in random.permutation(some)]
        count = min(round(len(some) * HELD_OUT_SHARE), len(some) - 2)
        held_out[owner], training[owner] = shuffled[:count], shuffled[count:]
    return training, held_out


def _recall_on(
    phrasings: Vectors, training: dict[str, list[int]], held_out: dict[str, list[int]]
) -> Callable[[Vectors | None], float]:
    """Give a function from a map to the recall at 1 of held-out phrasings' owners."""
    known = [(row, owner) for owner, some in training.items() for row in some]
    asked = [(row, owner) for owner, some in held_out.items() for row in some]
    known_vectors = phrasings[[row for row, _ in known]]
    asked_vectors = phrasings[[row for row, _ in asked]]
    known_owners = np.array([owner for _, owner in known])
    expected_owners = np.array([owner for _, owner in asked])

    def recall(matrix: Vectors | None) -> float:
        cosines = align(asked_vectors, matrix) @ align(known_vectors, matrix).T
        actual_owners = known_owners[np.argmax(cosines, axis=1)]
        return float(np.mean(actual_owners == expected_owners))

    return recall
