"""Documents in, published index out. Knows nothing of HTTP or screens."""

import os

# Some libraries tell their makers how they are used from the moment they are imported: onnxruntime
# the machine, the program's path, each model it opens. Nothing of a campus leaves it, so they are
# told not to, here, before any of them is imported. Whoever runs the service may say otherwise.
for _variable, _value in {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
}.items():
    os.environ.setdefault(_variable, _value)
