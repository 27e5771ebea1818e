/** A picture in the making: rows of red, green, blue. */
export type Canvas = { width: number; height: number; pixels: Uint8Array }

/** A drawing with transparency, ready to be put on a canvas. */
export type Stencil = { width: number; height: number; pixels: Uint8Array }

export const blankCanvas = (width: number, height: number): Canvas => ({
  width,
  height,
  pixels: new Uint8Array(width * height * 3),
})

/** Covers a canvas with the part of a larger background that begins at `left`, `top`. */
export function cover(canvas: Canvas, background: Canvas, left: number, top: number): void {
  const row = canvas.width * 3
  for (let y = 0; y < canvas.height; y++) {
    const from = ((top + y) * background.width + left) * 3
    canvas.pixels.set(background.pixels.subarray(from, from + row), y * row)
  }
}

/** Puts a stencil on a canvas with its left upper corner at `left`, `top`; what falls outside is cut off. */
export function put(canvas: Canvas, stencil: Stencil, left: number, top: number, isMirrored = false): void {
  const { width, pixels } = stencil
  const canvasPixels = canvas.pixels
  const firstX = Math.max(0, -left)
  const lastX = Math.min(width, canvas.width - left)
  const lastY = Math.min(stencil.height, canvas.height - top)
  for (let y = Math.max(0, -top); y < lastY; y++) {
    let to = ((top + y) * canvas.width + left + firstX) * 3
    for (let x = firstX; x < lastX; x++, to += 3) {
      const from = (y * width + (isMirrored ? width - 1 - x : x)) * 4
      const alpha = pixels[from + 3] as number
      if (alpha === 0) continue
      // Written out for each colour, and without asking whether a pixel is there: this is where painting spends its time.
      const red = canvasPixels[to] as number
      const green = canvasPixels[to + 1] as number
      const blue = canvasPixels[to + 2] as number
      canvasPixels[to] = red + (((pixels[from] as number) - red) * alpha + 127) / 255
      canvasPixels[to + 1] = green + (((pixels[from + 1] as number) - green) * alpha + 127) / 255
      canvasPixels[to + 2] = blue + (((pixels[from + 2] as number) - blue) * alpha + 127) / 255
    }
  }
}

/** Darkens the lowest rows, so that what is written there can be read. */
export function darkenFoot(canvas: Canvas, rows: number): void {
  const { pixels } = canvas
  for (let index = (canvas.height - rows) * canvas.width * 3; index < pixels.length; index++)
    pixels[index] = (pixels[index] ?? 0) >> 2
}
