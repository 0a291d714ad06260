"""Training data: checks, groups, splits, folds, pixels, augmentation."""
