import { type KeptPhoto, keepPainted } from '#evidence'
import type { DemoActivity } from '../activities.ts'
import { chanceFrom } from '../chance.ts'
import { type Order, paintPicture, setUpEasel } from './paint-picture.ts'
import { type SceneName, scenesOfKind } from './scenes.ts'
import { openStudio, type Studio } from './studio.ts'

/** How many pictures are under way at once: enough to keep two cores busy with one being put together meanwhile. */
const easels = 6

/** Paints the pictures of records and keeps them as evidence. */
export type Painter = {
  /** The kept photos of each record, by its id. */
  photosOf: (activities: readonly DemoActivity[]) => Promise<Map<string, KeptPhoto[]>>
}

/** Makes ready to paint. Pictures are numbered in the order in which they are asked for, so that no two are alike. */
export async function hirePainter(): Promise<Painter> {
  const studio = await openStudio()
  const free = Array.from({ length: easels }, setUpEasel)
  let number = 0
  return {
    photosOf: async (activities) => {
      const orders = activities.flatMap((activity) =>
        Array.from({ length: activity.pictures }, (_, index) => {
          number += 1
          return { activity, order: orderOf(activity, index, number), at: cameraTime(activity, index) }
        }),
      )
      const photos = new Map<string, KeptPhoto[]>()
      const waiting = orders.values()
      await Promise.all(
        free.map(async (easel) => {
          for (const { activity, order, at } of waiting) {
            const painted = await paintPicture(studio, await backgroundsOf(studio, order), easel, order)
            photos.set(activity.id, [...(photos.get(activity.id) ?? []), await keepPainted(painted, at)])
          }
        }),
      )
      return photos
    },
  }
}

const backgroundsOf = (studio: Studio, order: Order) => studio.backgrounds(order.scene)

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

function cameraTime({ day }: DemoActivity, index: number): string {
  const chance = chanceFrom(`camera ${day} ${index}`)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day} ${two(chance.between(7, 16))}:${two(chance.between(0, 59))}:${two(chance.between(0, 59))}`
}
