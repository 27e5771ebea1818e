// Photographs that nobody took: scenes drawn by chance, each of which can be photographed several times. Two shots of one
// scene share the place and what stands there, and differ in the camera, the light and the people: what an honest second
// photo of the same hall looks like.
import sharp from 'sharp'
import { type Chance, chanceFrom } from '../../src/demo/chance.ts'
import { crowd } from './people.ts'

/** The size of a photograph; the world is a little larger, so that the camera can move. */
export const frame = { width: 960, height: 720 } as const
const world = { width: 1200, height: 900 } as const

/** A photograph as rows of red, green, blue. */
export type Photograph = { width: number; height: number; pixels: Buffer }

const colour = (chance: Chance, light = chance.between(25, 80)): string =>
  `hsl(${chance.between(0, 359)} ${chance.between(10, 75)}% ${light}%)`

const words =
  'ĐẢNG ỦY HỘI PHỤ NỮ NÔNG DÂN THANH NIÊN XÃ ẤP MÔ HÌNH RÁC HEO ĐẤT TUYẾN ĐƯỜNG XANH SẠCH ĐẸP HỌC TẬP LÀM THEO BÁC'.split(
    ' ',
  )
const saying = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => chance.pick(words)).join(' ')

function blob(chance: Chance, x: number, y: number, size: number): string {
  const corners = chance.between(3, 9)
  const points = Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * (index + chance.next() * 0.7)) / corners
    const reach = size * (0.4 + 0.6 * chance.next())
    return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`
  })
  return `<polygon points="${points.join(' ')}" fill="${colour(chance)}"/>`
}

function box(chance: Chance, x: number, y: number, width: number, height: number): string {
  const inside = Array.from({ length: chance.between(0, 5) }, () => {
    const across = x + chance.next() * width * 0.7
    const down = y + chance.next() * height * 0.7
    return `<rect x="${across}" y="${down}" width="${width * 0.25}" height="${height * 0.22}" fill="${colour(chance)}" stroke="#222" stroke-width="${chance.between(0, 3)}"/>`
  })
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour(chance)}" stroke="#333"/>${inside.join('')}`
}

const tree = (chance: Chance, x: number, foot: number, size: number): string => {
  const leaves = Array.from({ length: chance.between(6, 30) }, () => {
    const [across, down] = [(chance.next() - 0.5) * size, -size * (0.6 + chance.next() * 0.8)]
    return `<ellipse cx="${x + across}" cy="${foot + down}" rx="${size * 0.2}" ry="${size * (0.06 + 0.12 * chance.next())}" fill="hsl(${chance.between(75, 150)} 45% ${chance.between(18, 55)}%)"/>`
  })
  return `<rect x="${x - size * 0.05}" y="${foot - size}" width="${size * 0.1}" height="${size}" fill="#5d4630"/>${leaves.join('')}`
}

const banner = (chance: Chance, x: number, y: number, width: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${width * 0.16}" fill="hsl(${chance.pick([0, 5, 50, 210])} 70% 40%)"/>` +
  `<text x="${x + width / 2}" y="${y + width * 0.075}" font-size="${width * 0.05}" fill="#ffe96b" text-anchor="middle" font-weight="bold">${saying(chance, 4)}</text>` +
  `<text x="${x + width / 2}" y="${y + width * 0.135}" font-size="${width * 0.038}" fill="#fff" text-anchor="middle">${saying(chance, 5)}</text>`

const some = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

/** Four kinds of places; the last shows next to nothing, as many honest photos do. */
const places = {
  outdoors(chance: Chance): string {
    const horizon = chance.between(280, 480)
    const middle = chance.between(350, 850)
    return (
      `<rect width="1200" height="${horizon}" fill="hsl(${chance.between(190, 225)} ${chance.between(10, 60)}% ${chance.between(60, 88)}%)"/>` +
      `<rect y="${horizon}" width="1200" height="900" fill="hsl(${chance.between(60, 130)} ${chance.between(20, 50)}% ${chance.between(28, 55)}%)"/>` +
      some(chance.between(2, 8), () =>
        box(
          chance,
          chance.between(-50, 1150),
          horizon - chance.between(40, 200),
          chance.between(60, 260),
          chance.between(80, 220),
        ),
      ) +
      `<polygon points="${middle - 20},${horizon} ${middle + 20},${horizon} ${middle + chance.between(250, 600)},900 ${middle - chance.between(250, 600)},900" fill="hsl(${chance.between(20, 50)} 12% ${chance.between(35, 65)}%)"/>` +
      some(chance.between(5, 26), () =>
        tree(chance, chance.between(0, 1200), chance.between(horizon, 880), chance.between(60, 260)),
      ) +
      some(chance.between(0, 2), () =>
        banner(chance, chance.between(0, 700), chance.between(100, 500), chance.between(250, 500)),
      )
    )
  },
  indoors(chance: Chance): string {
    const floor = chance.between(480, 640)
    const tile = chance.between(40, 110)
    return (
      `<rect width="1200" height="${floor}" fill="${colour(chance, chance.between(60, 90))}"/><rect y="${floor}" width="1200" height="${900 - floor}" fill="${colour(chance, chance.between(30, 60))}"/>` +
      some(
        26,
        (index) =>
          `<line x1="${600 + (index - 13) * tile * 0.5}" y1="${floor}" x2="${600 + (index - 13) * tile * 2}" y2="900" stroke="#0004" stroke-width="2"/>`,
      ) +
      some(chance.between(1, 4), () =>
        box(
          chance,
          chance.between(0, 1000),
          chance.between(60, 320),
          chance.between(80, 220),
          chance.between(90, 240),
        ),
      ) +
      some(chance.between(1, 2), () =>
        banner(chance, chance.between(50, 500), chance.between(30, 200), chance.between(400, 650)),
      ) +
      some(chance.between(2, 7), () =>
        box(
          chance,
          chance.between(0, 1050),
          chance.between(floor - 120, 760),
          chance.between(120, 320),
          chance.between(70, 150),
        ),
      )
    )
  },
  table(chance: Chance): string {
    return (
      `<rect width="1200" height="900" fill="${colour(chance)}"/>` +
      some(chance.between(12, 70), () => {
        const [x, y] = [chance.between(0, 1200), chance.between(0, 900)]
        return chance.happens(0.5)
          ? blob(chance, x, y, chance.between(20, 130))
          : `<g transform="rotate(${chance.between(0, 180)} ${x} ${y})">${box(chance, x, y, chance.between(40, 220), chance.between(30, 180))}</g>`
      }) +
      some(
        chance.between(0, 8),
        () =>
          `<text x="${chance.between(0, 1000)}" y="${chance.between(40, 880)}" font-size="${chance.between(16, 60)}" fill="${colour(chance)}">${saying(chance, 3)}</text>`,
      )
    )
  },
  plain(chance: Chance): string {
    return (
      `<rect width="1200" height="900" fill="${colour(chance, chance.between(45, 85))}"/>` +
      some(chance.between(2, 6), () =>
        blob(chance, chance.between(100, 1100), chance.between(100, 800), chance.between(60, 260)),
      )
    )
  },
}

/** How rough surfaces are: spots of several sizes, from clouds to gravel, laid over the drawing. */
async function grain(chance: Chance, spots: number, strength: number): Promise<Buffer> {
  const height = Math.round(spots * 0.75)
  const pixels = Buffer.alloc(spots * height * 4)
  for (let at = 0; at < pixels.length; at += 4) {
    pixels.fill(chance.happens(0.5) ? 255 : 0, at, at + 3)
    pixels[at + 3] = Math.floor(chance.next() * strength)
  }
  return sharp(pixels, { raw: { width: spots, height, channels: 4 } })
    .resize(world.width, world.height, { fit: 'fill' })
    .raw()
    .toBuffer()
}

const raw = (size: { width: number; height: number }, channels: 3 | 4) =>
  ({ raw: { width: size.width, height: size.height, channels } }) as const
const svg = (size: { width: number; height: number }, drawing: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${drawing}</svg>`,
  )

/** What never moves in a scene. */
export async function buildScene(seed: string): Promise<Photograph> {
  const chance = chanceFrom(`scene ${seed}`)
  const kind = chance.next()
  const drawing =
    kind < 0.36
      ? places.outdoors(chance)
      : kind < 0.68
        ? places.indoors(chance)
        : kind < 0.92
          ? places.table(chance)
          : places.plain(chance)
  const roughness = chance.between(0, 42)
  const layers = await Promise.all(
    [24, 90, 330].map((spots, index) => grain(chance, spots, roughness / (1 + index * 0.4))),
  )
  const pixels = await sharp(svg(world, drawing))
    .flatten({ background: '#777' })
    .composite(layers.map((input) => ({ input, ...raw(world, 4), blend: 'over' as const })))
    .blur(0.6 + chance.next() * 0.8)
    .removeAlpha()
    .raw()
    .toBuffer()
  return { ...world, pixels }
}

/** A photograph of a scene: from where the camera stands, in the light of the hour, with the people who are there. */
export async function photograph(scene: Photograph, seed: string): Promise<Photograph> {
  const chance = chanceFrom(`shot ${seed}`)
  const zoom = 0.82 + chance.next() * 0.18
  const [width, height] = [Math.round(world.width * zoom), Math.round(world.height * zoom)]
  const pixels = await sharp(scene.pixels, raw(world, 3))
    .extract({
      left: chance.between(0, world.width - width),
      top: chance.between(0, world.height - height),
      width,
      height,
    })
    .resize(frame.width, frame.height, { fit: 'fill' })
    .composite([{ input: svg(frame, crowd(chance, frame)) }])
    .removeAlpha()
    .linear(
      [0, 1, 2].map(() => 0.9 + chance.next() * 0.2),
      [0, 1, 2].map(() => chance.between(-10, 10)),
    )
    .raw()
    .toBuffer()
  for (let at = 0; at < pixels.length; at += 3) {
    const noise = (chance.next() - 0.5) * 14
    for (const part of [0, 1, 2])
      pixels[at + part] = Math.max(0, Math.min(255, (pixels[at + part] as number) + noise))
  }
  return { ...frame, pixels }
}
