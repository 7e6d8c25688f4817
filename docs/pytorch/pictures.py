"""Pictures of a folder, read by the rules of `deno task train`."""

import os
from pathlib import Path

import numpy
import torch
from PIL import Image, ImageOps
from torch.utils.data import Dataset

# What is read, told from a file's content.
FORMATS = ["PNG", "JPEG", "WEBP", "GIF", "BMP"]
# What is meant to be a picture, and is named if it cannot be used.
ENDINGS = {
    ".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp",
    ".tif", ".tiff", ".avif", ".heic", ".jxl",
}
# Thumbnails and data that other programs leave in folders.
LEFTOVERS = {
    "@eaDir", "#recycle", "#snapshot", "@Recycle", "@Recently-Snapshot",
    "__MACOSX", "$RECYCLE.BIN", "System Volume Information", "lost+found",
    "Thumbs.db", "ehthumbs.db",
}


def listed(folder):
    """Paths of the files in a folder and its folders, each read once.

    Links are followed, after the folders that really lie there. What is
    hidden is passed over, and so is what other programs and training runs
    left.
    """
    entered, files, links = set(), [], [Path(folder)]
    while links:
        links.sort(key=lambda path: (len(path.parts), path.as_posix()))
        for place, folders, names in os.walk(links.pop(0)):
            real = os.path.realpath(place)
            is_run = "options.json" in names and \
                {"log.jsonl", "dataset.json"} & set(names)
            if real in entered or is_run:
                folders.clear()
                continue
            entered.add(real)
            kept = [name for name in folders + names
                    if not name.startswith(".") and name not in LEFTOVERS]
            folders[:] = sorted(set(folders) & set(kept))
            paths = [Path(place, name) for name in sorted(kept)]
            links += [path for path in paths
                      if path.is_dir() and path.is_symlink()]
            files += [path for path in paths if path.is_file()]
    return sorted(files, key=Path.as_posix)


def prepare(file, height, width, crop, background):
    """[3, height, width] bytes: turned as EXIF says, opaque, resized."""
    with Image.open(file, formats=FORMATS) as image:
        if image.mode == "CMYK":
            raise ValueError("is in CMYK: convert it to RGB")
        if image.format == "WEBP" and image.is_animated:
            raise ValueError("is animated")
        image.load()
        if image.mode.startswith("I"):  # 16 bits of grey
            levels = numpy.asarray(image).astype(int) >> 8
            image = Image.fromarray(levels.astype(numpy.uint8))
        image = ImageOps.exif_transpose(image).convert("RGBA")
    if image.getextrema()[3][1] == 0:
        raise ValueError("is all transparent")
    behind = Image.new("RGBA", image.size, background)
    image = Image.alpha_composite(behind, image).convert("RGB")
    if crop:
        scale = min(image.height / height, image.width / width)
        rows = max(1, round(height * scale))
        columns = max(1, round(width * scale))
        top = (image.height - rows) // 2
        left = (image.width - columns) // 2
        image = image.crop((left, top, left + columns, top + rows))
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    return torch.from_numpy(numpy.array(image)).permute(2, 0, 1)


class Pictures(Dataset):
    """The pictures in a folder and its folders; all lie in memory, as bytes.

    `skipped` names those that cannot be used, with the reason.
    """

    def __init__(self, folder, height, width, crop=False,
                 background="#ffffff"):
        folder = Path(folder)
        self.skipped = []
        pictures = []
        for file in listed(folder):
            name = file.relative_to(folder)
            try:
                pictures.append(
                    prepare(file, height, width, crop, background))
            except Exception as error:  # Pillow raises many kinds
                if file.suffix.lower() in ENDINGS:
                    self.skipped.append(f"{name.as_posix()}: {error}")
        self.pixels = torch.stack(pictures) if pictures else []

    def __len__(self):
        return len(self.pixels)

    def __getitem__(self, index):
        return self.pixels[index] / 127.5 - 1
