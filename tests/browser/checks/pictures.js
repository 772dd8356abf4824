// Pictures: each has come, says its true size, so that nothing jumps while it comes, and is not squeezed.

/** Pictures that have not come, whose size is not the one that is written, or that are drawn in another shape. */
export async function pictures(page) {
  return page.evaluate(async () => {
    const faults = [];
    for (const image of document.querySelectorAll("img")) {
      const name = image.getAttribute("src");
      await image.decode().catch(() => {});
      const { naturalWidth: width, naturalHeight: height } = image;
      if (!width) { faults.push(`the picture ${name} is not shown`); continue; }
      const written = `${image.getAttribute("width")} x ${image.getAttribute("height")}`;
      // A drawing with no size of its own is as large as the browser likes; what is written is the shape it shows.
      const isDrawing = name.endsWith(".svg");
      const shape = image.getAttribute("width") / image.getAttribute("height");
      if (isDrawing ? !(Math.abs(shape - width / height) <= 0.03 * shape) : written !== `${width} x ${height}`)
        faults.push(`the picture ${name} is ${width} x ${height}, and ${written} is written`);
      const box = image.getBoundingClientRect();
      if (Math.abs(box.width - (box.height * width) / height) > 1.5) faults.push(`the picture ${name} is squeezed to ${box.width} x ${box.height}`);
    }
    return faults;
  });
}
