import sharp from 'sharp'
import { type KeptPhoto, keepPainted } from '#evidence'
import { addDays } from '#platform/time'
import type { DemoActivity } from '../activities.ts'
import { chanceFrom } from '../chance.ts'
import type { Doubt } from '../doubtful-photos.ts'
import { type Order, type Painted, paintPicture, setUpEasel } from './paint-picture.ts'
import { type SceneName, scenesOfKind } from './scenes.ts'
import { openStudio, type Studio } from './studio.ts'

/** How many pictures are under way at once: enough to keep two cores busy with one being put together meanwhile. */
const easels = 6

/** Paints the pictures of records and keeps them as evidence. */
export type Painter = {
  /** The kept photos of each record, by its id. */
  photosOf: (activities: readonly DemoActivity[]) => Promise<Map<string, KeptPhoto[]>>
}

/**
 * Makes ready to paint. Pictures are numbered in the order in which they are asked for, so that no two are alike, but for
 * those that are doubtful on purpose.
 */
export async function hirePainter(doubts: ReadonlyMap<string, Doubt> = new Map()): Promise<Painter> {
  const studio = await openStudio()
  const free = Array.from({ length: easels }, setUpEasel)
  // The number of the first picture of each record: a doubtful one repeats another's.
  const numbers = new Map<string, number>()
  let number = 0
  return {
    photosOf: async (activities) => {
      const orders = activities.flatMap((activity) =>
        Array.from({ length: activity.pictures }, (_, index) => {
          number += 1
          if (index === 0) numbers.set(activity.id, number)
          return { activity, index, number }
        }),
      )
      const photos = new Map<string, KeptPhoto[]>()
      const waiting = orders.values()
      await Promise.all(
        free.map(async (easel) => {
          for (const { activity, index, number } of waiting) {
            const doubt = index === 0 ? doubts.get(activity.id) : undefined
            const of = doubt && 'of' in doubt ? doubt.of : activity
            const order = orderOf(of, index, of === activity ? number : (numbers.get(of.id) ?? number))
            const painted = await paintPicture(studio, await backgroundsOf(studio, order), easel, order)
            const picture = doubt && 'of' in doubt ? await altered(painted, doubt.how) : painted
            const day =
              doubt && 'daysEarlier' in doubt ? addDays(activity.day, -doubt.daysEarlier) : activity.day
            const kept = await keepPainted(picture, cameraTime(activity, day, index))
            photos.set(activity.id, [...(photos.get(activity.id) ?? []), kept])
          }
        }),
      )
      return photos
    },
  }
}

const backgroundsOf = (studio: Studio, order: Order) => studio.backgrounds(order.scene)

/** A picture as somebody would alter it before using it again. */
async function altered(
  { large, width, height }: Painted,
  how: 'sent_on' | 'cropped' | 'mirrored',
): Promise<Painted> {
  const [left, top] = [Math.round(width * 0.12), Math.round(height * 0.04)]
  const picture = {
    sent_on: () => sharp(large).resize(Math.round(width * 0.8)),
    cropped: () =>
      sharp(large).extract({ left, top, width: Math.round(width * 0.76), height: Math.round(height * 0.76) }),
    mirrored: () => sharp(large).flop(),
  }[how]()
  const { data, info } = await picture.jpeg({ quality: 55 }).toBuffer({ resolveWithObject: true })
  const small = await sharp(data).resize(320).jpeg({ quality: 60 }).toBuffer()
  return { large: data, small, width: info.width, height: info.height }
}

function orderOf(activity: DemoActivity, index: number, number: number): Order {
  const seed = `picture ${activity.id} ${index}`
  return { seed, scene: sceneOf(activity, seed), day: activity.day, number }
}

/** What a picture shows fits what was recorded: a planted road has flowers, a scholarship has satchels. */
function sceneOf({ run, answers }: DemoActivity, seed: string): SceneName {
  if (answers.planted_metres !== undefined) return 'plantedRoad'
  if (answers.lit_metres !== undefined) return 'litRoad'
  if (answers.cleaned_metres !== undefined) return 'cleanRoad'
  if (answers.built_metres !== undefined) return 'lane'
  if (answers.scholarships !== undefined) return 'schoolTable'
  if (run.plan.kind === 'red_scarf_house') return answers.houses === 1 ? 'newHouse' : 'piggyTable'
  return chanceFrom(seed).pick(scenesOfKind[run.plan.kind] ?? ['hall'])
}

/** No two records have photos of the same second: that would be a question. */
function cameraTime({ id }: DemoActivity, day: string, index: number): string {
  const chance = chanceFrom(`camera ${id} ${index}`)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day} ${two(chance.between(7, 16))}:${two(chance.between(0, 59))}:${two(chance.between(0, 59))}`
}
