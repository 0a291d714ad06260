"""Training: stages, schedules, early stopping, mixtures, logs, and going on after a kill."""

from __future__ import annotations

import dataclasses
import errno
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import UserFacingError
from engine.picture.preprocessing import Preprocessing

keras = pytest.importorskip("keras", reason="the training extra is not installed")

from training.data.augmentation import Augmentation  # noqa: E402
from training.data.pictures import Pictures  # noqa: E402
from training.fitting import fit, precision  # noqa: E402 - after the check for Keras
from training.fitting.checkpoint import save_final  # noqa: E402
from training.fitting.logs import log_epoch, print_epoch, read_log  # noqa: E402
from training.fitting.sampling import balanced_order, epoch_batches, mix  # noqa: E402
from training.fitting.schedules import Stage, learning_rate, open_layers, plan_stages  # noqa: E402
from training.fitting.time_left import time_left  # noqa: E402
from training.recipe.fit_options import FitOptions  # noqa: E402
from training.recipe.recipe import Member, Recipe  # noqa: E402

BASE = {"epochs": 3, "batch_size": 8, "learning_rate": 1e-3}
STILL = Augmentation(
    flip=0, rotation=0, shear=0, zoom=(1, 1), shift=0, gamma=(1, 1), contrast=0, brightness=0
)


def drawn(count: int, seed: int) -> Pictures:
    """Return pictures of two classes: bright on the left or on the right."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    images = rng.integers(0, 60, (count, 32, 32), np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[:, 16 * label : 16 * label + 16] += 120
    return Pictures(images, np.zeros_like(images), labels.astype(np.int64))


def recipe_with(**options: object) -> Recipe:
    return dataclasses.replace(
        Recipe.load("study-1-honest"),
        input=Preprocessing(rows=32, columns=32, padding=0.0),
        fit={**BASE, **options},
        plain={"pooling": "average"},
        augmentation=STILL,
    )


def trained(folder: Path, member: Member | None = None, **options: object) -> list[np.ndarray]:
    network = fit.fit_member(
        recipe_with(**options),
        member or Member("SimpleCNN-BN", 3),
        drawn(24, 1),
        drawn(12, 2),
        folder,
        None,
    )
    return [np.asarray(weight).copy() for weight in network.weights]


def test_unknown_and_impossible_entries_are_refused() -> None:
    for entry, message in (
        ({"learning_rat": 1.0}, "unknown entry learning_rat"),
        ({"schedule": "sometimes"}, "schedule = sometimes"),
        ({"mixup": -1.0}, "mixup = -1.0"),
        ({"unfreeze": "some"}, "unfreeze = some"),
        ({"epochs": 0}, "epochs = 0"),
        ({"schedule": "constant", "warm_up_epochs": 2}, "warm_up_epochs = 2"),
    ):
        with pytest.raises(UserFacingError, match=message):
            FitOptions.from_table({**BASE, **entry})
    with pytest.raises(UserFacingError, match="needs epochs"):
        FitOptions.from_table({"epochs": 3})


@pytest.mark.parametrize("schedule", ["cosine", "constant", "step", "exponential"])
def test_a_schedule_begins_at_its_rate_and_never_rises(schedule: str) -> None:
    options = FitOptions(epochs=4, batch_size=8, learning_rate=0.01, schedule=schedule)
    rate = learning_rate(options, Stage(0, 4, 0.01, frozen=False), steps=10)
    values = [rate if isinstance(rate, float) else float(rate(step)) for step in range(40)]
    assert values[0] == pytest.approx(0.01)
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(values))
    assert (values[-1] < 0.005) == (schedule != "constant")


def test_random_features_are_never_held_still() -> None:
    options = FitOptions(**BASE, frozen_epochs=1)
    with pytest.raises(UserFacingError, match="not pretrained"):
        plan_stages(options, 3, pretrained=False)
    assert [stage.frozen for stage in plan_stages(options, 3, pretrained=True)] == [True, False]
    assert [stage.end for stage in plan_stages(options, 1, pretrained=True)] == [1]


def test_stages_open_the_layers_that_they_name_and_never_the_fixed_ones() -> None:
    layers = [keras.layers.Dense(2, name=f"layer{i}") for i in range(5)]
    backbone = keras.Sequential([keras.Input((2,)), *layers])
    options = FitOptions(**BASE, frozen_epochs=1, unfreeze=2)
    open_layers(backbone, Stage(0, 1, 1e-3, frozen=True), options, {"layer4"})
    assert not any(layer.trainable for layer in backbone.layers)
    open_layers(backbone, Stage(1, 3, 1e-3, frozen=False), options, {"layer4"})
    assert [layer.trainable for layer in backbone.layers] == [False, False, False, True, False]


def pretrained_file(folder: Path) -> str:
    """Write weights for the small network, with statistics that training would change."""
    from training.networks.backbones import BACKBONES

    network = BACKBONES["SimpleCNN-BN"].build(input_shape=(32, 32, 3))
    network.save_weights(folder / "small.weights.h5")
    return "small.weights.h5"


def backbone_weights(network: keras.Model) -> list[np.ndarray]:
    return [np.asarray(weight).copy() for weight in network.get_layer("backbone").weights]


def test_frozen_epochs_change_the_head_alone_and_later_ones_no_statistics(tmp_path: Path) -> None:
    member = Member("SimpleCNN-BN", 3, pretrained_file(tmp_path))
    found = {}
    for epochs in (2, 4):
        recipe = recipe_with(epochs=epochs, frozen_epochs=2, unfrozen_learning_rate=1e-3)
        folder = tmp_path / str(epochs)
        found[epochs] = fit.fit_member(recipe, member, drawn(24, 1), drawn(12, 2), folder, tmp_path)
    before = fit.build_member(recipe, member, tmp_path / "2")
    for layer in before.get_layer("backbone").layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            moving = [np.asarray(value) for value in (layer.moving_mean, layer.moving_variance)]
            assert np.all(moving[0] == 0)
            assert np.all(moving[1] == 1)
    frozen, opened = backbone_weights(found[2]), backbone_weights(found[4])
    changed = [not np.array_equal(a, b) for a, b in zip(frozen, opened, strict=True)]
    assert any(changed)
    for layer in found[4].get_layer("backbone").layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            assert np.all(np.asarray(layer.moving_mean) == 0)


@pytest.mark.parametrize(
    ("after", "options"),
    [
        (1, {"ema_momentum": 0.9, "dropout": 0.3}),
        (2, {"sampling": "balanced", "mixup": 0.4, "loss": "focal", "class_weights": "balanced"}),
        (1, {"early_stopping": 5, "ema_momentum": 0.5, "schedule": "constant"}),
    ],
)
def test_killed_after_any_epoch_training_goes_on_to_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], after: int
) -> None:
    whole = trained(tmp_path / "whole", **options)
    kill_after(monkeypatch, after)
    with pytest.raises(KeyboardInterrupt):
        trained(tmp_path / "killed", **options)
    monkeypatch.undo()
    assert not (tmp_path / "killed" / "final.weights.h5").exists()
    resumed = trained(tmp_path / "killed", **options)
    for one, other in zip(whole, resumed, strict=True):
        np.testing.assert_array_equal(one, other)
    assert [row["epoch"] for row in read_log(tmp_path / "killed")] == [1, 2, 3]


def test_killed_around_the_change_of_stage_it_goes_on_to_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = Member("SimpleCNN", 3, pretrained_simple(tmp_path))
    recipe = recipe_with(epochs=4, frozen_epochs=2, unfreeze=4, ema_momentum=0.8)

    def run(name: str) -> list[np.ndarray]:
        network = fit.fit_member(
            recipe, member, drawn(24, 1), drawn(12, 2), tmp_path / name, tmp_path
        )
        return [np.asarray(weight).copy() for weight in network.weights]

    whole = run("whole")
    # Killed twice: after the last frozen epoch, and after the first one that follows.
    for epochs in (2, 3):
        kill_after(monkeypatch, epochs)
        with pytest.raises(KeyboardInterrupt):
            run("killed")
        monkeypatch.undo()
    for one, other in zip(whole, run("killed"), strict=True):
        np.testing.assert_array_equal(one, other)


def pretrained_simple(folder: Path) -> str:
    from training.networks.backbones import BACKBONES

    keras.utils.set_random_seed(9)
    BACKBONES["SimpleCNN"].build(input_shape=(32, 32, 3)).save_weights(folder / "s.weights.h5")
    return "s.weights.h5"


def kill_after(monkeypatch: pytest.MonkeyPatch, epochs: int) -> None:
    """Die right after the state of an epoch was saved."""
    save = fit.save_checkpoint

    def save_and_die(trainer: object, folder: Path, done: int) -> None:
        save(trainer, folder, done)
        if done == epochs:
            raise KeyboardInterrupt

    monkeypatch.setattr(fit, "save_checkpoint", save_and_die)


def test_a_training_that_breaks_down_says_so_and_goes_on_from_the_epoch_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = trained(tmp_path / "whole", ema_momentum=0.9)
    train = fit._train_epoch

    def broken(job: object, trainer: keras.Model, epoch: int) -> float:
        loss = train(job, trainer, epoch)  # type: ignore[arg-type]
        if epoch == 1:
            kernel = np.array(trainer.trainable_variables[0])
            kernel[0, 0, 0, 0] = np.nan
            trainer.trainable_variables[0].assign(kernel)
        return loss

    monkeypatch.setattr(fit, "_train_epoch", broken)
    with pytest.raises(UserFacingError, match="diverged in epoch 2") as caught:
        trained(tmp_path / "broken", ema_momentum=0.9)
    assert "after the epoch before" in caught.value.hint
    assert [row["epoch"] for row in read_log(tmp_path / "broken")] == [1]
    monkeypatch.undo()
    for one, other in zip(whole, trained(tmp_path / "broken", ema_momentum=0.9), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_learning_rate_beyond_all_measure_never_ends_in_a_network(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="diverged in epoch 1"):
        trained(tmp_path, learning_rate=1e38, schedule="constant", weight_decay=1.0)
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".h5", ".npz"}] == []


def test_early_stopping_keeps_the_best_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = iter([0.9, 0.5, 0.7, 0.6, 0.1])
    seen: list[list[np.ndarray]] = []

    def watch(trainer: keras.Model, _: object) -> dict[str, float]:
        seen.append([np.asarray(value).copy() for value in trainer.trainable_variables])
        return {"validation_loss": next(losses), "validation_auc": 0.5}

    monkeypatch.setattr(fit, "_watch", watch)
    network = fit.fit_member(
        recipe_with(epochs=5, early_stopping=2, ema_momentum=0.7),
        Member("SimpleCNN", 3),
        drawn(24, 1),
        drawn(12, 2),
        tmp_path,
        None,
    )
    assert len(seen) == 4
    for kept, best in zip(network.trainable_variables, seen[1], strict=True):
        np.testing.assert_array_equal(np.asarray(kept), best)


def test_the_same_seed_gives_the_same_weights_and_another_one_others(tmp_path: Path) -> None:
    first, again = (trained(tmp_path / name, epochs=1) for name in ("a", "b"))
    other = trained(tmp_path / "c", Member("SimpleCNN-BN", 4), epochs=1)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


@pytest.fixture
def policies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the precision of each epoch that is trained from now on."""
    found: list[str] = []
    train = fit._train_epoch

    def watched(*arguments: object) -> float:
        found.append(keras.mixed_precision.dtype_policy().name)
        return train(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(fit, "_train_epoch", watched)
    return found


@pytest.mark.parametrize(
    ("devices", "units", "backbone", "expected"),
    [
        ([], False, "SimpleCNN", "float32"),
        (["a GPU"], False, "SimpleCNN", "mixed_float16"),
        ([], True, "SimpleCNN", "float32"),
        ([], True, "VGG16", "mixed_bfloat16"),
        ([], False, "VGG16", "float32"),
    ],
)
def test_half_precision_is_used_where_it_is_faster_and_nowhere_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    policies: list[str],
    devices: list[str],
    units: bool,
    backbone: str,
    expected: str,
) -> None:
    import tensorflow as tf

    monkeypatch.setattr(
        tf.config, "list_physical_devices", lambda kind=None: devices if kind else []
    )
    processor = tmp_path / "cpuinfo"
    processor.write_text(f"flags\t\t: fpu avx512f {'amx_bf16' if units else ''} amx_tile\n")
    monkeypatch.setattr(precision, "_CPU_INFO", processor)
    weights = trained(
        tmp_path / "run", Member(backbone, 4), epochs=1, mixed_precision=True, ema_momentum=0.5
    )
    assert all(np.isfinite(weight).all() for weight in weights)
    assert {weight.dtype.name for weight in weights} <= {"float32", "uint32"}
    assert policies == [expected]
    assert keras.mixed_precision.dtype_policy().name == "float32"


def test_single_precision_is_used_unless_the_recipe_asks_for_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policies: list[str]
) -> None:
    processor = tmp_path / "cpuinfo"
    processor.write_text("flags: amx_bf16\n")
    monkeypatch.setattr(precision, "_CPU_INFO", processor)
    trained(tmp_path / "run", epochs=1)
    assert policies == ["float32"]


def test_inception_is_never_trained_in_half_precision_on_a_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processor = tmp_path / "cpuinfo"
    processor.write_text("flags: amx_bf16\n")
    monkeypatch.setattr(precision, "_CPU_INFO", processor)
    # VGG16 shows that this processor would have half precision to offer.
    assert precision.precision_of("VGG16") == "mixed_bfloat16"
    assert precision.precision_of("InceptionV3") == "float32"


def test_a_computer_that_tells_nothing_of_its_processor_trains_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "_CPU_INFO", tmp_path / "nothing")
    assert precision.precision_of("VGG16") == "float32"


def test_fewer_pictures_than_a_batch_are_learned_from_all_the_same(tmp_path: Path) -> None:
    trained(tmp_path, batch_size=100, epochs=1)
    assert np.isfinite(read_log(tmp_path)[0]["loss"])


@settings(deadline=None, max_examples=50)
@given(counts=st.lists(st.integers(1, 30), min_size=2, max_size=4), seed=st.integers(0, 100))
def test_balanced_sampling_shows_classes_equally_often(counts: list[int], seed: int) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    order = balanced_order(labels, np.random.default_rng(seed))
    assert len(order) == len(labels)
    shown = np.bincount(labels[order], minlength=len(counts))
    assert shown.max() - shown.min() <= 1
    for label, count in enumerate(counts):
        times = np.bincount(order[labels[order] == label], minlength=len(labels))
        own = times[labels == label]
        assert own.max() - own.min() <= 1
        assert own.sum() == shown[label]
        assert len(own) == count


def test_mixup_keeps_what_the_pictures_share() -> None:
    rng = np.random.default_rng(0)
    images = rng.random((6, 4, 4, 1), np.float32)
    targets = {
        "logits": np.array([0, 1, 2, 0, 1, 2], np.float32),
        "lesion": rng.random((6, 1, 1, 1), np.float32),
    }
    mixed, truth = mix((images, targets), 0.4, 3, np.random.default_rng(1))
    assert truth["logits"].shape == (6, 3)
    assert truth["logits"].sum(axis=1) == pytest.approx(np.ones(6))
    # Taking every picture exactly once as the other, the batch need not keep its mean; its range
    # it must.
    assert mixed.min() >= images.min()
    assert mixed.max() <= images.max()
    assert not np.array_equal(mixed, images)


def test_switching_mixup_on_changes_no_draw_of_the_augmentation() -> None:
    pictures = drawn(8, 5)
    limits = Augmentation()
    plain = next(epoch_batches(pictures, FitOptions(**BASE), limits, 8, 2, (1, 0)))
    tiny = FitOptions(**BASE, mixup=1e-6)
    mixed = next(epoch_batches(pictures, tiny, limits, 8, 2, (1, 0)))
    # With so small a parameter each picture stays itself or becomes another one of the batch.
    same = [any(np.allclose(one, other) for other in plain[0]) for one in mixed[0]]
    assert all(same)


def test_a_log_forgets_epochs_that_are_trained_again(tmp_path: Path) -> None:
    for epoch, loss in ((1, 0.9), (2, 0.8), (3, 0.7), (2, 0.6)):
        log_epoch(tmp_path, {"epoch": epoch, "loss": loss})
    assert read_log(tmp_path) == [{"epoch": 1, "loss": 0.9}, {"epoch": 2, "loss": 0.6}]


def test_events_for_tensorboard_hold_the_same_figures(tmp_path: Path) -> None:
    import tensorflow as tf

    log_epoch(tmp_path, {"epoch": 4, "loss": 0.25, "validation_auc": 0.75}, tensorboard=True)
    events = [
        tf.compat.v1.Event.FromString(record.numpy())
        for path in (tmp_path / "events").iterdir()
        for record in tf.data.TFRecordDataset(str(path))
    ]
    found = {
        value.tag: (event.step, float(tf.make_ndarray(value.tensor)))
        for event in events
        for value in event.summary.value
    }
    assert found == {"loss": (4, 0.25), "validation_auc": (4, 0.75)}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (OSError(errno.EIO, "broken"), "could not be written"),
    ],
)
def test_trained_weights_that_find_no_room_leave_no_file(
    tmp_path: Path, error: OSError, sentence: str
) -> None:
    class Network:
        def save_weights(self, path: Path) -> None:
            path.write_bytes(b"half of it")
            raise error

    with pytest.raises(UserFacingError, match=sentence):
        save_final(Network(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_each_epoch_says_which_of_how_many_it_is_and_how_long_the_rest_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_epoch({"epoch": 3, "loss": 0.5, "validation_auc": 0.75}, 30, 12.0)
    print_epoch({"epoch": 30, "loss": 0.25}, 30, 12.0)
    first, last = capsys.readouterr().err.splitlines()
    assert first == "epoch 3 of 30  loss 0.5  validation_auc 0.75  about 5 min left"
    assert last == "epoch 30 of 30  loss 0.25"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (2, "about 5 s left"),
        (41, "about 40 s left"),
        (200, "about 3 min left"),
        (3700, "about 1 h left"),
        (9000, "about 2 h 30 min left"),
    ],
)
def test_time_left_is_rounded_as_far_as_an_estimate_deserves(seconds: int, words: str) -> None:
    assert time_left(seconds) == words
