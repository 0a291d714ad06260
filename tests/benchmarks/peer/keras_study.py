"""One answer as study projects give it: load_model, predict, Grad-CAM by GradientTape, overlay.

``keras_study.py MODEL.keras PICTURE OUTPUT.png`` does it once; with ``--serve`` it is repeated for
each line of the input.
"""

import sys

import cv2
import numpy as np
import tensorflow as tf
from tensorflow import keras

model = keras.models.load_model(sys.argv[1])
last = next(layer.name for layer in reversed(model.layers) if len(layer.output.shape) == 4)
with_maps = keras.models.Model(model.inputs, [model.get_layer(last).output, model.output])


def answer():
    picture = cv2.imread(sys.argv[2])
    shown = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    batch = np.expand_dims(cv2.resize(shown, (224, 224)).astype("float32") / 255.0, 0)
    found = model.predict(batch, verbose=0)
    heat = grad_cam(batch, int(np.argmax(found[0])))
    heat = cv2.resize(heat, (picture.shape[1], picture.shape[0]))
    colours = cv2.applyColorMap(np.uint8(255 * heat), cv2.COLORMAP_JET)
    return cv2.addWeighted(picture, 0.6, colours, 0.4, 0)


def grad_cam(batch, index):
    with tf.GradientTape() as tape:
        maps, found = with_maps(batch)
        loss = found[:, index]
    weights = tf.reduce_mean(tape.gradient(loss, maps), axis=(0, 1, 2))
    heat = tf.squeeze(maps[0] @ weights[..., tf.newaxis])
    heat = tf.maximum(heat, 0) / (tf.reduce_max(heat) + 1e-8)
    return heat.numpy()


if "--serve" in sys.argv:
    from serve import serve

    serve(answer)
else:
    cv2.imwrite(sys.argv[3], answer())
