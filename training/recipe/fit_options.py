"""The ``[fit]`` table of a recipe, checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from engine.errors import UserFacingError

_CHOICES = {
    "schedule": ("cosine", "constant", "step", "exponential"),
    "loss": ("cross-entropy", "focal"),
    "class_weights": ("none", "balanced"),
    "sampling": ("shuffled", "balanced"),
    "monitor": ("validation_loss", "validation_auc"),
}


@dataclass(frozen=True, slots=True)
class FitOptions:
    """Options of the training of one network.

    Attributes
    ----------
    epochs, batch_size : int
        Passes over the training part (a member may state its own), pictures a step.
    learning_rate : float
        The largest one of the schedule.
    schedule : str
        ``cosine`` falls to 0; ``constant``; ``step`` divides by 10 after one half and three
        quarters; ``exponential`` falls steadily to a hundredth.
    warm_up_epochs : int
        Epochs of linear growth, from a twentieth, before the cosine.
    weight_decay, clip_norm, ema_momentum : float
        Of AdamW; the length to which gradients are cut; the memory of the moving average of the
        weights, which then is the model. 0 switches each off.
    loss : str
        ``cross-entropy`` or ``focal`` with ``focal_gamma``.
    class_weights : str
        ``balanced`` makes all classes count alike in the loss.
    sampling : str
        ``balanced`` shows all classes equally often; ``shuffled`` shows each picture once.
    label_smoothing : float
        Share of the truth spread over all classes.
    mixup : float
        Parameter of the Beta distribution that pairs of pictures are mixed with (Zhang et al.,
        ICLR 2018); 0 is off. Lesion masks are mixed in the same shares.
    lesion_weight : float
        Of the loss of the lesion map.
    dropout : float
        Share of features dropped in training.
    flips : bool
        Whether the exported model also sees the mirror image.
    early_stopping : int
        Epochs without progress after which training stops and the best epoch's weights are the
        model; 0 is off.
    monitor : str
        What progress is: a smaller ``validation_loss`` or a larger ``validation_auc``.
    frozen_epochs : int
        Epochs in which only the new layers learn, on pretrained features.
    unfreeze : str or int
        What learns afterwards, or after the linear probe: ``all``, or so many of the uppermost
        layers of the backbone.
    unfrozen_learning_rate : float or None
        The learning rate from then on; None keeps it.
    linear_probe : float
        Inverse of the regularisation of a linear answer on the pretrained features, from which
        networks with the pooling ``mean`` start; 0 starts at random.
    mixed_precision : bool
        Half precision where it is faster, see `training.fitting.precision`; elsewhere it changes
        nothing.
    tensorboard : bool
        Write event files for TensorBoard beside ``log.csv``.
    """

    epochs: int
    batch_size: int
    learning_rate: float
    schedule: str = "cosine"
    warm_up_epochs: int = 0
    weight_decay: float = 0.0
    clip_norm: float = 0.0
    ema_momentum: float = 0.0
    loss: str = "cross-entropy"
    focal_gamma: float = 2.0
    class_weights: str = "none"
    sampling: str = "shuffled"
    label_smoothing: float = 0.0
    mixup: float = 0.0
    lesion_weight: float = 1.0
    dropout: float = 0.1
    flips: bool = False
    early_stopping: int = 0
    monitor: str = "validation_loss"
    frozen_epochs: int = 0
    unfreeze: str | int = "all"
    unfrozen_learning_rate: float | None = None
    linear_probe: float = 0.0
    mixed_precision: bool = False
    tensorboard: bool = False

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> FitOptions:
        """Check a recipe's ``[fit]`` table.

        Raises
        ------
        UserFacingError
            If an entry is missing, unknown or out of range.
        """
        unknown = sorted(table.keys() - {field.name for field in fields(cls)})
        if unknown:
            raise UserFacingError(
                f"The recipe's [fit] has the unknown entry {unknown[0]}.",
                "Compare it with docs/recipes.md.",
            )
        try:
            options = cls(**table)
        except TypeError as error:
            raise UserFacingError(
                "The recipe's [fit] needs epochs, batch_size and learning_rate.",
                "Compare it with training/recipes/ultrasound.toml.",
            ) from error
        options._check()
        return options

    def _check(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                _refuse(name, getattr(self, name), f"Choose one of: {', '.join(choices)}.")
        for name in ("epochs", "batch_size", "learning_rate"):
            least_is_reached = name == "epochs" and self.epochs == 0 and self.linear_probe > 0
            if getattr(self, name) <= 0 and not least_is_reached:
                _refuse(name, getattr(self, name), "It must be above 0.")
        least_zero = ("mixup", "early_stopping", "frozen_epochs", "warm_up_epochs")
        for name in (*least_zero, "focal_gamma", "linear_probe"):
            if getattr(self, name) < 0:
                _refuse(name, getattr(self, name), "It must not be below 0.")
        if self.warm_up_epochs and self.schedule != "cosine":
            _refuse("warm_up_epochs", self.warm_up_epochs, "Only the cosine warms up.")
        opens_some = isinstance(self.unfreeze, int) and self.unfreeze > 0
        if self.unfreeze != "all" and not opens_some:
            _refuse("unfreeze", self.unfreeze, "Choose `all` or a number of layers.")


def _refuse(name: str, value: object, hint: str) -> None:
    raise UserFacingError(f"The recipe's [fit] has {name} = {value}, which is not possible.", hint)
