"""Scans of a training: checks, groups, splits, folds, pixels, augmentation."""
