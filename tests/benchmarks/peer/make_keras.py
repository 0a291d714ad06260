"""Make a model as study projects do: a network of keras.applications, pooling, a dense head.

Run as ``make_keras.py NETWORK FILE.keras``. The weights are random: they change no duration.
"""

import sys

import keras

network = getattr(keras.applications, sys.argv[1])
base = network(include_top=False, weights=None, input_shape=(224, 224, 3))
pooled = keras.layers.GlobalAveragePooling2D()(base.output)
dense = keras.layers.Dense(128, activation="relu")(pooled)
answer = keras.layers.Dense(3, activation="softmax")(keras.layers.Dropout(0.5)(dense))
keras.Model(base.input, answer).save(sys.argv[2])
