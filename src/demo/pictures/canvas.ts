/** A picture in the making: rows of red, green, blue. */
export type Canvas = { width: number; height: number; pixels: Uint8Array }

/** A drawing with transparency, ready to be put on a canvas. `spans` holds for each row where ink begins and ends. */
export type Stencil = { width: number; height: number; pixels: Uint8Array; spans: Uint16Array }

/** A stencil from rows of red, green, blue and alpha. */
export function cutStencil(width: number, height: number, pixels: Uint8Array): Stencil {
  const spans = new Uint16Array(height * 2)
  for (let y = 0; y < height; y++) {
    let first = 0
    let end = width
    while (first < end && pixels[(y * width + first) * 4 + 3] === 0) first++
    while (end > first && pixels[(y * width + end - 1) * 4 + 3] === 0) end--
    spans[y * 2] = first
    spans[y * 2 + 1] = end
  }
  return { width, height, pixels, spans }
}

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
  const { width, pixels, spans } = stencil
  const under = canvas.pixels
  const lastY = Math.min(stencil.height, canvas.height - top)
  const step = isMirrored ? -4 : 4
  for (let y = Math.max(0, -top); y < lastY; y++) {
    const begin = spans[y * 2] as number
    const end = spans[y * 2 + 1] as number
    const firstX = Math.max(isMirrored ? width - end : begin, -left)
    const endX = Math.min(isMirrored ? width - begin : end, canvas.width - left)
    let to = ((top + y) * canvas.width + left + firstX) * 3
    let from = (y * width + (isMirrored ? width - 1 - firstX : firstX)) * 4
    // Written out for each colour and in whole numbers: this is where painting spends its time.
    for (let x = firstX; x < endX; x++, to += 3, from += step) {
      const alpha = pixels[from + 3] as number
      if (alpha === 0) continue
      const ink = alpha + (alpha >> 7)
      const red = under[to] as number
      const green = under[to + 1] as number
      const blue = under[to + 2] as number
      under[to] = red + ((((pixels[from] as number) - red) * ink) >> 8)
      under[to + 1] = green + ((((pixels[from + 1] as number) - green) * ink) >> 8)
      under[to + 2] = blue + ((((pixels[from + 2] as number) - blue) * ink) >> 8)
    }
  }
}

/** Darkens the lowest rows, so that what is written there can be read. */
export function darkenFoot(canvas: Canvas, rows: number): void {
  const { pixels } = canvas
  for (let index = (canvas.height - rows) * canvas.width * 3; index < pixels.length; index++)
    pixels[index] = (pixels[index] as number) >> 2
}
