"""Protocol of a recipe: measured honestly, or in a way that published figures were made.

A leaky protocol lets training know the test part. It exists for one purpose: to be compared with
an honest one by ``python -m training compare``. No model is ever made with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import UserFacingError

GROUPS = "groups"
RANDOM_IMAGES = "random-images"
VALIDATION = "validation"
TEST = "test"
ENSEMBLE = "ensemble"
APART = "apart"
_CHOICES = {
    "split": (GROUPS, RANDOM_IMAGES),
    "early_stopping_on": (VALIDATION, TEST),
    "members": (ENSEMBLE, APART),
}
_MOST_COPIES = 3


@dataclass(frozen=True, slots=True)
class Protocol:
    """The ``[protocol]`` table of a recipe; what it does not name is honest.

    Attributes
    ----------
    split : str
        ``groups`` keeps patients and near-duplicates together; ``random-images`` (leaky) assigns
        single images.
    copies_before_split : int
        Leaky when above 0: copies of each image, rotated by 90, 180 and 270 degrees, made before
        the split, so that an image can train and its copy test. At most 3.
    masks_as_images : bool
        Leaky when true: lesion masks are counted as images of their class, which they give away.
    early_stopping_on : str
        ``validation``; or ``test`` (leaky), which chooses the epoch by what it is measured on.
    members : str
        Whether the recipe's networks form one ``ensemble`` or are compared ``apart``.
    claim : str
        What was published for this way of measuring, for people.

    Raises
    ------
    UserFacingError
        If a value is none of these.
    """

    split: str = GROUPS
    copies_before_split: int = 0
    masks_as_images: bool = False
    early_stopping_on: str = VALIDATION
    members: str = ENSEMBLE
    claim: str = ""

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise UserFacingError(
                    f"The protocol's {name} is {getattr(self, name)}, which is not known.",
                    f"Choose one of: {', '.join(choices)}.",
                )
        if not 0 <= self.copies_before_split <= _MOST_COPIES:
            raise UserFacingError(
                f"The protocol wants {self.copies_before_split} turned copies of each image.",
                f"Choose from 0 to {_MOST_COPIES}.",
            )

    @property
    def leaks(self) -> tuple[str, ...]:
        """What lets training know the test part, one phrase each; empty for an honest recipe."""
        found = {
            "a random split of single images": self.split == RANDOM_IMAGES,
            "turned copies made before the split": self.copies_before_split > 0,
            "masks counted as images": self.masks_as_images,
            "the epoch chosen on the test part": self.early_stopping_on == TEST,
        }
        return tuple(phrase for phrase, holds in found.items() if holds)

    def check_honest(self, recipe: str) -> None:
        """Refuse to make a model with a leaky protocol.

        Raises
        ------
        UserFacingError
            If the protocol leaks.
        """
        if self.leaks:
            raise UserFacingError(
                f"The recipe {recipe} measures itself with {' and '.join(self.leaks)}, "
                "so no model is made with it.",
                "Put it beside an honest one with `python -m training compare`.",
            )
