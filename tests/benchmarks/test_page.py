"""The page of the benchmarks keeps what stands around their section."""

from pathlib import Path

import pytest

from tests.benchmarks import page
from tests.benchmarks.result import Row, one_in, ratios, spread

ROW = Row(
    3, "a measure", "<= 1/8", "1/9", passed=True, samples={"ours": [1.0, 2.0]}, notes=("So.",)
)


def test_only_the_marked_section_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "benchmarks.md"
    target.write_text(f"# Before\n{page.BEGIN}\nold\n{page.END}\n## After\n", encoding="utf-8")
    for _ in range(2):
        page.write(target, [ROW], "measure", (1.5, 2.0))
    text = target.read_text(encoding="utf-8")
    assert text.startswith(f"# Before\n{page.BEGIN}\nMeasured by `measure` on ")
    assert text.endswith(f"{page.END}\n## After\n")
    assert text.count("| 3 | a measure | <= 1/8 | 1/9 | yes |") == 1
    assert "- Row 3: So." in text
    assert "old" not in text


def test_a_page_without_the_marks_stays(tmp_path: Path) -> None:
    target = tmp_path / "benchmarks.md"
    target.write_text("# Figures", encoding="utf-8")
    with pytest.raises(ValueError, match="has no line"):
        page.write(target, [ROW], "measure", (0.0, 0.0))
    assert target.read_text(encoding="utf-8") == "# Figures"


def test_ratios_are_taken_pair_by_pair() -> None:
    share = ratios([1.0, 4.0, 3.0], [10.0, 20.0, 30.0])
    assert share == pytest.approx([0.1, 0.2, 0.1])
    assert one_in(share) == "1/10.0"
    assert spread([3.0, 1.0, 2.0], 1) == "2.0 [1.0 to 3.0]"
