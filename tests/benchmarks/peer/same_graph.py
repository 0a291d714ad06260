"""One answer by another runtime with the graph of the program: decode, letterbox, run, overlay.

``same_graph.py onnx|tflite GRAPH PICTURE THREADS SIDE``; repeated for each line of the input.
Around the graph everything is as lean as it gets: decoded in the same process, without any check.
"""

import sys

import cv2
import numpy as np
from serve import serve

kind, graph, path = sys.argv[1:4]
threads, side = int(sys.argv[4]), int(sys.argv[5])
cv2.setNumThreads(threads)


def onnx_runner():
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda batch: session.run(None, {name: batch})


def tflite_runner():
    import tensorflow as tf

    interpreter = tf.lite.Interpreter(graph, num_threads=threads)
    interpreter.allocate_tensors()
    given = interpreter.get_input_details()[0]["index"]
    wanted = [detail["index"] for detail in interpreter.get_output_details()]

    def run(batch):
        interpreter.set_tensor(given, batch)
        interpreter.invoke()
        return [interpreter.get_tensor(index) for index in wanted]

    return run


run = {"onnx": onnx_runner, "tflite": tflite_runner}[kind]()


def answer():
    grey = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    rows, columns = grey.shape
    scale = side / max(rows, columns)
    size = (round(columns * scale), round(rows * scale))
    canvas = np.zeros((1, side, side, 1), np.float32)
    canvas[0, : size[1], : size[0], 0] = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) / 255
    found = run(canvas)
    maps = next(output for output in found if output.ndim == 4)
    heat = cv2.resize(np.maximum(maps[0, ..., 0], 0), (columns, rows))
    colours = cv2.applyColorMap(np.uint8(255 * np.clip(heat, 0, 1)), cv2.COLORMAP_INFERNO)
    return cv2.addWeighted(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), 0.6, colours, 0.4, 0)


serve(answer)
