"""Pictures for the demonstration: a blue signature for each person, a red seal for each agency.

Drawn here, so that no stranger's signature or seal is in the repository; every seal says DEMO.
Look by Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục I, Phần II, khoản 8 and 9: signature blue, seal
red, both PNG with transparent ground.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from engine.outside.private_folders import make_private
from engine.outside.stamps import FOLDER
from engine.simulate.demo.read import demo

BLUE = (24, 58, 168, 255)
RED = (196, 18, 32, 235)
FONT = Path(__file__).parents[2] / "web" / "static" / "built" / "fonts" / "Tinos-Bold.ttf"


def draw_stamps(home: Path) -> None:
    """A picture for each person and each agency with a seal, where `engine.outside.stamps` looks.

    What is there stays: equal names give equal pictures.
    """
    folder = make_private(home / FOLDER)
    for seat in demo().seats:
        _keep(folder / f"{seat.person_id}.png", partial(_signature, seat.login))
    for unit in demo().sealing():
        rim = unit.name.replace("Ủy ban nhân dân", "UBND").upper()
        _keep(folder / f"{unit.id}.png", partial(_seal, rim, "BẢN THỬ NGHIỆM"))


def _keep(path: Path, drawn: Callable[[], Image.Image]) -> None:
    if path.exists():
        return
    unfinished = path.with_suffix(".new")
    drawn().save(unfinished, "PNG", compress_level=1)  # many, and read from the disk
    unfinished.rename(path)


def _signature(seed: str) -> Image.Image:
    """A pen's swing, always the same for the same name."""
    chance = Random(seed)
    image = Image.new("RGBA", (900, 360), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    rate = [chance.uniform(0.8, 1.4) for _ in range(3)]
    phase = [chance.uniform(0, math.tau) for _ in range(3)]
    points = []
    for step in range(700):
        t = step / 700
        x = 90 + 700 * t + 70 * math.sin(11 * rate[0] * t + phase[0])
        height = 120 * (1 - 0.55 * t)
        y = 190 + height * math.sin(23 * rate[1] * t + phase[1]) * math.cos(5 * t + phase[2])
        points.append((x, y))
    for (x0, y0), (x1, y1) in pairwise(points):
        width = 5 + round(3 * abs(math.sin((x0 + y0) / 60)))
        pen.line((x0, y0, x1, y1), fill=BLUE, width=width)
    pen.line((150, 300, 780, 262), fill=BLUE, width=5)
    return image


def _seal(rim: str, middle: str) -> Image.Image:
    size, centre = 760, 380
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for inset, width in ((14, 14), (44, 4), (190, 4)):
        pen.ellipse((inset, inset, size - inset, size - inset), outline=RED, width=width)
    _around(image, rim, radius=264, from_angle=-165, to_angle=-15)
    _around(image, middle, radius=264, from_angle=142, to_angle=38)
    star = [
        (
            centre + (120 if n % 2 == 0 else 48) * math.sin(n * math.pi / 5),
            centre - (120 if n % 2 == 0 else 48) * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ]
    pen.polygon(star, fill=RED)
    return image


def _around(
    image: Image.Image, text: str, *, radius: float, from_angle: float, to_angle: float
) -> None:
    """Letters along a circle, degrees clockwise from three o'clock; below, read from the left.

    They get smaller where the name is long.
    """
    room = radius * math.radians(abs(to_angle - from_angle))
    font = ImageFont.truetype(str(FONT), min(50, round(1.35 * room / len(text))))
    centre = image.width / 2
    below = from_angle > to_angle
    for place, letter in enumerate(text):
        degrees = from_angle + (to_angle - from_angle) * place / (len(text) - 1)
        tile = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((60, 60), letter, font=font, fill=RED, anchor="mm")
        turned = tile.rotate(
            -(degrees - 90) if below else -(degrees + 90), Image.Resampling.BICUBIC
        )
        x = centre + radius * math.cos(math.radians(degrees)) - 60
        y = centre + radius * math.sin(math.radians(degrees)) - 60
        image.alpha_composite(turned, (round(x), round(y)))
