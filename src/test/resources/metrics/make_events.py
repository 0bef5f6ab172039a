"""Writes the event file beside it with TensorBoard's own writer (pip install tensorboard; no TensorFlow is needed)."""

import glob
import os
import shutil
import tempfile

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.histogram import metadata as histogram
from tensorboard.plugins.scalar import metadata as scalar
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import tensor_util

directory = tempfile.mkdtemp()
writer = EventFileWriter(directory)


def add(step, value):
    writer.add_event(
        event_pb2.Event(wall_time=1700000000.25 + step, step=step, summary=summary_pb2.Summary(value=[value]))
    )


for step in range(3):
    # as torch.utils.tensorboard and TensorFlow 1 write scalars
    add(step, summary_pb2.Summary.Value(tag="loss/train", simple_value=1.0 / (step + 1)))
    # as TensorFlow 2 writes them
    add(
        step,
        summary_pb2.Summary.Value(
            tag="accuracy",
            tensor=tensor_util.make_tensor_proto(np.float32(0.25 * step)),
            metadata=scalar.create_summary_metadata(display_name=None, description=None),
        ),
    )
# no scalar
add(
    2,
    summary_pb2.Summary.Value(
        tag="weights",
        tensor=tensor_util.make_tensor_proto(np.ones((2, 3))),
        metadata=histogram.create_summary_metadata(display_name=None, description=None),
    ),
)
writer.close()
target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "events.out.tfevents.fixture")
shutil.copy(glob.glob(directory + "/*")[0], target)
