import { createRequire } from 'node:module'
import sharp from 'sharp'
import { type Canvas, cutStencil, type Stencil } from './canvas.ts'
import { type SceneName, scenes, stage } from './scenes.ts'
import { type SpriteName, sprites } from './sprites.ts'

/** Sizes in which every sprite is drawn beforehand; each is √2 of the one before, so that half a size is one of them. */
const scales = [-4, -3, -2, -1, 0, 1].map((step) => 2 ** (step / 2))

/** How tall the writing is on a whole picture and on a half one. */
const letterHeights = { whole: 19, half: 10 } as const

/** The writing at the foot of a picture: what it is, and the characters of a day. */
export type Lettering = { label: Stencil; characters: ReadonlyMap<string, Stencil> }

/** Everything that pictures are put together from, drawn once. */
export type Studio = {
  /** A sprite at the size nearest to `scale`, and at half of it. */
  stencil: (name: SpriteName, scale: number) => { whole: Stencil; half: Stencil }
  letters: { whole: Lettering; half: Lettering }
  /** A scene in three tones, each also mirrored, whole and at half size. */
  backgrounds: (scene: SceneName) => Promise<{ whole: Canvas; half: Canvas }[]>
}

/** Draws all sprites and letters. */
export async function openStudio(): Promise<Studio> {
  const drawn = new Map<string, Stencil[]>()
  const names = Object.keys(sprites) as SpriteName[]
  await Promise.all(
    names.map(async (name) =>
      drawn.set(name, await Promise.all(scales.map((scale) => drawSprite(name, scale)))),
    ),
  )
  const letters = { whole: await writing(letterHeights.whole), half: await writing(letterHeights.half) }
  const stencil: Studio['stencil'] = (name, scale) => {
    const size = Math.min(5, Math.max(2, Math.round(Math.log2(scale) * 2) + 4))
    const [half, whole] = [drawn.get(name)?.[size - 2], drawn.get(name)?.[size]]
    if (!half || !whole) throw new Error(`No sprite ${name}.`)
    return { whole, half }
  }
  // Several scenes have the same background; it is painted when the first of them is.
  const painted = new Map<unknown, ReturnType<Studio['backgrounds']>>()
  const backgrounds: Studio['backgrounds'] = (scene) => {
    const { background } = scenes[scene]
    const kept = painted.get(background) ?? paintBackgrounds(background)
    painted.set(background, kept)
    return kept
  }
  return { stencil, letters, backgrounds }
}

async function drawSprite(name: SpriteName, scale: number): Promise<Stencil> {
  const { width, height, drawing } = sprites[name]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}">${drawing}</svg>`
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return cutStencil(info.width, info.height, data)
}

async function paintBackgrounds(
  background: (tone: number) => string,
): Promise<{ whole: Canvas; half: Canvas }[]> {
  const { width, height } = stage
  return Promise.all(
    [0, 1, 2].flatMap((tone) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${background(tone)}</svg>`
      return [false, true].map(async (isMirrored) => {
        // Softened a little, as a cheap phone sees it; it also keeps the files small.
        const painted = sharp(Buffer.from(svg)).flatten({ background: '#888' }).blur(0.8)
        const whole = await (isMirrored ? painted.flop() : painted).raw().toBuffer()
        const half = await sharp(whole, { raw: { width, height, channels: 3 } })
          .resize(width / 2, height / 2)
          .raw()
          .toBuffer()
        return {
          whole: { width, height, pixels: whole },
          half: { width: width / 2, height: height / 2, pixels: half },
        }
      })
    }),
  )
}

// The font comes with the software: a machine without fonts writes the same.
const font = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf')

async function write(text: string, height: number): Promise<Stencil> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${text}</span>`,
      font: `Tinos Bold ${height}`,
      fontfile: font,
      rgba: true,
      dpi: 72,
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return cutStencil(info.width, info.height, data)
}

async function writing(height: number): Promise<Lettering> {
  const label = await write('DỮ LIỆU MINH HOẠ', height)
  const characters = new Map<string, Stencil>()
  for (const character of '0123456789/') characters.set(character, await write(character, height))
  return { label, characters }
}
