// What people do to a photo before they use it again: sent through a chat, cut, turned, photographed from a screen.
import sharp, { type Sharp } from 'sharp'
import { type Chance, chanceFrom } from '../../src/demo/chance.ts'
import type { Photograph } from './scene.ts'

const raw = ({ width, height }: { width: number; height: number }) =>
  ({ raw: { width, height, channels: 3 } }) as const
const open = (photo: Photograph) => sharp(photo.pixels, raw(photo))

function crop(photo: Photograph, share: number, chance: Chance) {
  const [width, height] = [Math.round(photo.width * share), Math.round(photo.height * share)]
  return open(photo).extract({
    left: chance.between(0, photo.width - width),
    top: chance.between(0, photo.height - height),
    width,
    height,
  })
}

/** Turned by a few degrees and cut to what is left of the rectangle, as a phone's editor does it. */
async function straightened(photo: Photograph, degrees: number) {
  const { data, info } = await open(photo).rotate(degrees).raw().toBuffer({ resolveWithObject: true })
  const lost = Math.sin((Math.abs(degrees) * Math.PI) / 180)
  const [width, height] = [
    Math.floor(photo.width - photo.height * lost * 1.1),
    Math.floor(photo.height - photo.width * lost * 1.1),
  ]
  return sharp(data, raw(info)).extract({
    left: Math.floor((info.width - width) / 2),
    top: Math.floor((info.height - height) / 2),
    width,
    height,
  })
}

type Point = readonly [number, number]

/** The eight numbers of the projection that carries four points to four others (Gaussian elimination). */
function projection(from: readonly Point[], to: readonly Point[]): number[] {
  const rows = from.flatMap(([x, y], index) => {
    const [u, v] = to[index] as Point
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ]
  })
  for (let pivot = 0; pivot < 8; pivot++) {
    const best = rows
      .slice(pivot)
      .reduce((kept, row) => (Math.abs(row[pivot] as number) > Math.abs(kept[pivot] as number) ? row : kept))
    rows.splice(rows.indexOf(best), 1)
    rows.splice(
      pivot,
      0,
      best.map((value) => value / (best[pivot] as number)),
    )
    for (const [index, row] of rows.entries())
      if (index !== pivot) {
        const share = row[pivot] as number
        rows[index] = row.map((value, at) => value - share * ((rows[pivot] as number[])[at] as number))
      }
  }
  return rows.map((row) => row[8] as number)
}

/**
 * A photo of a screen: the picture stands askew before something dark, two gratings beat against each other (moiré),
 * the screen is brighter at one side and shines at one place; the whole is a little out of focus.
 */
async function ofScreen(photo: Photograph, chance: Chance) {
  const { width, height } = photo
  const off = () => 0.02 + chance.next() * 0.09
  const corners: Point[] = [
    [width * off(), height * off()],
    [width * (1 - off()), height * off()],
    [width * (1 - off()), height * (1 - off())],
    [width * off(), height * (1 - off())],
  ]
  const [a, b, c, d, e, f, g, h] = projection(corners, [
    [0, 0],
    [width - 1, 0],
    [width - 1, height - 1],
    [0, height - 1],
  ]) as [number, number, number, number, number, number, number, number]
  const waves = [0, 1].map(() => ({
    x: (chance.next() - 0.5) * 1.6,
    y: (chance.next() - 0.5) * 1.6,
    depth: 0.04 + chance.next() * 0.07,
  }))
  const [slope, light] = [(chance.next() - 0.5) * 0.4, 0.85 + chance.next() * 0.4]
  const shine = { x: chance.next() * width, y: chance.next() * height, reach: 60 + chance.next() * 120 }
  const pixels = Buffer.alloc(width * height * 3, 24)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const depth = g * x + h * y + 1
      const [u, v] = [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth]
      if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) continue
      const beat = waves.reduce(
        (product, wave) => product * (1 + wave.depth * Math.sin(wave.x * x + wave.y * y)),
        1,
      )
      const glare = 90 * Math.exp(-((x - shine.x) ** 2 + (y - shine.y) ** 2) / shine.reach ** 2)
      const gain = light * beat * (1 + slope * (x / width - 0.5))
      const [left, top] = [Math.floor(u), Math.floor(v)]
      const [right, low] = [u - left, v - top]
      for (let part = 0; part < 3; part++) {
        const at = (row: number, column: number) =>
          photo.pixels[((top + row) * width + left + column) * 3 + part] as number
        const value =
          (at(0, 0) * (1 - right) + at(0, 1) * right) * (1 - low) +
          (at(1, 0) * (1 - right) + at(1, 1) * right) * low
        // The stripes of the screen's own red, green and blue.
        const stripe = (x + part) % 3 === 0 ? 1.06 : 0.97
        pixels[(y * width + x) * 3 + part] = Math.min(255, value * gain * stripe + glare)
      }
    }
  return sharp(pixels, raw(photo)).blur(0.8 + chance.next() * 0.7)
}

const caption = (photo: Photograph, text: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${photo.width}" height="${photo.height}"><rect y="${photo.height * 0.88}" width="100%" height="12%" fill="#000a"/><text x="20" y="${photo.height * 0.955}" font-size="${photo.height * 0.05}" fill="#fff">${text}</text></svg>`,
  )

const jpeg = (picture: Sharp, quality = 82): Promise<Buffer> => picture.jpeg({ quality }).toBuffer()

/** Every alteration, by the name under which it is reported, and the stage that has to find it. */
export const alterations: Record<
  string,
  { stage: 1 | 2; make: (photo: Photograph, chance: Chance) => Promise<Buffer> }
> = {
  'recompressed, q60': { stage: 1, make: (photo) => jpeg(open(photo), 60) },
  'recompressed, q40': { stage: 1, make: (photo) => jpeg(open(photo), 40) },
  'half size': { stage: 1, make: (photo) => jpeg(open(photo).resize(photo.width / 2)) },
  'one and a half size': { stage: 1, make: (photo) => jpeg(open(photo).resize(photo.width * 1.5)) },
  'brighter, more contrast': {
    stage: 1,
    make: (photo, chance) => jpeg(open(photo).linear(1.1 + chance.next() * 0.3, chance.between(-20, 10))),
  },
  'crop to 90 %': { stage: 2, make: (photo, chance) => jpeg(crop(photo, 0.9, chance)) },
  'crop to 80 %': { stage: 2, make: (photo, chance) => jpeg(crop(photo, 0.8, chance)) },
  'crop to 70 %': { stage: 2, make: (photo, chance) => jpeg(crop(photo, 0.7, chance)) },
  mirrored: { stage: 2, make: (photo) => jpeg(open(photo).flop()) },
  'mirrored, crop to 80 %': { stage: 2, make: (photo, chance) => jpeg(crop(photo, 0.8, chance).flop()) },
  'rotated 90°': { stage: 2, make: (photo) => jpeg(open(photo).rotate(90)) },
  'rotated 5°': {
    stage: 2,
    make: async (photo, chance) => jpeg(await straightened(photo, chance.happens(0.5) ? 5 : -5)),
  },
  'photo of a screen': { stage: 2, make: async (photo, chance) => jpeg(await ofScreen(photo, chance), 75) },
  'caption over it': {
    stage: 2,
    make: (photo, chance) =>
      jpeg(
        open(photo).composite([
          {
            input: caption(
              photo,
              `Ấp ${chance.between(1, 9)}, ngày ${chance.between(1, 28)}/${chance.between(1, 12)}/2026`,
            ),
          },
        ]),
      ),
  },
}

/** An altered photo as it would be sent. */
export function altered(photo: Photograph, name: string, seed: string): Promise<Buffer> {
  const alteration = alterations[name]
  if (!alteration) throw new Error(`No alteration ${name}.`)
  return alteration.make(photo, chanceFrom(`${name} ${seed}`))
}

/** A photo as it comes from the phone. */
export const asSent = (photo: Photograph): Promise<Buffer> => jpeg(open(photo), 90)

/** The small copy of a photo, made as `keepPhoto` makes it: from the large one, painted anew. */
export async function smallCopy(sent: Buffer): Promise<Buffer> {
  const large = await sharp(sent)
    .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer()
  return sharp(large)
    .resize({ width: 480, height: 480, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 72 })
    .toBuffer()
}
