// Pictures: each is loaded, has its correct size, so that the page does not jump while it loads, and is not distorted.

/** Pictures that are not loaded, have a wrong size in the markup, or are distorted. */
export async function pictures(page) {
  return page.evaluate(async () => {
    const faults = [];
    for (const image of document.querySelectorAll("img")) {
      const name = image.getAttribute("src");
      await image.decode().catch(() => {});
      const { naturalWidth: width, naturalHeight: height } = image;
      if (!width) { faults.push(`the picture ${name} is not shown`); continue; }
      const written = `${image.getAttribute("width")} x ${image.getAttribute("height")}`;
      // A drawing without an intrinsic size has any size in the browser; the size in the markup has its aspect ratio.
      const isDrawing = name.endsWith(".svg");
      const shape = image.getAttribute("width") / image.getAttribute("height");
      if (isDrawing ? !(Math.abs(shape - width / height) <= 0.03 * shape) : written !== `${width} x ${height}`)
        faults.push(`the picture ${name} is ${width} x ${height}, but ${written} is written`);
      const box = image.getBoundingClientRect();
      if (Math.abs(box.width - (box.height * width) / height) > 1.5) faults.push(`the picture ${name} is squeezed to ${box.width} x ${box.height}`);
    }
    return faults;
  });
}
