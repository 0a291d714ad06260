"""The quick part of each row of docs/reliability.md."""

from __future__ import annotations

import pytest

from tests.reliability.rows import Row, all_rows, run_apart


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: row.module_name)
def test_the_quick_part_reaches_its_figure(row: Row) -> None:
    module = row.module()
    if module.QUICK is None:
        pytest.skip("this row's quick part has tests of its own")
    is_apart = getattr(module, "APART", False)
    result = run_apart(row, 1, module.QUICK) if is_apart else module.run(1, module.QUICK)
    if result.passed is None:
        pytest.skip(result.details)
    assert result.passed, f"{result.figure}: {result.details}"
