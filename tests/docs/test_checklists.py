"""The checklists are complete, and whatever they point to exists."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
STATES = {"answered", "partly", "not done", "does not apply"}
_LETTERS = {3: "abc", 5: "ab", 6: "abc", 8: "abc", 9: "abc", 12: "abcdefg", 18: "abcdef"}
_LETTERS |= {20: "abc", 23: "ab", 27: "abc"}
ITEMS = {
    "claim-2024.md": [str(number) for number in range(1, 45)],
    "tripod-ai.md": [
        f"{number}{letter}" for number in range(1, 28) for letter in _LETTERS.get(number, [""])
    ],
}
PAGES = [*ITEMS, "explanations.md", "robustness.md", "training.md", "recipes.md"]
PAGES += [f"experiments/{page.name}" for page in sorted((DOCS / "experiments").glob("*.md"))]


def rows(page: str) -> list[list[str]]:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if re.match(r"\| \d+[a-g]? \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", ITEMS)
def test_every_item_is_there_once_with_a_state(page: str) -> None:
    found = rows(page)
    assert [row[0] for row in found] == ITEMS[page]
    assert all(len(row) == 4 and row[1] for row in found)
    assert {row[2] for row in found} <= STATES


@pytest.mark.parametrize("page", ITEMS)
def test_what_is_answered_says_where(page: str) -> None:
    answered = [row for row in rows(page) if row[2] == "answered"]
    assert len(answered) > 10
    assert [row[0] for row in answered if "](" not in row[3]] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", (DOCS / page).read_text(encoding="utf-8"))
    assert links
    for link in links:
        name, _, anchor = link.partition("#")
        target = (DOCS / page).parent.joinpath(name).resolve() if name else DOCS / page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link
