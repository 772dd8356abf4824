"""Makes the pictures in this folder. The tests use the committed files; this script documents how they were made.

    python tests/images/make.py        (needs Pillow 11.3 or later)

Each picture is 48 x 32, with a red part on the left and a blue one on the right, so that a rotation is visible. Metadata that
must not be published contains the word SECRET, and a location: 51.5 degrees north, 0.12 west.
"""

import pathlib
import struct

from PIL import Image, ImageCms, PngImagePlugin

HERE = pathlib.Path(__file__).parent


def picture(size=(48, 32)):
    image = Image.new("RGB", size, (20, 40, 200))
    image.paste((220, 30, 20), (0, 0, size[0] // 3, size[1]))
    return image


def exif(orientation):
    data = Image.Exif()
    if orientation:
        data[0x0112] = orientation
    data[0x010E] = "SECRET description"
    data[0x010F] = "SECRET phone"
    data[0x0132] = "2026:11:01 10:00:00"
    place = data.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 30.0, 0.0)
    place[3], place[4] = "W", (0.0, 7.0, 12.0)
    return data.tobytes()


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30N">SECRET</rdf:Description>'
    b"</rdf:RDF></x:xmpmeta>"
)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def segment(mark, data):
    return bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data


def write(name, data):
    (HERE / name).write_bytes(data)


def saved(name, image, **options):
    path = HERE / name
    image.save(path, **options)
    return path.read_bytes()


# A photo as taken by a phone: rotated, with a location, XMP, IPTC, a comment and a profile; after it, a second picture
# with its own location, as phones store depth maps and short videos.
data = saved("upright.jpg", picture(), exif=exif(6), xmp=XMP, icc_profile=PROFILE, comment=b"SECRET comment", quality=80)
iptc = segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\x0eSECRET caption")
mpf = segment(0xE2, b"MPF\0SECRET index")
second = saved("upright.jpg", picture((16, 16)), exif=exif(1), quality=50)
write("upright.jpg", data[:2] + iptc + mpf + data[2:] + second + b"SECRET film")

# Many scans with data between them, where a program could hide a comment.
data = saved("scans.jpg", picture(), progressive=True, quality=80, comment=b"SECRET comment")
at = data.rindex(b"\xff\xda")
write("scans.jpg", data[:at] + segment(0xFE, b"SECRET between scans") + data[at:])

words = PngImagePlugin.PngInfo()
words.add_text("Comment", "SECRET text")
words.add_text("Author", "SECRET author", zip=True)
words.add_itxt("XML:com.adobe.xmp", XMP.decode())
data = saved("words.png", picture(), pnginfo=words, exif=exif(8), icc_profile=PROFILE)
write("words.png", data + b"SECRET behind the end")

saved("plain.png", picture())
saved("place.webp", picture(), exif=exif(6), xmp=XMP, icc_profile=PROFILE, lossless=True)
saved("plain.webp", picture(), quality=70)
frames = [picture(), picture().transpose(Image.Transpose.ROTATE_180)]
saved("moving.gif", frames[0], save_all=True, append_images=frames[1:], duration=500, loop=0, comment=b"SECRET comment")
saved("moving.webp", frames[0], save_all=True, append_images=frames[1:], duration=500, loop=0, exif=exif(0))
saved("place.avif", picture(), exif=exif(6), xmp=XMP, quality=60)
