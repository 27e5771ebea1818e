import sharp from 'sharp'
import type { Day } from '#platform/time'
import { type Chance, chanceFrom } from '../chance.ts'
import { blankCanvas, type Canvas, cover, darkenFoot, put } from './canvas.ts'
import { roadEdge, type SceneName, type Stand, scenes, stage } from './scenes.ts'
import type { Lettering, Studio } from './studio.ts'

/** The size of every picture. */
const pictureSize = { width: 640, height: 480 } as const

/** A picture to paint. `seed` decides what is in it and where; the same seed paints the same picture. */
export type Order = { seed: string; scene: SceneName; day: Day; number: number }

/** A painted picture: to look at, and half as large for lists. */
export type Painted = { large: Buffer; small: Buffer; width: number; height: number }

/** An easel: canvases that are painted over again and again. One picture at a time. */
export type Easel = { whole: Canvas; half: Canvas }
export const setUpEasel = (): Easel => ({
  whole: blankCanvas(pictureSize.width, pictureSize.height),
  half: blankCanvas(pictureSize.width / 2, pictureSize.height / 2),
})

type Background = Awaited<ReturnType<Studio['backgrounds']>>[number]

/** Paints a picture and writes at its foot that it is only an illustration, with the day and a number. */
export async function paintPicture(
  studio: Studio,
  backgrounds: readonly Background[],
  easel: Easel,
  order: Order,
): Promise<Painted> {
  const chance = chanceFrom(order.seed)
  const background = chance.pick(backgrounds)
  // Even, so that the half picture shows exactly the same part.
  const left = 2 * chance.between(0, (stage.width - pictureSize.width) / 2)
  const top = 2 * chance.between(0, (stage.height - pictureSize.height) / 2)
  cover(easel.whole, background.whole, left, top)
  cover(easel.half, background.half, left / 2, top / 2)
  for (const stand of scenes[order.scene].stands) fill(studio, easel, chance, stand, { left, top })
  sign(easel.whole, studio.letters.whole, order, 8)
  sign(easel.half, studio.letters.half, order, 4)
  const [large, small] = await Promise.all([encode(easel.whole, 66), encode(easel.half, 60)])
  return { large, small, ...pictureSize }
}

/** Puts sprites where they may stand, the far ones first, spread from left to right. */
function fill(
  studio: Studio,
  easel: Easel,
  chance: Chance,
  stand: Stand,
  shown: { left: number; top: number },
): void {
  const count = chance.between(stand.count[0], stand.count[1])
  const places = Array.from({ length: count }, (_, index) => {
    const depth = chance.next()
    const y = stand.far + (stand.near - stand.far) * depth
    const aside = (roadEdge(y) + 14 + chance.next() ** 2 * 110) * (index % 2 === 0 ? -1 : 1)
    return {
      depth,
      x: stand.isBeside
        ? stage.width / 2 - shown.left + aside
        : ((index + 0.15 + chance.next() * 0.7) / count) * pictureSize.width,
      foot: y - shown.top,
      scale: stand.small + (stand.large - stand.small) * depth,
      name: chance.pick(stand.sprites),
      isMirrored: chance.happens(0.5),
    }
  }).sort((one, other) => one.depth - other.depth)
  for (const { x, foot, scale, name, isMirrored } of places) {
    const { whole, half } = studio.stencil(name, scale)
    put(easel.whole, whole, Math.round(x - whole.width / 2), Math.round(foot - whole.height), isMirrored)
    put(
      easel.half,
      half,
      Math.round((x - whole.width / 2) / 2),
      Math.round((foot - whole.height) / 2),
      isMirrored,
    )
  }
}

function sign(
  canvas: Canvas,
  { label, characters }: Lettering,
  { day, number }: Order,
  margin: number,
): void {
  const rows = label.height + margin
  darkenFoot(canvas, rows)
  put(canvas, label, margin, canvas.height - rows + Math.round(margin / 2))
  const [year, month, date] = day.split('-')
  let right = canvas.width - margin
  const foot = canvas.height - Math.round(margin / 2)
  for (const character of [
    ...`${Number(date)}/${Number(month)}/${year} ${String(number).padStart(4, '0')}`,
  ].reverse()) {
    const stencil = characters.get(character)
    right -= stencil ? stencil.width + 1 : margin
    if (stencil) put(canvas, stencil, right, foot - stencil.height)
  }
}

const encode = ({ width, height, pixels }: Canvas, quality: number): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer()
