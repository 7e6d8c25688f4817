"""What pytorch_test.ts asks of docs/pytorch/pictures.py.

Usage: python3 pictures_check.py FOLDER stretch|crop FILE

Writes the pixels of the folder's pictures to the file, and prints what was
skipped.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[3] / "docs" / "pytorch"))
from pictures import Pictures  # noqa: E402

folder, fit, out = sys.argv[1:]
pictures = Pictures(folder, 16, 32, fit == "crop", "#ff0080")
Path(out).write_bytes(pictures.pixels.numpy().tobytes())
for line in pictures.skipped:
    print(line)
